import { formatDay, formatValue } from '../frame/format.ts'
import { RecordLink } from '../frame/record-link.tsx'
import type { CardProps } from './card-props.ts'
import { FieldTable } from './field-table.tsx'

/** A task as the person who would get it reads it; its fields can be opened and edited. */
export const TaskBody = (props: CardProps) => {
  const { data, names, entity_id: _ } = { ...props.proposal }
  const about = names.entity_id
  const lines = String(data.description ?? '')
    .split('\n')
    .filter(Boolean)
  const first = lines.find((line) => line.startsWith('Suggested first line:'))
  return (
    <>
      <dl class="task">
        <div>
          <dt>About</dt>
          <dd>{about ? <RecordLink type={about.entity_type} id={about.id} name={about.name} /> : '—'}</dd>
        </div>
        <div>
          <dt>Due</dt>
          <dd>{data.due_date ? formatDay(String(data.due_date)) : 'no date'}</dd>
        </div>
        <div>
          <dt>For</dt>
          <dd>{names.assigned_to?.name ?? (data.assigned_to ? formatValue(data.assigned_to) : 'nobody yet')}</dd>
        </div>
      </dl>
      {lines
        .filter((line) => line !== first && line !== props.proposal.rationale)
        .map((line) => (
          <p class="text">{line}</p>
        ))}
      {first ? (
        <figure class="suggested">
          <figcaption>Suggested first line</figcaption>
          <blockquote class="text">{first.replace(/^Suggested first line:\s*“?/, '').replace(/”$/, '')}</blockquote>
        </figure>
      ) : null}
      <details class="fold">
        <summary>All fields</summary>
        <FieldTable {...props} />
      </details>
    </>
  )
}
