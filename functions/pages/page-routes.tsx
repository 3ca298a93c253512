/** The pages that people use, each one verb and one round trip. */
import { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { inboxRoutes } from './inbox/inbox-routes.tsx'
import { recordRoutes } from './records/record-routes.tsx'
import { runRoutes } from './runs/run-routes.tsx'
import { settingsRoutes } from './settings/settings-routes.tsx'

export const pageRoutes = new Hono<AppEnv>()
  .route('/', inboxRoutes)
  .route('/runs', runRoutes)
  .route('/records', recordRoutes)
  .route('/settings', settingsRoutes)
