import type { EntityType } from '../../../src/records/entity-type.ts'
import type { RecordValues } from '../../../src/records/list-records.ts'
import { recordFields } from '../../../src/records/record-fields.ts'
import type { HistoryEntry } from '../../../src/records/record-history.ts'
import type { ProvenanceEntry } from '../../../src/records/record-provenance.ts'
import { fieldLabel, formatTime, formatValue } from '../frame/format.ts'
import type { Notice } from '../frame/notice.ts'
import { NoticeBar } from '../frame/notice-bar.tsx'
import { safeHref } from '../frame/safe-href.ts'
import { nameOf } from './records-page.tsx'

interface RecordPageProps {
  type: EntityType
  record: RecordValues
  related: Record<string, number>
  history: HistoryEntry[]
  provenance: ProvenanceEntry[]
  canEdit: boolean
  timeZone: string
  notice: Notice | undefined
}

/** A record with the reason for each of its values, and what happened to it. */
export const RecordPage = (view: RecordPageProps) => (
  <>
    <h1>
      {nameOf(view.type, view.record)} <small>{view.type}</small>
    </h1>
    <NoticeBar notice={view.notice} back={pathOf(view)} />
    <Fields {...view} />
    <Related related={view.related} />
    <History history={view.history} timeZone={view.timeZone} canUndo={view.canEdit} back={pathOf(view)} />
  </>
)

const pathOf = ({ type, record }: RecordPageProps) => `/records/${type}/${record.id}`

const Fields = ({ type, record, provenance, canEdit, timeZone }: RecordPageProps) => (
  <section class="scroll" tabindex={0} aria-label="Fields">
    <table class="fields">
      <tbody>
        {Object.keys(recordFields[type as keyof typeof recordFields] ?? {}).map((name) => (
          <tr>
            <th scope="row">{fieldLabel(name)}</th>
            <td>{formatValue(record[name])}</td>
            <td>
              <Why
                entries={provenance.filter((entry) => entry.field_name === name && entry.is_current)}
                timeZone={timeZone}
              />
            </td>
            {canEdit ? (
              <td>
                <details class="edit">
                  <summary>
                    edit <span class="sr">{fieldLabel(name)}</span>
                  </summary>
                  <form method="post" action={`/records/${type}/${record.id}`} class="inline">
                    <input type="hidden" name="field" value={name} />
                    <input type="hidden" name="row_version" value={String(record.row_version)} />
                    <label class="sr" for={`v-${name}`}>
                      New value for {fieldLabel(name)}
                    </label>
                    <input id={`v-${name}`} name="value" value={String(record[name] ?? '')} />
                    <button type="submit" class="go">
                      Save
                    </button>
                  </form>
                </details>
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

const Why = ({ entries, timeZone }: { entries: ProvenanceEntry[]; timeZone: string }) => {
  const [entry] = entries
  if (!entry) return null
  const href = safeHref(entry.source_url)
  return (
    <details>
      <summary>why?</summary>
      {entry.quote ? <q>{entry.quote}</q> : null}{' '}
      {href ? (
        <a href={href} rel="noopener noreferrer nofollow" target="_blank">
          {href}
        </a>
      ) : (
        (entry.source ?? 'typed by a person')
      )}
      {entry.verified_by_name ? `, approved by ${entry.verified_by_name}` : ''}{' '}
      {entry.verified_at ? formatTime(entry.verified_at, timeZone) : ''}{' '}
      {entry.proposal_id ? <a href={`/proposals/${entry.proposal_id}`}>its proposal</a> : null}
    </details>
  )
}

const Related = ({ related }: { related: Record<string, number> }) => {
  const counts = Object.entries(related).filter(([, n]) => n > 0)
  if (counts.length === 0) return null
  return (
    <p class="hint">
      Linked to it: {counts.map(([type, n]) => `${n} ${type.toLowerCase()}${n === 1 ? '' : 's'}`).join(', ')}
    </p>
  )
}

interface HistoryProps {
  history: HistoryEntry[]
  timeZone: string
  canUndo: boolean
  back: string
}

const History = ({ history, timeZone, canUndo, back }: HistoryProps) => (
  <section>
    <h2>History</h2>
    {history.length === 0 ? <p>Nothing has changed since it was put in.</p> : null}
    <ol class="timeline">
      {history.map((entry) => (
        <li>
          <time datetime={entry.at}>{formatTime(entry.at, timeZone)}</time> {entry.origin} by{' '}
          {entry.actor ?? entry.actor_kind}
          {entry.undone_by_id ? ' (taken back)' : ''}
          <ul>
            {entry.changes.map(({ field, before, after }) => (
              <li>
                {fieldLabel(field)}: {formatValue(before)} → {formatValue(after)}
              </li>
            ))}
          </ul>
          {canUndo && entry.undoable ? (
            <form method="post" action="/inbox/undo">
              <input type="hidden" name="kind" value="change_set" />
              <input type="hidden" name="id" value={String(entry.change_set_id)} />
              <input type="hidden" name="back" value={back} />
              <button type="submit" class="quiet">
                Undo
              </button>
            </form>
          ) : null}
        </li>
      ))}
    </ol>
  </section>
)
