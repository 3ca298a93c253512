import { Hono } from 'hono'
import { createKey } from '../../../src/settings/create-key.ts'
import { listKeys } from '../../../src/settings/list-keys.ts'
import { revokeKey } from '../../../src/settings/revoke-key.ts'
import { contextOf } from '../../access.ts'
import type { AppEnv } from '../../app-env.ts'
import { actAndSay } from '../frame/act-and-say.ts'
import { KeysPage } from './keys-page.tsx'
import { idIn, renderSettings } from './render-settings.tsx'

const SAID = {
  section: 'keys',
  title: 'API keys',
  says: 'For scripts, assistants and agents. An agent’s key can propose and can never approve.',
} as const

export const keyRoutes = new Hono<AppEnv>()
  .get('/keys', async (c) => {
    const ctx = await contextOf(c, 'web')
    const keys = await listKeys(ctx)
    return renderSettings(c, ctx.db.actor, SAID, <KeysPage keys={keys} timeZone={ctx.db.actor.timeZone} />)
  })
  // the key is in this answer and nowhere else, so it does not travel through a redirect
  .post('/keys', async (c) => {
    const { name, role } = await c.req.parseBody()
    let made: string | undefined
    const answer = await actAndSay(c, '/settings/keys', async () => {
      made = await createKey(await contextOf(c, 'web'), { name, role })
      return 'The key was made.'
    })
    if (!made) return answer
    const ctx = await contextOf(c, 'web')
    const keys = await listKeys(ctx)
    return renderSettings(c, ctx.db.actor, SAID, <KeysPage keys={keys} timeZone={ctx.db.actor.timeZone} made={made} />)
  })
  .post('/keys/:id/revoke', (c) =>
    actAndSay(c, '/settings/keys', async () => {
      await revokeKey(await contextOf(c, 'web'), idIn(c))
      return 'Revoked: this key opens nothing any more.'
    }),
  )
