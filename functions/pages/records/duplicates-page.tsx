import type { FoundDuplicate } from '../../../src/duplicates/find-duplicates-of.ts'
import type { OpenedRecord } from '../../../src/records/open-record.ts'
import { RecordLink } from '../frame/record-link.tsx'
import { Tag } from '../frame/tag.tsx'
import { nameOfRecord } from './name-of-record.ts'

interface DuplicatesPageProps {
  type: string
  record: OpenedRecord['record']
  path: string
  found: (FoundDuplicate & { name: string })[]
}

/** What one record may be a duplicate of, with the reasons; a merge is proposed, never done from here. */
export const DuplicatesPage = ({ type, record, path, found }: DuplicatesPageProps) => (
  <>
    <p class="crumbs">
      <a href={path}>{nameOfRecord(type, record)}</a> / duplicates
    </p>
    <h1 tabindex={-1}>Is it the same as one of these?</h1>
    {found.length === 0 ? (
      <section class="empty">
        <h2>Nothing resembles it</h2>
        <p>
          <a href={path}>Back to the record</a>
        </p>
      </section>
    ) : (
      <ul class="rows">
        {found.map(({ id, name, weight, band, why }) => (
          <li>
            <Tag tone={band === 'match' ? 'warn' : 'calm'}>{band === 'match' ? 'very likely' : 'maybe'}</Tag>
            <div>
              <RecordLink type={type} id={id} name={name} /> <small>{`${type} ${id}`}</small>
              <small class="line">
                {why}; together {weight.toFixed(1)}
              </small>
            </div>
            <form method="post" action={`${path}/duplicates`}>
              <button type="submit" name="with" value={String(id)} class="quiet">
                Propose a merge<span class="sr"> with {name}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    )}
  </>
)
