/** Times and values as people read them. */
const formats = new Map<string, Intl.DateTimeFormat>()

// making a format costs more than the page it is used on a hundred times
function formatOf(timeZone: string, withTime: boolean): Intl.DateTimeFormat {
  const key = `${timeZone}|${withTime}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    ...(withTime ? { timeStyle: 'short' } : {}),
    timeZone: zoneOf(timeZone),
  })
  formats.set(key, made)
  return made
}

export function formatTime(at: string | null | undefined, timeZone: string): string {
  if (!at) return ''
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? at : formatOf(timeZone, true).format(date)
}

/** A calendar day such as 2026-11-24, which is the same in every zone. */
export function formatDay(day: string | null | undefined): string {
  if (!day) return ''
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`)
  return Number.isNaN(date.getTime()) ? day : formatOf('UTC', false).format(date)
}

export function zoneOf(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone })
    return timeZone
  } catch {
    return 'UTC'
  }
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** "in 3 days", "2 hours ago". */
export function formatDistance(at: string, now: Date): string {
  const minutes = Math.round((Date.parse(at) - now.getTime()) / 60_000)
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute')
  if (Math.abs(minutes) < 48 * 60) return relative.format(Math.round(minutes / 60), 'hour')
  return relative.format(Math.round(minutes / 1440), 'day')
}

/** A field's name in words: "linkedin_url" is "LinkedIn URL". */
export function fieldLabel(name: string): string {
  const words = name
    .replace(/_id$/, '')
    .replace(/_at$/, '')
    .replaceAll('_', ' ')
    .replace(/\burl\b/, 'URL')
    .replace(/\blinkedin\b/, 'LinkedIn')
    .replace(/\bentity\b/, 'about')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
const DAY = /^\d{4}-\d\d-\d\d$/

export function formatValue(value: unknown, timeZone = 'UTC'): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string' && TIME.test(value)) return formatTime(value, timeZone)
  if (typeof value === 'string' && DAY.test(value)) return formatDay(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

export const plural = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`

const KINDS: Record<string, [one: string, many: string]> = {
  Individual: ['person', 'people'],
  Opportunity: ['opportunity', 'opportunities'],
  Activity: ['activity', 'activities'],
  Data_Provenance: ['note of a source', 'notes of sources'],
  Lead_Status: ['status', 'statuses'],
}

/** "3 people", "1 contact". */
export function countOf(type: string, n: number): string {
  const [one, many] = KINDS[type] ?? [type.toLowerCase(), `${type.toLowerCase()}s`]
  return plural(n, one, many)
}

export const kindName = (type: string) => (KINDS[type] ?? [type.toLowerCase()])[0]

export const USE_CASES: Record<string, string> = {
  similar_leads: 'Find similar leads',
  enrich_contacts: 'Research contacts',
  follow_ups: 'Follow up',
  find_duplicates: 'Find duplicates',
  ask: 'Ask a question',
}

export const SOURCES: Record<string, string> = {
  similar_leads: 'Similar leads',
  enrich_contacts: 'Contact research',
  follow_ups: 'Follow-ups',
  find_duplicates: 'Duplicates',
  ask: 'Questions',
  api: 'API',
}

/** What a run is called: the words it was started with, or what it does. */
export const runName = ({ prompt, use_case }: { prompt: string | null; use_case: string | null }) =>
  prompt ?? USE_CASES[use_case ?? ''] ?? 'A run'
