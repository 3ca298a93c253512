import { nameOfRecord } from './name-of-record.ts'

interface RecordRowProps {
  type: string
  record: Record<string, unknown> & { id: number }
  foundBy?: string | undefined
}

const FACTS = [
  'status',
  'organization',
  'organizations',
  'industry',
  'email',
  'website',
  'city',
  'due_date',
  'kind',
] as const

/** A record in a list: its name, and what tells it from others of that name. */
export const RecordRow = ({ type, record, foundBy }: RecordRowProps) => {
  const name = nameOfRecord(type, record)
  const facts = [record.title === name ? null : record.title, ...FACTS.map((fact) => record[fact])]
  return (
    <li>
      <div>
        <a href={`/records/${type}/${record.id}`}>{name}</a>
        <small class="line">
          {facts.filter((fact) => typeof fact === 'string' && fact !== '').join(' · ')}
          {foundBy ? <span class="found-by"> found by {foundBy}</span> : null}
        </small>
      </div>
      <small>{record.id}</small>
    </li>
  )
}
