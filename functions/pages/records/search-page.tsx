import type { FoundKind } from '../../../src/records/lookups/search-everything.ts'
import { RecordRow } from './record-row.tsx'
import { KindTabs } from './records-page.tsx'

interface SearchPageProps {
  q: string
  found: FoundKind[]
}

/** What a search found among all kinds of records. */
export const SearchPage = ({ q, found }: SearchPageProps) => (
  <>
    <h1 tabindex={-1}>
      Found for <q>{q}</q>
    </h1>
    <KindTabs type={undefined} />
    {found.length === 0 ? (
      <section class="empty">
        <h2>Nothing found for “{q}”</h2>
        <p>
          Names are found with typing errors; e-mail addresses, phone numbers, domains and ids as they are. Try fewer
          words.
        </p>
      </section>
    ) : (
      found.map(({ entity_type, records, more }) => (
        <section aria-labelledby={`kind-${entity_type}`}>
          <h2 id={`kind-${entity_type}`} class="section">
            {entity_type}
          </h2>
          <ul class="rows">
            {records.map(({ matched_by, ...record }) => (
              <RecordRow type={entity_type} record={record} foundBy={matched_by === 'name' ? undefined : matched_by} />
            ))}
          </ul>
          {more ? (
            <p class="hint">
              <a href={`/records?${new URLSearchParams({ type: entity_type, q })}`}>
                More<span class="sr"> of {entity_type}</span>
              </a>
            </p>
          ) : null}
        </section>
      ))
    )}
  </>
)
