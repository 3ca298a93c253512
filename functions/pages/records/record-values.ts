/** What a form's text is as a value of a field; blank is null. Times are read as the person's own. */
export function typedValue(name: string, text: string, toInstant: (local: string) => string): unknown {
  const written = text.replaceAll('\r\n', '\n').trim()
  if (written === '') return null
  switch (inputKind(name)) {
    case 'flag':
      return written === 'true' ? true : written === 'false' ? false : written
    case 'person':
    case 'number':
      return /^-?\d+$/.test(written) ? Number(written) : written
    case 'moment':
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(written) ? toInstant(written) : written
    default:
      return written
  }
}

export type InputKind = 'text' | 'long' | 'flag' | 'person' | 'number' | 'day' | 'moment' | 'status' | 'task_status'

const FLAGS = new Set(['remote', 'is_primary', 'opted_out', 'is_current', 'is_terminal', 'on_hold'])
const PEOPLE = new Set(['owner_id', 'assigned_to', 'by_user_id'])

/** How a field is typed in. */
export function inputKind(name: string, type?: string): InputKind {
  if (FLAGS.has(name)) return 'flag'
  if (PEOPLE.has(name)) return 'person'
  if (name === 'status') return type === 'Task' ? 'task_status' : type === 'Project' ? 'text' : 'status'
  if (name === 'description' || name === 'content' || name === 'body') return 'long'
  if (/_at$/.test(name)) return 'moment'
  if (/_date$|_on$|^date$/.test(name)) return 'day'
  if (/_id$|_count$|_days$|^position$/.test(name)) return 'number'
  return 'text'
}

export const TASK_STATUSES = ['open', 'in_progress', 'done', 'cancelled']
