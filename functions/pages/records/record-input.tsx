import { fieldLabel } from '../frame/format.ts'
import { inputKind, TASK_STATUSES } from './record-values.ts'

export interface Person {
  id: number
  name: string
}

interface RecordInputProps {
  type: string
  name: string
  value: unknown
  people: Person[]
  statuses: string[]
  /** As a person of this zone writes a time. */
  toLocal: (instant: string) => string
}

/** The field that fits a value, always with its name for who cannot see it. */
export const RecordInput = ({ type, name, value, people, statuses, toLocal }: RecordInputProps) => {
  const label = { 'aria-label': fieldLabel(name), name: 'value' }
  const text = value === null || value === undefined ? '' : String(value)
  switch (inputKind(name, type)) {
    case 'flag':
      return (
        <Select
          {...label}
          options={[
            ['', '—'],
            ['true', 'yes'],
            ['false', 'no'],
          ]}
          value={text}
        />
      )
    case 'person':
      return (
        <Select
          {...label}
          options={[['', 'nobody'], ...people.map(({ id, name: called }): [string, string] => [String(id), called])]}
          value={text}
        />
      )
    case 'task_status':
      return (
        <Select
          {...label}
          options={TASK_STATUSES.map((each): [string, string] => [each, each.replace('_', ' ')])}
          value={text}
        />
      )
    case 'status':
      return (
        <>
          <input {...label} value={text} list="statuses" autocomplete="off" />
          <datalist id="statuses">
            {statuses.map((each) => (
              <option value={each} />
            ))}
          </datalist>
        </>
      )
    case 'long':
      return (
        <textarea {...label} rows={5}>
          {text}
        </textarea>
      )
    case 'day':
      return <input {...label} type="date" value={text.slice(0, 10)} />
    case 'moment':
      return <input {...label} type="datetime-local" value={text ? toLocal(text) : ''} />
    case 'number':
      return <input {...label} value={text} inputmode="numeric" size={10} autocomplete="off" />
    case 'text':
      return <input {...label} value={text} maxlength={500} autocomplete="off" />
  }
}

interface SelectProps {
  name: string
  'aria-label': string
  options: [value: string, text: string][]
  value: string
}

const Select = ({ options, value, ...rest }: SelectProps) => (
  <select {...rest}>
    {options.map(([key, text]) => (
      <option value={key} selected={key === value || undefined}>
        {text}
      </option>
    ))}
  </select>
)
