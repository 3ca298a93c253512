import { Hono } from 'hono'
import { notFound } from '../../../src/errors.ts'
import { listRefusals, revokeRefusal } from '../../../src/proposals/list-refusals.ts'
import { contextOf } from '../../access.ts'
import type { AppEnv } from '../../app-env.ts'
import { setNotice, takeNotice } from '../frame/notice.ts'
import { renderPage } from '../frame/render-page.tsx'
import { canDecide, viewerOf } from '../frame/viewer.ts'
import { SettingsPage } from './settings-page.tsx'

const PAGE = 50

export const settingsRoutes = new Hono<AppEnv>()
  .get('/', async (c) => {
    const ctx = await contextOf(c, 'web')
    const refusals = await listRefusals(ctx, { limit: PAGE, cursor: c.req.query('cursor') })
    const { actor } = ctx.db
    const content = (
      <SettingsPage
        refusals={refusals.data}
        nextCursor={refusals.next_cursor}
        canRevoke={canDecide(actor)}
        timeZone={actor.timeZone}
        notice={await takeNotice(c)}
      />
    )
    return renderPage(c, content, 200, { title: 'Settings', viewer: viewerOf(actor), place: 'settings' })
  })
  .post('/refusals/:id/revoke', async (c) => {
    const id = Number(c.req.param('id'))
    if (!Number.isSafeInteger(id) || id < 1) throw notFound('No such refusal.')
    await revokeRefusal(await contextOf(c, 'web'), id)
    await setNotice(c, { text: 'Revoked: this may be proposed again.', good: true, details: [] })
    return c.redirect('/settings', 303)
  })
