import { Hono } from 'hono'
import { notFound } from '../../../src/errors.ts'
import { listRefusals, revokeRefusal } from '../../../src/proposals/list-refusals.ts'
import { liftSuppression } from '../../../src/settings/lift-suppression.ts'
import { listSuppressions } from '../../../src/settings/list-suppressions.ts'
import { contextOf } from '../../access.ts'
import type { AppEnv } from '../../app-env.ts'
import { actAndSay } from '../frame/act-and-say.ts'
import { plural } from '../frame/format.ts'
import { canDecide } from '../frame/viewer.ts'
import { RefusalsPage } from './refusals-page.tsx'
import { idIn, isAdmin, renderSettings } from './render-settings.tsx'
import { SuppressionPage } from './suppression-page.tsx'

const PAGE = 50

/** What is remembered so that it is not asked again: refusals, and people who must stay forgotten. */
export const memoryRoutes = new Hono<AppEnv>()
  .get('/refusals', async (c) => {
    const ctx = await contextOf(c, 'web')
    const refusals = await listRefusals(ctx, { limit: PAGE, cursor: c.req.query('cursor') })
    const { actor } = ctx.db
    const content = (
      <RefusalsPage
        refusals={refusals.data}
        nextCursor={refusals.next_cursor}
        canRevoke={canDecide(actor)}
        timeZone={actor.timeZone}
      />
    )
    const said = {
      section: 'refusals',
      title: 'Refusals',
      says: 'None of these is proposed again, until new evidence lifts it or somebody revokes it here.',
    } as const
    return renderSettings(c, actor, said, content)
  })
  .post('/refusals/:id/revoke', (c) =>
    actAndSay(c, '/settings/refusals', async () => {
      const id = idIn(c)
      if (id === 0) throw notFound('No such refusal.')
      await revokeRefusal(await contextOf(c, 'web'), id)
      return 'Revoked: this may be proposed again.'
    }),
  )
  .get('/suppression', async (c) => {
    const ctx = await contextOf(c, 'web')
    const entries = await listSuppressions(ctx)
    const { actor } = ctx.db
    const content = <SuppressionPage entries={entries} canChange={isAdmin(actor)} timeZone={actor.timeZone} />
    const said = {
      section: 'suppression',
      title: 'Suppression',
      says: 'People who asked to be forgotten. They are never proposed again; only hashes are kept, so nobody can read who they are.',
    } as const
    return renderSettings(c, actor, said, content)
  })
  .post('/suppression', (c) =>
    actAndSay(c, '/settings/suppression', async () => {
      const { first_name, last_name, organization, email, reason } = await c.req.parseBody()
      const { suppressPerson } = await import('../../../src/settings/suppress-person.ts')
      const n = await suppressPerson(await contextOf(c, 'web'), { first_name, last_name, organization, email, reason })
      return n > 0
        ? `Kept: ${plural(n, 'key')}. This person is not proposed again.`
        : 'This person was on the list already.'
    }),
  )
  .post('/suppression/:id/lift', (c) =>
    actAndSay(c, '/settings/suppression', async () => {
      await liftSuppression(await contextOf(c, 'web'), idIn(c))
      return 'Taken off the list.'
    }),
  )
