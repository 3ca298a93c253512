import { defaultRunBudget } from '../../../src/runs/budget-limits.ts'
import { isRunOver } from '../../../src/runs/is-run-over.ts'
import type { RunView } from '../../../src/runs/run-view.ts'
import { fieldLabel } from '../frame/format.ts'
import { SignatureChart } from './signature-chart.tsx'
import { readSignature } from './signature-form.ts'

/** What a person can do about a run: answer what it asks, end it, or let it go on with more. */
export const Steering = ({ run }: { run: RunView }) => (
  <>
    {run.waiting?.kind === 'confirm' ? <Question run={run} ask={run.waiting.ask} value={run.waiting.value} /> : null}
    {isRunOver(run.status) ? null : (
      <form method="post" action={`/runs/${run.id}/cancel`}>
        <button type="submit" class="stop" id="cancel">
          Cancel this run
        </button>
      </form>
    )}
    {(run.status === 'succeeded' && run.status_reason) || run.status === 'failed' ? <GoOn run={run} /> : null}
  </>
)

const Question = ({ run, ask, value }: { run: RunView; ask: string; value: unknown }) => {
  const signature = readSignature(value)
  return (
    <form method="post" action={`/runs/${run.id}/resume`} class="panel is-asking">
      <h2>{ask === 'signature' ? 'Is this what to look for?' : 'The run asks'}</h2>
      {signature ? (
        <>
          <p class="hint">
            Nothing has been searched yet. Leave out what is chance, weigh what matters, add what is missing.
          </p>
          <SignatureChart signature={signature} editable />
        </>
      ) : (
        <>
          <label for="confirmed">{ask}</label>
          <textarea id="confirmed" name="confirmed" rows={10}>
            {JSON.stringify(value, null, 2)}
          </textarea>
        </>
      )}
      <button type="submit" class="go">
        {signature ? 'Search with this' : 'Go on with this'}
      </button>
    </form>
  )
}

const LIMITS = ['cost_usd', 'model_calls', 'searches', 'pages'] as const

/** Twice what it was allowed, or has used where jobs side by side went past that: less would stop it again at once. */
const largerLimit = (allowed: number, used: number): number => Math.ceil(2 * Math.max(allowed, used) * 100) / 100

/** Nothing that was paid for is paid again. */
const GoOn = ({ run }: { run: RunView }) => (
  <form method="post" action={`/runs/${run.id}/resume`} class="panel">
    <h2>{run.status === 'failed' ? 'Try again from where it stopped' : 'Go on with a larger budget'}</h2>
    <p class="hint">What was read and paid for stays; only the rest is done.</p>
    <div class="fieldset">
      {LIMITS.map((name) => {
        const allowed = run.budget[name] ?? defaultRunBudget[name]
        return (
          <label for={`b-${name}`}>
            {name === 'cost_usd' ? 'US dollars' : fieldLabel(name)} at most
            <input
              id={`b-${name}`}
              name={name}
              type="number"
              min={0}
              step={name === 'cost_usd' ? '0.01' : '1'}
              value={String(run.status === 'failed' ? allowed : largerLimit(allowed, run.usage[name]))}
            />
          </label>
        )
      })}
    </div>
    <button type="submit" class="go">
      Go on
    </button>
  </form>
)
