/** Times and values as people read them. */
export function formatTime(at: string | null | undefined, timeZone: string): string {
  if (!at) return ''
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return at
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zoneOf(timeZone),
  }).format(date)
}

export function zoneOf(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone })
    return timeZone
  } catch {
    return 'UTC'
  }
}

/** "in 3 days", "2 hours ago". */
export function formatDistance(at: string, now: Date): string {
  const minutes = Math.round((Date.parse(at) - now.getTime()) / 60_000)
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute')
  if (Math.abs(minutes) < 48 * 60) return format.format(Math.round(minutes / 60), 'hour')
  return format.format(Math.round(minutes / 1440), 'day')
}

/** A field's name in words: "linkedin_url" is "LinkedIn URL". */
export function fieldLabel(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/\burl\b/, 'URL')
    .replace(/\blinkedin\b/, 'LinkedIn')
    .replace(/\bid\b/, 'ID')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function formatValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

export const plural = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`

const RISKS: Record<string, { label: string; says: string }> = {
  merge: { label: 'Merge', says: 'Several records become one' },
  replace_human: { label: 'Replaces a person’s value', says: 'Somebody typed what this would replace' },
  replace_agent: { label: 'Replaces an agent’s value', says: 'An agent wrote what this would replace' },
  create: { label: 'New', says: 'A record that is not there yet' },
  fill: { label: 'Fills a blank', says: 'Nothing is replaced' },
  task: { label: 'Task', says: 'A task on your list' },
}
export const riskOf = (risk: string) => RISKS[risk] ?? { label: risk, says: risk }

/** What a batch may take along without being looked at twice. */
export const isSafe = (risk: string): boolean => risk !== 'merge' && risk !== 'replace_human'
