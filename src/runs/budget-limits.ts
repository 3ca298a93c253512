import { BudgetReached } from './budget-reached.ts'
import { Budget, type Usage } from './use-case.ts'

/** What a run may spend where neither it nor its tenant says otherwise: enough for 500 sources. */
export const defaultRunBudget: Required<Budget> = {
  model_calls: 2_000,
  input_tokens: 10_000_000,
  output_tokens: 2_000_000,
  cost_usd: 10,
  searches: 1_000,
  pages: 3_000,
}

/** What a tenant may spend on one day (UTC) where its settings say nothing. */
export const defaultDailyBudget: Required<Budget> = {
  model_calls: 10_000,
  input_tokens: 50_000_000,
  output_tokens: 10_000_000,
  cost_usd: 50,
  searches: 5_000,
  pages: 15_000,
}

export interface Limit {
  name: keyof Usage
  of: 'run' | 'day'
  max: number
  used: number
}

export const noUsage = (): Usage => ({
  model_calls: 0,
  input_tokens: 0,
  output_tokens: 0,
  cost_usd: 0,
  searches: 0,
  pages: 0,
})

const names = Object.keys(noUsage()) as (keyof Usage)[]

export const addUsage = (a: Usage, b: Usage): Usage =>
  Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as unknown as Usage

interface Spent {
  budget: Budget
  used: Usage
  used_today: Usage | null
  settings: Record<string, unknown> | null
  at_work?: { of_run: number; of_day: number; each: Usage }
}

/** Every limit a piece of work stands under, with what is used of it already or will be by what is at work. */
export function limitsOf({ budget, used, used_today, settings, at_work }: Spent): Limit[] {
  const run = { ...defaultRunBudget, ...parseBudget(settings?.run_budget), ...budget }
  const day = { ...defaultDailyBudget, ...parseBudget(settings?.daily_budget) }
  const today = used_today ?? noUsage()
  const { of_run, of_day, each } = at_work ?? { of_run: 0, of_day: 0, each: noUsage() }
  return names.flatMap((name): Limit[] => [
    { name, of: 'run', max: run[name]!, used: Number(used[name]) + of_run * Number(each[name]) },
    { name, of: 'day', max: day[name]!, used: Number(today[name]) + of_day * Number(each[name]) },
  ])
}

// a setting that is none must not stop all work, nor let it run without end: the default holds
const parseBudget = (value: unknown): Budget => Budget.safeParse(value).data ?? {}

/** @throws BudgetReached where one of the named limits is used up */
export function assertWithin(limits: Limit[], spent: Usage, relevant: (keyof Usage)[]) {
  const reached = limits.find(({ name, max, used }) => relevant.includes(name) && used + spent[name] >= max)
  if (reached) throw new BudgetReached(reached.name, sentenceOf(reached))
}

function sentenceOf({ name, of, max }: Limit): string {
  const amount = name === 'cost_usd' ? `$${max}` : `${max.toLocaleString('en')} ${name.replaceAll('_', ' ')}`
  return of === 'run' ? `Stopped at the run's budget of ${amount}.` : `Stopped at today's budget of ${amount}.`
}
