import type { Writer } from '../../../src/proposals/reviewed-proposal.ts'
import { recordFields } from '../../../src/records/record-fields.ts'
import type { ProvenanceEntry } from '../../../src/records/record-provenance.ts'
import { fieldLabel, formatTime } from '../frame/format.ts'
import { Author, FieldValue } from '../inbox/field-table.tsx'
import { localTime } from './local-time.ts'
import { RecordInput } from './record-input.tsx'
import type { RecordView } from './record-page.tsx'
import { ValueReasons } from './value-reasons.tsx'

/** Every field with "why is this value here?" and, for who may, a way to change it. */
export const RecordFields = (view: RecordView) => {
  const { type, record, timeZone } = view
  const names = fieldsOf(type, record)
  return (
    <section aria-labelledby="fields" class="panel">
      <h2 id="fields">Fields</h2>
      <dl class="values">
        {names.map((name) => (
          <div>
            <dt>{fieldLabel(name)}</dt>
            <dd>
              <Value view={view} name={name} />
            </dd>
          </div>
        ))}
      </dl>
      <p class="hint">
        Made {formatTime(String(record.created_at), timeZone)}, changed{' '}
        {formatTime(String(record.updated_at), timeZone)}, version {String(record.row_version)}
        {typeof record.last_human_touch_at === 'string'
          ? `; last touched by a person ${formatTime(record.last_human_touch_at, timeZone)}`
          : ''}
      </p>
    </section>
  )
}

const SUBJECT = new Set(['entity_type'])

/** A lead of any type has one page; only the fields of its own type are there. */
const fieldsOf = (type: string, record: Record<string, unknown>) =>
  Object.keys(
    recordFields[(type === 'Lead' ? (record.type as 'Job') : type) as keyof typeof recordFields] ?? {},
  ).filter((name) => !SUBJECT.has(name))

const Value = ({ view, name }: { view: RecordView; name: string }) => {
  const { record, names, written, provenance, canEdit, timeZone } = view
  const reasons = provenance.filter((entry: ProvenanceEntry) => entry.field_name === name)
  const value = record[name]
  return (
    <>
      <span class="held">
        <FieldValue name={name} value={value} named={names[name]} timeZone={timeZone} />
        {reasons.some(({ is_current }) => is_current) ? <Author writer={written[name] as Writer | undefined} /> : null}
      </span>
      {reasons.length > 0 || (value !== null && value !== undefined && value !== '') ? (
        <ValueReasons entries={reasons} timeZone={timeZone} label={fieldLabel(name)} />
      ) : null}
      {canEdit ? <Edit view={view} name={name} /> : null}
    </>
  )
}

const Edit = ({
  view: { type, record, path, people, statuses, timeZone },
  name,
}: {
  view: RecordView
  name: string
}) => (
  <details class="edit">
    <summary>
      Edit<span class="sr"> {fieldLabel(name)}</span>
    </summary>
    <form method="post" action={path} class="inline">
      <input type="hidden" name="field" value={name} />
      <input type="hidden" name="row_version" value={String(record.row_version)} />
      <RecordInput
        type={type === 'Lead' ? String(record.type) : type}
        name={name}
        value={record[name]}
        people={people}
        statuses={statuses}
        toLocal={localTime(timeZone).toLocal}
      />
      <button type="submit" class="go">
        Save<span class="sr"> {fieldLabel(name)}</span>
      </button>
    </form>
  </details>
)
