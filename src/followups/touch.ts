import { plainLine } from './plain-line.ts'
import { renderDay } from './working-days.ts'

export type TouchKind =
  | 'note'
  | 'email'
  | 'call'
  | 'meeting'
  | 'message'
  | 'stage_change'
  | 'done_task'
  | 'edit'
  | 'unknown'

/** The last thing a person did about a lead, on the lead itself or on its child records. */
export interface Touch {
  at: string
  kind: TouchKind
  /** The person's name; null when it is not known, such as a customer's message. */
  by: string | null
  direction?: 'in' | 'out' | null
  /** What it was about: subject of a message, text of a note, stage reached, title of the task. */
  about?: string | null
}

const NAMES: Record<TouchKind, string> = {
  note: 'a note',
  email: 'an e-mail',
  call: 'a call',
  meeting: 'a meeting',
  message: 'a message',
  stage_change: 'a change of stage',
  done_task: 'a finished task',
  edit: 'an edit',
  unknown: '',
}

const incoming: Partial<Record<TouchKind, string>> = {
  email: 'an e-mail received',
  call: 'a call received',
  message: 'a message received',
}

/** "a call by Ana Lima on 3 Nov 2026". */
export function renderTouch(touch: Touch, timeZone: string): string {
  const name = (touch.direction === 'in' && incoming[touch.kind]) || NAMES[touch.kind]
  const by = plainLine(touch.by, 60)
  const author = by && touch.direction !== 'in' ? `by ${by}` : ''
  return [name, author, `on ${renderDay(touch.at, timeZone)}`].filter(Boolean).join(' ')
}
