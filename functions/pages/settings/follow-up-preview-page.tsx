import type { previewFollowUps } from '../../../src/followups/preview-follow-ups.ts'
import { formatDay, plural } from '../frame/format.ts'

interface FollowUpPreviewPageProps {
  preview: Awaited<ReturnType<typeof previewFollowUps>>
  days: number
}

/** What a scan would propose now, and what it would leave in peace and why. Nothing is written. */
export const FollowUpPreviewPage = ({ preview, days }: FollowUpPreviewPageProps) => {
  const { data, summary, not_stale } = preview
  const left = Object.entries(not_stale as Record<string, number>)
  return (
    <>
      <form action="/settings/follow-ups/preview" class="panel line-up">
        <label for="days">
          Days of silence <input id="days" name="days" type="number" min={1} max={3650} value={String(days)} />
        </label>
        <button type="submit" class="quiet">
          Preview
        </button>
      </form>
      <p class="notice">{summary}</p>
      {left.length > 0 ? (
        <p class="hint">
          Left in peace: {left.map(([reason, n]) => `${n} ${reason.replaceAll('_', ' ')}`).join(', ')}.
        </p>
      ) : null}
      <ul class="rows">
        {data.map(({ lead_id, lead_type, title, due_date, assigned_to_name, silent_days, why, first_line }) => (
          <li>
            <div>
              <a href={`/records/${lead_type}/${lead_id}`}>{title}</a>
              <small class="line">
                {plural(silent_days, 'day')} silent, due {formatDay(due_date)}, for {assigned_to_name ?? 'nobody'}
              </small>
              <p class="text">{why}</p>
              <blockquote class="text">{first_line}</blockquote>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
