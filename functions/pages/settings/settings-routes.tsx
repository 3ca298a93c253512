import { Hono } from 'hono'
import type { AppEnv } from '../../app-env.ts'
import { budgetRoutes } from './budget-routes.tsx'
import { calendarRoutes } from './calendar-routes.tsx'
import { importRoutes } from './import-routes.tsx'
import { keyRoutes } from './key-routes.tsx'
import { memoryRoutes } from './memory-routes.tsx'
import { peopleRoutes } from './people-routes.tsx'
import { slackPageRoutes } from './slack-page-routes.tsx'

export const settingsRoutes = new Hono<AppEnv>()
  .route('/', peopleRoutes)
  .route('/', keyRoutes)
  .route('/', calendarRoutes)
  .route('/', budgetRoutes)
  .route('/', memoryRoutes)
  .route('/', importRoutes)
  .route('/', slackPageRoutes)
