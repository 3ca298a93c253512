import type { HistoryEntry } from '../../../src/records/record-history.ts'
import { fieldLabel, formatTime, formatValue } from '../frame/format.ts'
import { Post } from '../frame/notice-bar.tsx'
import type { RecordView } from './record-page.tsx'

const QUIET = new Set(['id', 'created_at', 'created_by', 'updated_by', 'tenant_id'])
const SHOWN = 8

/** What happened to it, newest first; each commit can be taken back, field by field. */
export const RecordHistory = ({ history, timeZone, canEdit, path }: RecordView) => (
  <section aria-labelledby="history" class="panel">
    <h2 id="history">History</h2>
    {history.length === 0 ? <p class="hint">Nothing has changed since it was put in.</p> : null}
    <ol class="timeline">
      {history.map((entry) => (
        <li>
          <time datetime={entry.at}>{formatTime(entry.at, timeZone)}</time>
          <div>
            <Headline entry={entry} />
            <Changes entry={entry} timeZone={timeZone} />
            {canEdit && entry.undoable ? (
              <Post action="/inbox/undo" back={path}>
                <input type="hidden" name="kind" value="change_set" />
                <button type="submit" name="id" value={String(entry.change_set_id)} class="quiet small">
                  Undo<span class="sr"> the change of {formatTime(entry.at, timeZone)}</span>
                </button>
              </Post>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  </section>
)

const WORDS: Record<string, string> = {
  proposal: 'Approved proposal',
  edit: 'Edited',
  import: 'Imported',
  undo: 'Taken back',
}

const Headline = ({ entry }: { entry: HistoryEntry }) => (
  <p class={entry.undone_by_id ? 'is-undone' : undefined}>
    {entry.proposal_id ? (
      <a href={`/proposals/${entry.proposal_id}`}>{WORDS[entry.origin] ?? entry.origin}</a>
    ) : (
      (WORDS[entry.origin] ?? entry.origin)
    )}{' '}
    by {entry.actor ?? entry.actor_kind}
    {entry.surface ? <small> on {entry.surface}</small> : null}
    {entry.undone_by_id ? <small> (taken back since)</small> : null}
  </p>
)

const Changes = ({ entry, timeZone }: { entry: HistoryEntry; timeZone: string }) => {
  const changes = entry.changes.filter(
    ({ field, before, after }) => !QUIET.has(field) && (before ?? null) !== (after ?? null),
  )
  const line = ({ field, before, after }: HistoryEntry['changes'][number]) => (
    <li>
      {fieldLabel(field)}: {before === null || before === undefined ? null : <del>{formatValue(before, timeZone)}</del>}{' '}
      <ins>{formatValue(after, timeZone)}</ins>
    </li>
  )
  return (
    <>
      <ul class="changes">{changes.slice(0, SHOWN).map(line)}</ul>
      {changes.length > SHOWN ? (
        <details class="fold">
          <summary>{changes.length - SHOWN} more</summary>
          <ul class="changes">{changes.slice(SHOWN).map(line)}</ul>
        </details>
      ) : null}
    </>
  )
}
