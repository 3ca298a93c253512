import type { RunView } from '../../../src/runs/run-view.ts'
import { formatTime } from '../frame/format.ts'
import type { Notice } from '../frame/notice.ts'
import { NoticeBar } from '../frame/notice-bar.tsx'

export const USE_CASES: Record<string, string> = {
  similar_leads: 'Find leads like those that went well',
  enrich_contacts: 'Research contacts at organizations of my leads',
  follow_ups: 'Make follow-up tasks for quiet leads',
  find_duplicates: 'Find duplicates and suggest merges',
  ask: 'Ask a question',
}

interface RunsPageProps {
  runs: RunView[]
  nextCursor: string | null
  canStart: boolean
  timeZone: string
  notice: Notice | undefined
}

/** All runs, newest first, and the way to start one. */
export const RunsPage = ({ runs, nextCursor, canStart, timeZone, notice }: RunsPageProps) => (
  <>
    <h1>Runs</h1>
    {notice ? <NoticeBar notice={notice} /> : null}
    {canStart ? <StartForm /> : <p class="notice">Starting a run takes the role reviewer or admin.</p>}
    {runs.length === 0 ? (
      <section class="empty">
        <h2>No run yet</h2>
        <p>Start one above: it researches, proposes, and changes nothing until you approve.</p>
      </section>
    ) : (
      <section class="scroll" tabindex={0} aria-label="Runs">
        <table>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Status</th>
              <th scope="col">Progress</th>
              <th scope="col">Proposals</th>
              <th scope="col">Cost</th>
              <th scope="col">Started</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr>
                <th scope="row">
                  <a href={`/runs/${run.id}`}>{run.prompt ?? USE_CASES[run.use_case ?? ''] ?? 'A run'}</a>
                </th>
                <td>
                  <span class={`tag run-${run.status}`}>{run.status}</span>
                </td>
                <td>{run.progress.total > 0 ? `${run.progress.done} of ${run.progress.total}` : '—'}</td>
                <td>{run.proposal_count}</td>
                <td>${run.usage.cost_usd.toFixed(4)}</td>
                <td>{formatTime(run.created_at, timeZone)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    )}
    {nextCursor ? (
      <p>
        <a href={`/runs?cursor=${encodeURIComponent(nextCursor)}`} rel="next">
          Older runs
        </a>
      </p>
    ) : null}
  </>
)

const StartForm = () => (
  <form method="post" action="/runs" class="stack start">
    <label for="use_case">What to do</label>
    <select id="use_case" name="use_case">
      <option value="">whatever my words ask for</option>
      {Object.entries(USE_CASES).map(([key, text]) => (
        <option value={key}>{text}</option>
      ))}
    </select>
    <label for="prompt">In your words</label>
    <textarea
      id="prompt"
      name="prompt"
      rows={2}
      maxlength={4000}
      placeholder="Which leads reached an interview this year?"
    ></textarea>
    <button type="submit" class="go">
      Start
    </button>
  </form>
)
