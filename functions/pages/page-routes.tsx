/** The pages that people use, each one verb and one round trip. */
import { Hono } from 'hono'
import { contextOf } from '../access.ts'
import type { AppEnv } from '../app-env.ts'
import { KeysPage } from './frame/keys-help.tsx'
import { renderPage } from './frame/render-page.tsx'
import { viewerOf } from './frame/viewer.ts'
import { inboxRoutes } from './inbox/inbox-routes.tsx'
import { recordRoutes } from './records/record-routes.tsx'
import { runRoutes } from './runs/run-routes.tsx'
import { settingsRoutes } from './settings/settings-routes.tsx'

export const pageRoutes = new Hono<AppEnv>()
  .get('/keys', async (c) => {
    const { actor } = await (await contextOf(c, 'web')).db.run('read')
    return renderPage(c, <KeysPage />, 200, { title: 'Keyboard', viewer: viewerOf(actor) })
  })
  .route('/', inboxRoutes)
  .route('/runs', runRoutes)
  .route('/records', recordRoutes)
  .route('/settings', settingsRoutes)
