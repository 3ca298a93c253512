import { Hono } from 'hono'
import { listOutcomes } from '../../../src/proposals/list-outcomes.ts'
import { Budget } from '../../../src/runs/use-case.ts'
import { readTenantSettings } from '../../../src/settings/read-tenant-settings.ts'
import { saveTenantSettings } from '../../../src/settings/save-tenant-settings.ts'
import { contextOf } from '../../access.ts'
import type { AppEnv } from '../../app-env.ts'
import { actAndSay } from '../frame/act-and-say.ts'
import { BudgetsPage } from './budgets-page.tsx'
import { ConfidencePage } from './confidence-page.tsx'
import { isAdmin, renderSettings } from './render-settings.tsx'

type Fields = Record<string, unknown>

/** Limits that are given; a blank one keeps the default. */
const budgetOf = (form: Fields, prefix: string) =>
  Object.fromEntries(
    Object.keys(Budget.shape).flatMap((name) => {
      const text = String(form[`${prefix}:${name}`] ?? '').trim()
      return text === '' ? [] : [[name, Number(text)]]
    }),
  )

export const budgetRoutes = new Hono<AppEnv>()
  .get('/budgets', async (c) => {
    const ctx = await contextOf(c, 'web')
    const tenant = await readTenantSettings(ctx)
    const said = {
      section: 'budgets',
      title: 'Budgets',
      says: 'What one run, and all runs of a day (UTC), may spend. A run that reaches a limit stops, keeps what it found, and says so.',
    } as const
    return renderSettings(c, ctx.db.actor, said, <BudgetsPage tenant={tenant} canChange={isAdmin(ctx.db.actor)} />)
  })
  .post('/budgets', (c) =>
    actAndSay(c, '/settings/budgets', async () => {
      const form = await c.req.parseBody()
      await saveTenantSettings(await contextOf(c, 'web'), {
        run_budget: budgetOf(form, 'run'),
        daily_budget: budgetOf(form, 'day'),
      })
      return 'Saved.'
    }),
  )
  .get('/confidence', async (c) => {
    const ctx = await contextOf(c, 'web')
    const outcomes = await listOutcomes(ctx)
    const said = {
      section: 'confidence',
      title: 'Measured confidence',
      says: 'How often people took each kind of source at its word, per field. Below thirty decisions nothing is claimed.',
    } as const
    return renderSettings(c, ctx.db.actor, said, <ConfidencePage outcomes={outcomes} />)
  })
