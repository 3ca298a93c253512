import { isArmWord, isFacultyWord, isGenericWord, isTradeWord } from './company-words.ts'
import type { Comparable } from './comparable.ts'
import { editDistance } from './edit-distance.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import type { OrganizationForm } from './organization-form.ts'
import { countryOfWord } from './parse-country.ts'

type Organization = Comparable<OrganizationForm>

export const NameLevel = {
  unknown: 0,
  same: 1,
  close: 2,
  longer: 3,
  initials: 4,
  alike: 5,
  sibling: 6,
  different: 7,
} as const

const ALIKE = 0.9
const SHORTEST_LABEL = 6

interface NameComparison {
  level: number
  /** How many records hold what the names share. */
  count: number
}

/** What is left of each name once the words they share are taken away. */
interface Alignment {
  left: string[]
  right: string[]
  shared: number
  rarest: number
  misspelt: boolean
}

/** Compares two names word by word: same, close, one longer, initials, alike, sibling ("Acme Capital", "Acme Energy"). */
export function compareOrganizationNames(left: Organization, right: Organization): NameComparison {
  const [a, b] = [left.form, right.form]
  const common = Math.max(left.counts[0]!, right.counts[0]!)
  if (a.compact === '' || b.compact === '') return { level: NameLevel.unknown, count: 0 }
  const numbered = numbersOf(a, b)
  if (a.compact === b.compact || a.closed === b.closed)
    return { level: numbered === 'same' ? 1 : numbered === 'one' ? 3 : 6, count: common }
  const aligned = alignWords(left, right)
  if (isFacultyOfOne(aligned, a, b)) return { level: NameLevel.sibling, count: aligned.rarest }
  const lone = restOf(aligned, a, b)
  if (numbered === 'differ') return { level: aligned.shared > 0 ? 6 : 7, count: aligned.rarest }
  if (namesItsDomain(a, b) || namesItsDomain(b, a)) return { level: NameLevel.close, count: common }
  if (aligned.shared === 0) return compareUnshared(a, b, common)
  if (lone === 'none')
    return {
      level: numbered === 'one' ? 3 : aligned.misspelt || aligned.left.length + aligned.right.length > 0 ? 2 : 1,
      count: common,
    }
  if (lone === 'one') return { level: numbered === 'one' ? 6 : 3, count: aligned.rarest }
  return { level: 6, count: aligned.rarest }
}

/** "State University" and its "School of Law". */
const isFacultyOfOne = ({ left, right }: Alignment, a: OrganizationForm, b: OrganizationForm): boolean =>
  a.words.includes('university') &&
  b.words.includes('university') &&
  left.some(isFacultyWord) !== right.some(isFacultyWord)

function numbersOf(a: OrganizationForm, b: OrganizationForm): 'same' | 'one' | 'differ' {
  const [x, y] = [a.numbers.join(' '), b.numbers.join(' ')]
  return x === y ? 'same' : x === '' || y === '' ? 'one' : 'differ'
}

function compareUnshared(a: OrganizationForm, b: OrganizationForm, common: number): NameComparison {
  if (areInitials(a, b) || areInitials(b, a)) return { level: NameLevel.initials, count: common }
  const alike = jaroWinkler(a.compact, b.compact) >= ALIKE
  return { level: alike ? NameLevel.alike : NameLevel.different, count: common }
}

/** "acmetools" for a company whose site is acmetools.com. */
const namesItsDomain = (short: OrganizationForm, other: OrganizationForm): boolean =>
  short.words.length === 1 &&
  short.closed.length >= SHORTEST_LABEL &&
  other.domain.replace(/-/g, '').startsWith(`${short.closed}.`)

const areInitials = (long: OrganizationForm, short: OrganizationForm): boolean =>
  long.words.length > 1 &&
  short.words.length === 1 &&
  short.compact.length >= 2 &&
  short.compact.length <= 6 &&
  long.words.map((word) => word[0]).join('') === short.compact

