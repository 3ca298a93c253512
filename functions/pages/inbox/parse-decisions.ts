import type { Decision } from '../../../src/proposals/decision.ts'

export type Form = Record<string, string | File | (string | File)[]>

/** A merge whose survivor or values somebody has chosen differently. */
export interface MergePick {
  id: string
  survivorId: number
  /** Per field, the record whose value is taken, or "proposed". */
  picks: Record<string, string>
  /** Versions of the records as they were read. */
  versions: Record<string, number>
}

export type Asked =
  | { action: 'approve' | 'reject'; ids: string[]; decisions: Decision[]; merges: MergePick[] }
  | { action: 'snooze'; ids: string[]; days: number }
  | { action: 'rebase' | 'wake'; ids: string[] }

const texts = (value: Form[string] | undefined) =>
  [value ?? []].flat().filter((each): each is string => typeof each === 'string')
const text = (form: Form, name: string) => texts(form[name])[0]

const LONGEST_DAYS = 365

/**
 * What a posted inbox asks for: one proposal's own button, or the selected ones. Only what was on the page can be decided,
 * with the hash that was on the page. Undefined where nothing was asked for.
 */
export function parseDecisions(form: Form): Asked | undefined {
  for (const action of ['approve', 'reject'] as const) {
    const id = text(form, action)
    if (id) return decide(form, action, [id])
  }
  const asleep = text(form, 'snooze')
  if (asleep) return { action: 'snooze', ids: [asleep], days: daysOf(form, `days:${asleep}`) }
  for (const action of ['rebase', 'wake'] as const) {
    const id = text(form, action)
    if (id) return { action, ids: [id] }
  }
  const ids = texts(form.select)
  switch (text(form, 'batch')) {
    case 'approve':
      return decide(form, 'approve', ids)
    case 'reject':
      return decide(form, 'reject', ids)
    case 'safe':
      return decide(form, 'approve', texts(form.safe))
    case 'snooze':
      return { action: 'snooze', ids, days: daysOf(form, 'days') }
    default:
      return undefined
  }
}

/** What the page called a proposal, for the sentence about what became of it. */
export const titleOf = (form: Form, id: string): string => text(form, `title:${id}`)?.slice(0, 120) ?? 'A proposal'

const daysOf = (form: Form, name: string) =>
  Math.min(LONGEST_DAYS, Math.max(1, Math.trunc(Number(text(form, name))) || 7))

function decide(form: Form, action: 'approve' | 'reject', ids: string[]): Asked {
  const picks = action === 'approve' ? ids.flatMap((id) => mergePick(form, id) ?? []) : []
  const picked = new Set(picks.map(({ id }) => id))
  return {
    action,
    ids,
    decisions: ids.filter((id) => !picked.has(id)).map((id) => decisionOf(form, id, action)),
    merges: picks,
  }
}

function decisionOf(form: Form, id: string, action: 'approve' | 'reject'): Decision {
  const content_hash = text(form, `hash:${id}`)
  const fields = action === 'approve' ? { ...fieldsOf(form, id), ...linksOf(form, id) } : {}
  return {
    id,
    action,
    ...(content_hash ? { content_hash } : {}),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
  }
}

export const hashOf = (form: Form, id: string): string => text(form, `hash:${id}`) ?? ''

const namesBelow = (form: Form, prefix: string) =>
  Object.keys(form).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []))

/** Fields that are unticked are rejected, fields whose text differs are edited, the rest is accepted as it is. */
function fieldsOf(form: Form, id: string): NonNullable<Decision['fields']> {
  const fields: NonNullable<Decision['fields']> = {}
  for (const name of namesBelow(form, `has:${id}:`)) {
    const edited = text(form, `edit:${id}:${name}`)
    const was = text(form, `was:${id}:${name}`)
    if (text(form, `field:${id}:${name}`) === undefined) fields[name] = 'reject'
    else if (edited !== undefined && was !== undefined && normalise(edited) !== normalise(was))
      fields[name] = { edit: typedValue(name, edited, was) }
  }
  return fields
}

/** A record to link to where a parent in the bundle was not committed. */
function linksOf(form: Form, id: string): NonNullable<Decision['fields']> {
  const fields: NonNullable<Decision['fields']> = {}
  for (const name of namesBelow(form, `link:${id}:`)) {
    const record = Number(text(form, `link:${id}:${name}`))
    if (Number.isSafeInteger(record) && record > 0) fields[name] = { edit: record }
  }
  return fields
}

function mergePick(form: Form, id: string): MergePick | undefined {
  const survivor = text(form, `survivor:${id}`)
  const wasSurvivor = text(form, `was-survivor:${id}`)
  if (!survivor || !wasSurvivor) return undefined
  const names = namesBelow(form, `was-pick:${id}:`)
  const picks = Object.fromEntries(names.map((name) => [name, text(form, `pick:${id}:${name}`) ?? survivor]))
  const isAsProposed =
    survivor === wasSurvivor && names.every((name) => picks[name] === text(form, `was-pick:${id}:${name}`))
  return isAsProposed ? undefined : { id, survivorId: Number(survivor), picks, versions: versionsOf(form, id) }
}

function versionsOf(form: Form, id: string): Record<string, number> {
  try {
    const versions: unknown = JSON.parse(text(form, `versions:${id}`) ?? '{}')
    return Object.fromEntries(Object.entries(versions as object).map(([key, value]) => [key, Number(value)]))
  } catch {
    return {}
  }
}

// a browser sends line ends as CRLF
const normalise = (value: string) => value.replaceAll('\r\n', '\n')

function typedValue(name: string, value: string, was: string) {
  const written = value.trim()
  if (written === '') return null
  if ((was === 'true' || was === 'false') && (written === 'true' || written === 'false')) return written === 'true'
  const isNumber = /(?:_id|_count|_to|position|_days)$/.test(name) && /^\d+$/.test(written)
  return isNumber ? Number(written) : normalise(value)
}
