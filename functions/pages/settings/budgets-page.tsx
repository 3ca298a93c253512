import { defaultDailyBudget, defaultRunBudget } from '../../../src/runs/budget-limits.ts'
import type { Budget, Usage } from '../../../src/runs/use-case.ts'
import type { TenantView } from '../../../src/settings/read-tenant-settings.ts'
import { fieldLabel } from '../frame/format.ts'

const NAMES = ['cost_usd', 'model_calls', 'input_tokens', 'output_tokens', 'searches', 'pages'] as const
const label = (name: string) => (name === 'cost_usd' ? 'US dollars' : fieldLabel(name))
const amount = (name: string, n: number | undefined) =>
  name === 'cost_usd' ? (n ?? 0).toFixed(2) : (n ?? 0).toLocaleString('en')

export const BudgetsPage = ({ tenant, canChange }: { tenant: TenantView; canChange: boolean }) => (
  <form method="post" action="/settings/budgets" class="panel">
    <fieldset disabled={!canChange || undefined}>
      <section class="scroll" tabindex={0} aria-label="Limits">
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">Limit</th>
              <th scope="col">One run</th>
              <th scope="col">One day</th>
              <th scope="col">Used today</th>
              <th scope="col">This month</th>
            </tr>
          </thead>
          <tbody>
            {NAMES.map((name) => (
              <tr>
                <th scope="row">{label(name)}</th>
                <td>
                  <Limit name={name} scope="run" given={tenant.settings.run_budget} preset={defaultRunBudget[name]} />
                </td>
                <td>
                  <Limit
                    name={name}
                    scope="day"
                    given={tenant.settings.daily_budget}
                    preset={defaultDailyBudget[name]}
                  />
                </td>
                <td>{amount(name, (tenant.used_today as Usage | null)?.[name])}</td>
                <td>{amount(name, (tenant.used_this_month as Usage | null)?.[name])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p class="hint">A blank limit is the one shown in grey.</p>
      {canChange ? (
        <button type="submit" class="go">
          Save
        </button>
      ) : null}
    </fieldset>
  </form>
)

interface LimitProps {
  name: (typeof NAMES)[number]
  scope: 'run' | 'day'
  given: Budget | null | undefined
  preset: number
}

const Limit = ({ name, scope, given, preset }: LimitProps) => (
  <input
    name={`${scope}:${name}`}
    type="number"
    min={0}
    step={name === 'cost_usd' ? '0.01' : '1'}
    value={String(given?.[name] ?? '')}
    placeholder={String(preset)}
    aria-label={`${label(name)} per ${scope}`}
  />
)
