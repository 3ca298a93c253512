import type { Comparable } from './comparable.ts'
import { compareFamilyNames, compareGivenNames } from './compare-person-names.ts'
import { compareCities, comparePostcodes, compareRegions, compareStreets } from './compare-places.ts'
import { compareBirthDates, compareEmails, comparePages, comparePhones, compareWords } from './compare-values.ts'
import type { Comparison } from './comparison.ts'
import type { PersonForm } from './person-form.ts'
import { FAMILY_AND_CITY_TERM, FULL_NAME_TERM } from './person-terms.ts'

type Person = Comparable<PersonForm>

/** What each level of given and family name says for the order in which two names are read. */
const GIVEN_WORTH = [0, 4, 3, 1, 3, 1, -2]
const FAMILY_WORTH = [0, 4, 3, 3, 2, -2]
/** Names are read in swapped order only when that explains clearly more. */
const SWAP_GAIN = 3

/** Writes the level of every field of PERSON_RULES, 0 where a value is missing, and how common agreeing values are. */
export function comparePeople(left: Person, right: Person, into: Comparison): void {
  const [a, b] = [left.form, right.form]
  const { levels, counts, joint } = into
  counts.fill(0)
  compareNames(left, right, into)
  joint[1] = Math.max(left.counts[FULL_NAME_TERM]!, right.counts[FULL_NAME_TERM]!)
  joint[10] = Math.max(left.counts[FAMILY_AND_CITY_TERM]!, right.counts[FAMILY_AND_CITY_TERM]!)
  levels[3] = compareMiddle(a.given, b.given)
  levels[4] = compareBirthDates(a.birth, b.birth)
  levels[5] = compareEmails(a, b)
  levels[6] = comparePhones(a.phone, b.phone)
  levels[7] = comparePages(a, b)
  levels[8] = compareStreets(left, right)
  levels[9] = comparePostcodes(a.postcode, b.postcode)
  levels[10] = compareCities(a.city, b.city)
  levels[11] = compareRegions(a.region, b.region)
  levels[12] = compareWords(a.company, b.company)
  levels[13] = compareWords(a.title, b.title)
  for (let field = 4; field < counts.length; field++) {
    counts[field] = Math.max(left.counts[field]!, right.counts[field]!)
  }
}

function compareNames(left: Person, right: Person, { levels, counts }: Comparison): void {
  const [a, b] = [left.form, right.form]
  const given = unlessBothOwn(compareGivenNames(a.given, b.given), GIVEN_SLIPS, left.counts[0]!, right.counts[0]!)
  const family = unlessBothOwn(compareFamilyNames(a, b), FAMILY_SLIPS, left.counts[1]!, right.counts[1]!)
  const worth = GIVEN_WORTH[given]! + FAMILY_WORTH[family]!
  levels[0] = given
  levels[1] = family
  levels[2] = 1
  counts[0] = Math.max(left.counts[0]!, right.counts[0]!)
  counts[1] = Math.max(left.counts[1]!, right.counts[1]!)
  if (worth >= 4 || (a.family === '' && b.family === '') || (a.given.length === 0 && b.given.length === 0)) return
  const across = compareFamilyNames({ family: a.given.join(''), familyParts: [] }, b)
  const back = compareGivenNames(a.family === '' ? [] : [a.family], b.given)
  if (GIVEN_WORTH[back]! + FAMILY_WORTH[across]! < worth + SWAP_GAIN) return
  levels[0] = back
  levels[1] = across
  levels[2] = 2
  counts[0] = Math.max(left.counts[1]!, right.counts[0]!)
  counts[1] = Math.max(left.counts[0]!, right.counts[1]!)
}

/** The levels that say one name is the other misspelt, and the level that says they are two. */
const GIVEN_SLIPS = { from: 4, to: 6 }
const FAMILY_SLIPS = { from: 3, to: 5 }
/** A name that so many hold, and more than slips of the other would, is a name of its own: Hansson is not Johansson misspelt. */
const HELD_BY_MANY = 6
const SLIPS_PER_NAME = 0.02

function unlessBothOwn(level: number, { from, to }: { from: number; to: number }, a: number, b: number): number {
  if (level < from) return level
  const rarer = Math.min(a, b)
  return rarer >= HELD_BY_MANY && rarer > SLIPS_PER_NAME * Math.max(a, b) ? to : level
}

/** 0 unknown, 1 agree (an initial agrees with its name), 2 contradict. */
function compareMiddle(left: string[], right: string[]): number {
  const [a, b] = [left[1], right[1]]
  if (a === undefined || b === undefined || left[0] !== right[0]) return 0
  return a === b || (Math.min(a.length, b.length) === 1 && a[0] === b[0]) ? 1 : 2
}
