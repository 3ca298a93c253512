import type { DecisionPreview } from '../../../src/proposals/get-review.ts'
import { fieldLabel, formatValue, plural } from '../frame/format.ts'
import { RecordLink } from '../frame/record-link.tsx'

/** Every change the merge writes, as the commit itself would: it was carried out and taken back. */
export const MergePreview = ({ preview, timeZone }: { preview: DecisionPreview; timeZone: string }) => {
  if (preview.outcome !== 'committed')
    return (
      <p class="standing is-warn">As things are, this would not be committed: {preview.detail ?? preview.outcome}</p>
    )
  return (
    <details class="fold" open>
      <summary>Exactly what would be written: {plural(preview.changes.length, 'change')}</summary>
      <section class="scroll" tabindex={0} aria-label="Changes of this merge">
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">Record</th>
              <th scope="col">Field</th>
              <th scope="col">From</th>
              <th scope="col">To</th>
            </tr>
          </thead>
          <tbody>
            {preview.changes.map(({ entity_type, entity_id, name, field, before, after }) => (
              <tr>
                <td>
                  {entity_type} <RecordLink type={entity_type} id={entity_id} name={name} />
                </td>
                <td>{fieldLabel(field)}</td>
                <td>{formatValue(before, timeZone)}</td>
                <td>{formatValue(after, timeZone)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}
