import { RecordLink } from '../frame/record-link.tsx'
import type { RecordView } from './record-page.tsx'

/** Everything that hangs on it, and what was merged into it. */
export const LinkedRecords = ({ linked, merged_here, type }: RecordView) => {
  if (linked.length === 0 && merged_here.length === 0) return null
  return (
    <section aria-labelledby="linked" class="panel">
      <h2 id="linked">Linked records</h2>
      <ul class="entries">
        {linked.map(({ entity_type, id, name, detail }) => (
          <li>
            <RecordLink type={entity_type} id={id} name={entity_type === 'Contact' ? detail || name : name} />
            <small class="line">
              {entity_type}
              {detail && entity_type !== 'Contact' ? `, ${detail}` : ''}
            </small>
          </li>
        ))}
        {merged_here.map(({ id, name }) => (
          <li>
            {name} <small class="line">{`${type} ${id}, merged into this one`}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
