import type { RunEvent } from '../../../src/runs/list-run-events.ts'
import { formatTime, plural } from '../frame/format.ts'

interface RunTimelineProps {
  events: RunEvent[]
  earlier: number
  timeZone: string
}

/** Everything the run did, in order, with what each step cost. */
export const RunTimeline = ({ events, earlier, timeZone }: RunTimelineProps) => (
  <section aria-labelledby="timeline">
    <h2 id="timeline" class="section">
      Timeline
    </h2>
    {events.length === 0 ? <p class="hint">Nothing has happened yet.</p> : null}
    {earlier > 0 ? <p class="hint">{plural(earlier, 'earlier event')} not shown.</p> : null}
    <ol class="timeline">
      {events.map(({ id, kind, message, at, duration_ms, cost_usd }) => (
        <li id={`e-${id}`} class={`event-${kind}`}>
          <time datetime={at} title={formatTime(at, timeZone)}>
            {clockOf(at, timeZone)}
          </time>
          <span>
            {message}{' '}
            <small>
              {duration_ms === null ? '' : `${(duration_ms / 1000).toFixed(1)} s`}
              {cost_usd ? ` · $${cost_usd.toFixed(4)}` : ''}
            </small>
          </span>
        </li>
      ))}
    </ol>
  </section>
)

/** "14:03", the last part of "24 Nov 2026, 14:03". */
const clockOf = (at: string, timeZone: string) => formatTime(at, timeZone).split(', ').at(-1) ?? ''
