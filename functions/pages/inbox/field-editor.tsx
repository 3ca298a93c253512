import type { ProposedField } from '../../../src/proposals/proposal.ts'
import { fieldLabel } from '../frame/format.ts'

/** Another value for one field. What was read goes along, so that only what really differs counts as an edit. */
export const FieldEditor = ({ id, field: { name, after } }: { id: string; field: ProposedField }) => {
  if (after !== null && !['string', 'number', 'boolean'].includes(typeof after)) return null
  const value = String(after ?? '')
  const label = `New value for ${fieldLabel(name).toLowerCase()}`
  const input = { name: `edit:${id}:${name}`, 'aria-label': label, 'data-edit': true }
  return (
    <details class="edit">
      <summary>
        Edit<span class="sr"> {fieldLabel(name)}</span>
      </summary>
      {typeof after === 'boolean' ? (
        <select {...input}>
          <option value="true" selected={after || undefined}>
            yes
          </option>
          <option value="false" selected={!after || undefined}>
            no
          </option>
        </select>
      ) : value.length > 60 ? (
        <textarea {...input} rows={Math.min(8, 2 + Math.floor(value.length / 70))}>
          {value}
        </textarea>
      ) : (
        <input {...input} value={value} type={/_date$|_on$/.test(name) ? 'date' : 'text'} autocomplete="off" />
      )}
      <input type="hidden" name={`was:${id}:${name}`} value={value} />
    </details>
  )
}
