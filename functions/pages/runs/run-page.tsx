import type { RunEvent } from '../../../src/runs/list-run-events.ts'
import type { RunView } from '../../../src/runs/run-view.ts'
import { formatTime, plural } from '../frame/format.ts'
import type { Notice } from '../frame/notice.ts'
import { NoticeBar } from '../frame/notice-bar.tsx'
import { USE_CASES } from './runs-page.tsx'

interface RunPageProps {
  run: RunView
  events: RunEvent[]
  canSteer: boolean
  timeZone: string
  notice: Notice | undefined
}

/** One run: how far it is, what it found, what it cost, and everything it did. */
export const RunPage = ({ run, events, canSteer, timeZone, notice }: RunPageProps) => {
  const isOver = ['succeeded', 'failed', 'cancelled'].includes(run.status)
  return (
    <>
      <h1>{USE_CASES[run.use_case ?? ''] ?? 'Run'}</h1>
      {notice ? <NoticeBar notice={notice} /> : null}
      {run.prompt ? <blockquote>{run.prompt}</blockquote> : null}
      <section id="run-state" data-run={run.id} data-over={isOver ? 'yes' : 'no'}>
        <p>
          <span class={`tag run-${run.status}`}>{run.status}</span>{' '}
          {run.status_reason ? <span>{run.status_reason}</span> : null} started {formatTime(run.created_at, timeZone)}
          {run.finished_at ? `, over ${formatTime(run.finished_at, timeZone)}` : ''}
        </p>
        {run.progress.total > 0 ? (
          <p>
            <progress max={run.progress.total} value={run.progress.done} aria-label="Research jobs done" />{' '}
            {run.progress.done} of {plural(run.progress.total, 'research job')}
          </p>
        ) : null}
        {run.answer ? <p class="answer">{run.answer}</p> : null}
        {run.error ? (
          <p class="problem" role="alert">
            {run.error}
          </p>
        ) : null}
        {run.proposal_count > 0 ? (
          <p>
            <a href={`/?run_id=${run.id}`}>{plural(run.proposal_count, 'proposal')}</a>
          </p>
        ) : null}
        <p class="hint">
          {plural(run.usage.model_calls, 'model call')}, {run.usage.input_tokens + run.usage.output_tokens} tokens, $
          {run.usage.cost_usd.toFixed(4)}; {plural(run.usage.searches, 'search', 'searches')},{' '}
          {plural(run.usage.pages, 'page')}
        </p>
      </section>
      {canSteer ? <Steering run={run} isOver={isOver} /> : null}
      <h2>Timeline</h2>
      <ol class="timeline">
        {events.map(({ kind, message, at, duration_ms, cost_usd }) => (
          <li class={`event-${kind}`}>
            <time datetime={at}>{formatTime(at, timeZone)}</time> {message}{' '}
            <small>
              {duration_ms === null ? '' : `${duration_ms} ms`} {cost_usd ? `$${cost_usd.toFixed(4)}` : ''}
            </small>
          </li>
        ))}
      </ol>
    </>
  )
}

const Steering = ({ run, isOver }: { run: RunView; isOver: boolean }) => (
  <div class="actions">
    {run.waiting?.kind === 'confirm' ? (
      <form method="post" action={`/runs/${run.id}/resume`} class="stack">
        <label for="confirmed">{run.waiting.ask}</label>
        <textarea id="confirmed" name="confirmed" rows={10}>
          {JSON.stringify(run.waiting.value, null, 2)}
        </textarea>
        <button type="submit" class="go">
          Go on with this
        </button>
      </form>
    ) : null}
    {isOver ? null : (
      <form method="post" action={`/runs/${run.id}/cancel`}>
        <button type="submit" class="stop">
          Cancel this run
        </button>
      </form>
    )}
    {run.status_reason || run.status === 'failed' ? (
      <form method="post" action={`/runs/${run.id}/resume`} class="inline">
        <label for="model_calls">Model calls at most</label>
        <input
          id="model_calls"
          name="model_calls"
          type="number"
          min={1}
          value={String(run.usage.model_calls * 2 + 50)}
        />
        <button type="submit" class="go">
          Go on
        </button>
      </form>
    ) : null}
  </div>
)
