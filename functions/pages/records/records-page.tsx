import { EntityType } from '../../../src/records/entity-type.ts'
import type { RecordValues } from '../../../src/records/list-records.ts'
import { Pager } from '../frame/pager.tsx'
import { RecordRow } from './record-row.tsx'

interface RecordsPageProps {
  type: EntityType
  q: string
  records: RecordValues[]
  nextHref: string | null
}

/** Records of one kind, newest first, or what a search found among them. */
export const RecordsPage = ({ type, q, records, nextHref }: RecordsPageProps) => (
  <>
    <div class="head">
      <h1 tabindex={-1}>Records</h1>
    </div>
    <KindTabs type={type} />
    <form class="filters" action="/records">
      <input type="hidden" name="type" value={type} />
      <label for="q">Search among these</label>
      <input id="q" name="q" type="search" value={q} maxlength={300} />
      <button type="submit" class="quiet">
        Search
      </button>
      {q ? <a href={`/records?q=${encodeURIComponent(q)}`}>in all kinds</a> : null}
    </form>
    {records.length === 0 ? (
      <section class="empty">
        <h2>{q ? `Nothing found for “${q}”` : 'Nothing here yet'}</h2>
        <p>{q ? 'Try all kinds of records, or fewer words.' : 'Import records, or approve what a run proposes.'}</p>
      </section>
    ) : (
      <ul class="rows">
        {records.map((record) => (
          <RecordRow type={type} record={record} />
        ))}
      </ul>
    )}
    <Pager nextHref={nextHref} label="Next page" />
  </>
)

export const KindTabs = ({ type }: { type: EntityType | undefined }) => (
  <nav class="tabs wrap" aria-label="Kinds of records">
    {EntityType.options.map((option) => (
      <a href={`/records?type=${option}`} aria-current={option === type ? 'page' : undefined}>
        {option}
      </a>
    ))}
  </nav>
)
