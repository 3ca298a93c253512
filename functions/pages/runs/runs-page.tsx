import type { RunView } from '../../../src/runs/run-view.ts'
import { formatDistance, formatTime, runName, USE_CASES } from '../frame/format.ts'
import type { Notice } from '../frame/notice.ts'
import { NoticeBar } from '../frame/notice-bar.tsx'
import { Pager } from '../frame/pager.tsx'
import { RunStatusTag } from './run-status-tag.tsx'
import { StartForms } from './start-forms.tsx'

interface RunsPageProps {
  runs: RunView[]
  nextCursor: string | null
  canStart: boolean
  timeZone: string
  now: Date
  notice: Notice | undefined
}

/** All runs, newest first, and the ways to start one. */
export const RunsPage = ({ runs, nextCursor, canStart, timeZone, now, notice }: RunsPageProps) => (
  <>
    <h1 tabindex={-1}>Runs</h1>
    <NoticeBar notice={notice} back="/runs" />
    {canStart ? <StartForms /> : <p class="notice">Starting a run takes the role reviewer or admin.</p>}
    <h2 class="section">History</h2>
    {runs.length === 0 ? (
      <section class="empty">
        <h2>No run yet</h2>
        <p>Start one above: it researches, proposes, and changes nothing until you approve.</p>
      </section>
    ) : (
      <ul class="rows">
        {runs.map((run) => (
          <li>
            <RunStatusTag status={run.status} />
            <div>
              <a href={`/runs/${run.id}`}>{runName(run).slice(0, 140)}</a>{' '}
              {run.prompt && run.use_case ? <small>{USE_CASES[run.use_case]}</small> : null}
              <small class="line">
                <time datetime={run.created_at} title={formatTime(run.created_at, timeZone)}>
                  {formatDistance(run.created_at, now)}
                </time>
                {run.progress.total > 0 ? ` · ${run.progress.done} of ${run.progress.total} jobs` : ''}
                {run.status_reason ? ` · ${run.status_reason}` : ''}
                {run.error ? ` · ${run.error}` : ''}
              </small>
            </div>
            <span class="numbers">
              {run.proposal_count > 0 ? <b>{run.proposal_count} proposed</b> : null}
              <small>${run.usage.cost_usd.toFixed(2)}</small>
            </span>
          </li>
        ))}
      </ul>
    )}
    <Pager nextHref={nextCursor && `/runs?cursor=${encodeURIComponent(nextCursor)}`} label="Older runs" />
  </>
)
