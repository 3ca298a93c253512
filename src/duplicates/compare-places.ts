import { diceOf } from './bigram-similarity.ts'
import type { Comparable } from './comparable.ts'
import { editDistance } from './edit-distance.ts'
import type { PlaceForm } from './place-form.ts'

type Placed = Comparable<PlaceForm>

const SAME_STREET = 0.8
const ALIKE_STREET = 0.6

/** 0 unknown, 1 same house, 2 nearly, 3 same street with another number, 4 another street. */
export function compareStreets(left: Placed, right: Placed): number {
  const [a, b] = [left.form, right.form]
  if (a.streetWords.length === 0 || b.streetWords.length === 0) return 0
  const contained = isContained(a.streetWords, b.streetWords)
  const likeness = contained ? 1 : numbersDiffer(a.streetWords, b.streetWords) ? 0 : diceOf(left.street, right.street)
  if (likeness < ALIKE_STREET) return 4
  if (a.houseNumber !== '' && a.houseNumber === b.houseNumber) return likeness >= SAME_STREET ? 1 : 2
  if (likeness < SAME_STREET) return 4
  if (a.houseNumber === '' || b.houseNumber === '') return 2
  return a.houseNumber.length > 1 && editDistance(a.houseNumber, b.houseNumber, 1) <= 1 ? 2 : 3
}

function isContained(left: string[], right: string[]): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left]
  let telling = false
  for (const word of short) {
    if (!long.includes(word)) return false
    if (word.length > 2 || /\d/.test(word)) telling = true
  }
  return telling
}

/** Streets that are numbers ("55th Street") are told apart by nothing else. */
function numbersDiffer(left: string[], right: string[]): boolean {
  const number = left.find((word) => /^\d+$/.test(word))
  const other = right.find((word) => /^\d+$/.test(word))
  return number !== undefined && other !== undefined && number !== other
}

/** 0 unknown, 1 same, 2 a slip of the pen apart, 3 neighbouring, 4 different. */
export function comparePostcodes(a: string, b: string): number {
  if (a === '' || b === '') return 0
  if (a === b || (a.length >= 5 && b.length >= 5 && (a.startsWith(b) || b.startsWith(a)))) return 1
  if (Math.min(a.length, b.length) >= 4 && editDistance(a, b, 1) <= 1) return 2
  return a.slice(0, 3) === b.slice(0, 3) ? 3 : 4
}

const SHORTEST_CITY = 5

/** 0 unknown, 1 same, 2 misspelt or without its surname ("Frankfurt am Main", "New York City"), 3 different. */
export function compareCities(a: string, b: string): number {
  if (a === '' || b === '') return 0
  if (a === b) return 1
  if (Math.min(a.length, b.length) >= SHORTEST_CITY && (a.startsWith(b) || b.startsWith(a))) return 2
  const least = Math.min(a.length, b.length)
  const slips = least >= 7 ? 2 : least >= 4 ? 1 : 0
  return slips > 0 && editDistance(a, b, slips) <= slips ? 2 : 3
}

/** 0 unknown, 1 same or one the short form of the other ("CA", "California"), 2 different. */
export function compareRegions(a: string, b: string): number {
  if (a === '' || b === '') return 0
  if (a === b) return 1
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return short.length <= 3 && long.length > 3 && isShortFor(short, long) ? 1 : 2
}

function isShortFor(short: string, long: string): boolean {
  if (short[0] !== long[0]) return false
  let at = 0
  for (const letter of long) if (letter === short[at]) at++
  return at === short.length
}
