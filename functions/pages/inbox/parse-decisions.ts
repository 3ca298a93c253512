import type { Decision } from '../../../src/proposals/decision.ts'

export type Form = Record<string, string | File | (string | File)[]>

export interface Asked {
  action: 'approve' | 'reject' | 'snooze' | 'rebase'
  decisions: Decision[]
  ids: string[]
}

const texts = (value: Form[string] | undefined) =>
  [value ?? []].flat().filter((each): each is string => typeof each === 'string')
const text = (form: Form, name: string) => texts(form[name])[0]

/**
 * What a posted inbox asks for: one proposal's own button, or the selected ones. Only what was on the page can be decided,
 * with the hash that was on the page. @param safe ids that a batch may take along unseen
 */
export function parseDecisions(form: Form): Asked | undefined {
  for (const action of ['approve', 'reject', 'snooze', 'rebase'] as const) {
    const id = text(form, action)
    if (id)
      return {
        action,
        ids: [id],
        decisions: action === 'approve' || action === 'reject' ? [decisionOf(form, id, action)] : [],
      }
  }
  const batch = text(form, 'batch')
  if (batch !== 'approve' && batch !== 'reject' && batch !== 'safe') return undefined
  const ids = batch === 'safe' ? texts(form.safe) : texts(form.select)
  const action = batch === 'reject' ? 'reject' : 'approve'
  return { action, ids, decisions: ids.map((id) => decisionOf(form, id, action)) }
}

function decisionOf(form: Form, id: string, action: 'approve' | 'reject'): Decision {
  const content_hash = text(form, `hash:${id}`)
  const fields = action === 'approve' ? fieldsOf(form, id) : {}
  return {
    id,
    action,
    ...(content_hash ? { content_hash } : {}),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
  }
}

/** Fields that are unticked are rejected, fields whose text differs are edited, the rest is accepted as it is. */
function fieldsOf(form: Form, id: string): NonNullable<Decision['fields']> {
  const names = Object.keys(form).flatMap((key) =>
    key.startsWith(`has:${id}:`) ? [key.slice(`has:${id}:`.length)] : [],
  )
  const fields: NonNullable<Decision['fields']> = {}
  for (const name of names) {
    const edited = text(form, `edit:${id}:${name}`)
    const was = text(form, `was:${id}:${name}`)
    if (text(form, `field:${id}:${name}`) === undefined) fields[name] = 'reject'
    else if (edited !== undefined && was !== undefined && normalise(edited) !== normalise(was))
      fields[name] = { edit: typedValue(name, edited) }
  }
  return fields
}

// a browser sends line ends as CRLF
const normalise = (value: string) => value.replaceAll('\r\n', '\n')
const typedValue = (name: string, value: string) =>
  value.trim() === ''
    ? null
    : /(?:_id|_count)$/.test(name) && /^\d+$/.test(value.trim())
      ? Number(value)
      : normalise(value)
