import { plainLine } from './plain-line.ts'

const MAX_WORDED_LENGTH = 240
const ADDRESS = /\S+@\S+|\b[a-z0-9-]+\.(?:com|net|org|io|dev|co|app|ai|xyz|info|biz)\b/i
const NUMBERS = /\d+/g

/**
 * A model's wording of a first line, or the template when it says more than it was given: an address, a number that
 * is not in `given`, markup or links, or nothing at all. What comes back is one plain line.
 */
export function acceptWording(worded: string, template: string, given: readonly string[]): string {
  const line = plainLine(worded, MAX_WORDED_LENGTH + 1)
  const isBounded = line.length >= 10 && line.length <= MAX_WORDED_LENGTH
  const isUntouched = line === worded.normalize('NFC').replace(/\s+/g, ' ').replace(/[“”"]/g, "'").trim()
  if (!isBounded || !isUntouched || ADDRESS.test(line)) return template
  const known = new Set(`${template} ${given.join(' ')}`.match(NUMBERS) ?? [])
  return (line.match(NUMBERS) ?? []).every((number) => known.has(number)) ? line : template
}
