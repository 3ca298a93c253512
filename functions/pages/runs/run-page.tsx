import { isRunOver } from '../../../src/runs/is-run-over.ts'
import type { WatchedRun } from '../../../src/runs/watch-run.ts'
import { formatDistance, formatTime, plural, runName, USE_CASES } from '../frame/format.ts'
import type { Notice } from '../frame/notice.ts'
import { NoticeBar } from '../frame/notice-bar.tsx'
import { RunStatusTag } from './run-status-tag.tsx'
import { RunTimeline } from './run-timeline.tsx'
import { SignatureChart } from './signature-chart.tsx'
import { readSignature } from './signature-form.ts'
import { Steering } from './steering.tsx'

export interface RunPageProps extends WatchedRun {
  canSteer: boolean
  timeZone: string
  now: Date
  notice: Notice | undefined
}

/** One run: how far it is, what it found, what it cost, and everything it did. While it works, the part that moves is fetched again. */
export const RunPage = (view: RunPageProps) => {
  const { run, notice } = view
  const isLive = !isRunOver(run.status) && run.waiting?.kind !== 'confirm'
  const poll = {
    'hx-get': `/runs/${run.id}`,
    'hx-trigger': 'every 2s',
    'hx-select': '#run-live',
    'hx-target': '#run-live',
    'hx-swap': 'outerHTML show:none',
  }
  return (
    <>
      <p class="crumbs">
        <a href="/runs">Runs</a> / {USE_CASES[run.use_case ?? ''] ?? 'being routed'}
      </p>
      <h1 tabindex={-1}>{runName(run)}</h1>
      <NoticeBar notice={notice} back={`/runs/${run.id}`} />
      <div id="run-live" data-status={run.status} data-say={sayOf(view)} {...(isLive ? poll : {})}>
        <RunState {...view} />
        {view.canSteer ? <Steering run={run} /> : null}
        <Signature {...view} />
        <RunTimeline events={view.events} earlier={view.earlier_events} timeZone={view.timeZone} />
      </div>
    </>
  )
}

/** What a screen reader is told when the run has moved on. */
const sayOf = ({ run }: RunPageProps) =>
  isRunOver(run.status) ? `The run has ${run.status}. ${run.answer ?? run.error ?? ''}` : `The run is ${run.status}.`

const RunState = ({ run, reading, jobs, proposals, started_by, timeZone, now }: RunPageProps) => {
  const { progress, usage } = run
  const waiting = (proposals.pending ?? 0) + (proposals.stale ?? 0)
  return (
    <section class="panel" aria-label="State">
      <p class="facts">
        <RunStatusTag status={run.status} />
        {run.status_reason ? <b>{run.status_reason}</b> : null}
        <span>
          started{' '}
          <time datetime={run.created_at} title={formatTime(run.created_at, timeZone)}>
            {formatDistance(run.created_at, now)}
          </time>
          {started_by ? ` by ${started_by}` : ''}
        </span>
        {run.finished_at ? <span>over {formatDistance(run.finished_at, now)}</span> : null}
      </p>
      {progress.total > 0 ? (
        <div class="progress">
          <progress max={progress.total} value={progress.done} aria-label="Research jobs done" />
          <span>
            {progress.done} of {plural(progress.total, 'research job')} done
            {jobs.failed ? `, ${jobs.failed} failed` : ''}
            {jobs.skipped ? `, ${jobs.skipped} skipped` : ''}
          </span>
        </div>
      ) : null}
      {reading.length > 0 ? (
        <div class="reading">
          <span class="label">Being read now</span>
          <ul>
            {reading.map((label) => (
              <li>{label}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {run.answer ? <p class="answer text">{run.answer}</p> : null}
      {run.error ? <p class="standing is-warn">{run.error}</p> : null}
      {run.proposal_count > 0 ? (
        <p>
          {waiting > 0 ? (
            <a class="button go" href={`/?run_id=${run.id}`}>{`Review ${plural(waiting, 'proposal')}`}</a>
          ) : null}{' '}
          <span class="hint">
            {plural(run.proposal_count, 'proposal')} in all
            {Object.entries(proposals)
              .filter(([status]) => status !== 'pending')
              .map(([status, n]) => `, ${n} ${status}`)
              .join('')}
          </span>
        </p>
      ) : isRunOver(run.status) && run.use_case !== 'ask' ? (
        <p class="hint">It proposed nothing.</p>
      ) : null}
      <dl class="costs">
        <Cost label="Cost" value={`$${usage.cost_usd.toFixed(4)}`} />
        <Cost label="Model calls" value={usage.model_calls.toLocaleString('en')} />
        <Cost label="Tokens" value={(Number(usage.input_tokens) + Number(usage.output_tokens)).toLocaleString('en')} />
        <Cost label="Searches" value={usage.searches.toLocaleString('en')} />
        <Cost label="Pages" value={usage.pages.toLocaleString('en')} />
      </dl>
    </section>
  )
}

const Cost = ({ label, value }: { label: string; value: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
)

/** What similar leads are measured by; where the run asks, it is edited in the question itself. */
const Signature = ({ run, canSteer }: RunPageProps) => {
  const signature = readSignature(run.result?.signature)
  if (!signature || run.waiting?.kind === 'confirm') return null
  return (
    <section class="panel" aria-labelledby="signature">
      <h2 id="signature">What the leads that got there have in common</h2>
      {isRunOver(run.status) && canSteer ? (
        <form method="post" action="/runs">
          <input type="hidden" name="use_case" value="similar_leads" />
          <input type="hidden" name="prompt" value={run.prompt ?? ''} />
          <input type="hidden" name="stage" value={String(run.result?.stage ?? '')} />
          <input type="hidden" name="lead_type" value={String(run.params.lead_type ?? '')} />
          <details class="fold">
            <summary>Edit it and search again</summary>
            <SignatureChart signature={signature} editable />
            <button type="submit" class="go">
              Search with this signature
            </button>
          </details>
        </form>
      ) : null}
      <SignatureChart signature={signature} />
    </section>
  )
}
