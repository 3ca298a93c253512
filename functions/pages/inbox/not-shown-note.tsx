import type { NotShown } from '../../../src/proposals/read-inbox.ts'
import { plural } from '../frame/format.ts'

interface NotShownNoteProps {
  notShown: NotShown
  filteredOut: number
  show: 'waiting' | 'snoozed'
}

/** What this page leaves out and why, so that nobody takes it for everything. */
export const NotShownNote = ({ notShown, filteredOut, show }: NotShownNoteProps) => {
  const { snoozed, expired, withdrawn, refused, runs_at_work, held_back } = notShown
  const lines = [
    filteredOut > 0 ? [plural(filteredOut, 'proposal'), 'left out by the filters', '/'] : null,
    snoozed > 0 && show === 'waiting'
      ? [plural(snoozed, 'proposal'), 'snoozed, and back by themselves', '/?show=snoozed']
      : null,
    expired > 0
      ? [plural(expired, 'proposal'), 'expired in the last 30 days because nobody decided', '/?show=lapsed']
      : null,
    withdrawn > 0
      ? [plural(withdrawn, 'proposal'), 'withdrawn in the last 30 days, each with its reason', '/?show=lapsed']
      : null,
    refused > 0
      ? [plural(refused, 'question'), 'not asked again because somebody said no', '/settings/refusals']
      : null,
    held_back > 0 ? [plural(held_back, 'follow-up'), 'held back by the daily cap', '/settings/follow-ups'] : null,
    runs_at_work > 0 ? [plural(runs_at_work, 'run'), 'still at work', '/runs'] : null,
  ].filter((line) => line !== null)
  if (lines.length === 0) return null
  return (
    <section class="not-shown" aria-labelledby="not-shown">
      <h2 id="not-shown">Not shown here</h2>
      <ul>
        {lines.map(([what, why, href]) => (
          <li>
            <a href={href}>{what}</a> {why}
          </li>
        ))}
      </ul>
    </section>
  )
}
