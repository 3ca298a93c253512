import { EntityType } from '../../../src/records/entity-type.ts'
import type { RecordValues } from '../../../src/records/list-records.ts'

interface RecordsPageProps {
  type: EntityType
  q: string
  records: RecordValues[]
  nextCursor: string | null
}

/** Records of one kind, or what a search found. */
export const RecordsPage = ({ type, q, records, nextCursor }: RecordsPageProps) => (
  <>
    <h1>Records</h1>
    <form class="filters" action="/records">
      <label for="type">Kind</label>
      <select id="type" name="type">
        {EntityType.options.map((option) => (
          <option value={option} selected={option === type || undefined}>
            {option}
          </option>
        ))}
      </select>
      <label for="q">Search</label>
      <input id="q" name="q" type="search" value={q} maxlength={300} />
      <button type="submit" class="quiet">
        Show
      </button>
    </form>
    {records.length === 0 ? (
      <section class="empty">
        <h2>{q ? `Nothing found for “${q}”` : 'Nothing here yet'}</h2>
        <p>{q ? 'Try another kind of record, or fewer words.' : 'Import records, or approve what a run proposes.'}</p>
      </section>
    ) : (
      <ul class="records">
        {records.map((record) => (
          <li>
            <a href={`/records/${type}/${record.id}`}>{nameOf(type, record)}</a> <small>{factsOf(record)}</small>
          </li>
        ))}
      </ul>
    )}
    {nextCursor ? (
      <p>
        <a href={`/records?${new URLSearchParams({ type, q, cursor: nextCursor })}`} rel="next">
          More
        </a>
      </p>
    ) : null}
  </>
)

export function nameOf(type: string, record: RecordValues): string {
  const person = [record.first_name, record.last_name].filter(Boolean).join(' ')
  const called = person || record.name || record.title || record.filename || record.content || record.email
  return String(called || `${type} ${record.id}`).slice(0, 200)
}

const factsOf = (record: RecordValues) =>
  [record.title, record.status, record.industry, record.email, record.website, record.city]
    .filter((value) => typeof value === 'string')
    .join(' · ')