function alignWords(left: Organization, right: Organization): Alignment {
  const [a, b] = [left.form.words, right.form.words]
  const taken = new Uint8Array(b.length)
  const rest: string[] = []
  const aligned: Alignment = { left: rest, right: [], shared: 0, rarest: Infinity, misspelt: false }
  for (let at = 0; at < a.length; at++) {
    const found = b.findIndex((word, i) => taken[i] === 0 && word === a[at])
    if (found < 0) rest.push(a[at]!)
    else share(aligned, taken, found, a[at]!, Math.max(left.wordCounts[at]!, right.wordCounts[found]!))
  }
  aligned.left = rest.filter((word) => {
    const found = b.findIndex(
      (other, i) => taken[i] === 0 && areMisspelt(word, other, commonness(left, word), right.wordCounts[i]!),
    )
    if (found < 0) return true
    aligned.misspelt = true
    share(aligned, taken, found, word, right.wordCounts[found]!)
    return false
  })
  aligned.right = b.filter((_, i) => taken[i] === 0)
  return joinSplit(aligned)
}

function share(aligned: Alignment, taken: Uint8Array, found: number, word: string, count: number): void {
  taken[found] = 1
  if (isGenericWord(word)) return
  aligned.shared++
  aligned.rarest = Math.min(aligned.rarest, count)
}

const commonness = ({ form, wordCounts }: Organization, word: string): number => wordCounts[form.words.indexOf(word)]!

/** From so many records on a word is one of its own; a slip of the pen is made once or twice. */
const WORD_OF_ITS_OWN = 5
const SLIP_AT_MOST = 2

/** Misspelt, or one the short form of the other ("assoc", "associate"; "anlyt", "analytics"). */
function areMisspelt(a: string, b: string, countOfA: number, countOfB: number): boolean {
  if (Math.min(countOfA, countOfB) >= WORD_OF_ITS_OWN && !isShortFor(a, b)) return false
  const isSlip = Math.min(countOfA, countOfB) <= SLIP_AT_MOST
  if (
    isShortFor(a, b) ||
    (isSlip && Math.min(a.length, b.length) >= 3 && a.length + b.length >= 7 && editDistance(a, b, 1) <= 1)
  )
    return true
  if (a[0] !== b[0] && a.length !== b.length) return a.length >= 5 && b.length >= 5 && editDistance(a, b, 1) <= 1
  const least = Math.min(a.length, b.length)
  if (/\d/.test(a) || /\d/.test(b)) return false
  if (least >= 3 && (a.startsWith(b) || b.startsWith(a))) return Math.abs(a.length - b.length) >= 1 && least >= 3
  const slips = least >= 8 ? 2 : least >= 4 ? 1 : 0
  return slips > 0 && editDistance(a, b, slips) <= slips
}

function isShortFor(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length < 3 || short.length > 5 || long.length < short.length + 3 || short[0] !== long[0]) return false
  let at = 0
  for (const letter of long) if (letter === short[at]) at++
  return at === short.length
}

/** "North Point" and "Northpoint": leftovers that are one word closed up. */
function joinSplit(aligned: Alignment): Alignment {
  if (aligned.left.length === 0 || aligned.right.length === 0) return aligned
  if (aligned.left.join('') !== aligned.right.join('')) return aligned
  return { ...aligned, left: [], right: [], shared: aligned.shared + 1, misspelt: true }
}

/** Which of the names say more than the other: words of the trade, and of the place the record is in, say nothing. */
function restOf(aligned: Alignment, a: OrganizationForm, b: OrganizationForm): 'none' | 'one' | 'both' {
  const left = aligned.left.some((word) => isTelling(word, a, b))
  const right = aligned.right.some((word) => isTelling(word, b, a))
  if (left !== right && (left ? aligned.left : aligned.right).some(isArmWord)) return 'both'
  // "Acme Restaurant" and "Acme Ventures": beside a word that tells, so does the kind of business
  if (left !== right && (left ? aligned.right : aligned.left).some(isGenericWord)) return 'both'
  if (aligned.left.some(isTradeWord) && aligned.right.some(isTradeWord)) return 'both'
  return left && right ? 'both' : left || right ? 'one' : 'none'
}

function isTelling(word: string, own: OrganizationForm, other: OrganizationForm): boolean {
  if (isGenericWord(word)) return false
  if (word.length > 2 && own.city.includes(word) && other.city !== '') return !sameCity(own, other)
  if (word.length > 2 && (other.city.includes(word) || own.city.includes(word))) return false
  const country = countryOfWord(word)
  return (
    country === '' ||
    (other.country !== country && other.country !== '') ||
    (own.country !== country && own.country !== '')
  )
}

const sameCity = (a: OrganizationForm, b: OrganizationForm): boolean =>
  a.city === b.city || a.phone === b.phone || (a.houseNumber !== '' && a.houseNumber === b.houseNumber)
