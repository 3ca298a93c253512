import { formatTime } from '../frame/format.ts'
import type { RecordView } from './record-page.tsx'

/** What people wrote down and what was said: notes and activities together, newest first. */
export const RecordNotes = ({ notes, activities, canEdit, path, timeZone }: RecordView) => {
  const entries = [
    ...notes.map(({ id, content, created_at, by }) => ({
      key: `n${id}`,
      at: created_at,
      by,
      what: 'note',
      text: content,
      href: `/records/Note/${id}`,
    })),
    ...activities.map(({ id, kind, subject, direction, at, by }) => ({
      key: `a${id}`,
      at,
      by,
      what: `${kind}${direction ? ` (${direction})` : ''}`,
      text: subject ?? '',
      href: undefined,
    })),
  ].toSorted((a, b) => b.at.localeCompare(a.at))
  return (
    <section aria-labelledby="notes" class="panel">
      <h2 id="notes">Notes and activity</h2>
      {canEdit ? (
        <form method="post" action={`${path}/notes`} class="stack">
          <textarea
            name="content"
            rows={2}
            required
            maxlength={100_000}
            aria-label="A new note"
            placeholder="Write a note"
          ></textarea>
          <button type="submit" class="quiet">
            Add note
          </button>
        </form>
      ) : null}
      {entries.length === 0 ? <p class="hint">Nothing has been written down yet.</p> : null}
      <ul class="entries">
        {entries.map(({ at, by, what, text, href }) => (
          <li>
            <small>
              {href ? <a href={href}>{what}</a> : what} {by ? `by ${by}, ` : ''}
              <time datetime={at}>{formatTime(at, timeZone)}</time>
            </small>
            <p class="text">{text}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
