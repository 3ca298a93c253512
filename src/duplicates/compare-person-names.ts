import { editDistance } from './edit-distance.ts'
import { encodeNysiis } from './encode-nysiis.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import { areNicknames, isKnownGivenName, nicknameRoots } from './nickname-root.ts'

const ALIKE_GIVEN = 0.84
const ALIKE_FAMILY = 0.88

/** Edits that a typing error makes in a name of this length. */
const slipsIn = (length: number): number => (length >= 6 ? 2 : length >= 3 ? 1 : 0)

/** 0 unknown, 1 same, 2 forms of one name, 3 an initial that fits, 4 misspelt, 5 alike, 6 different. */
export function compareGivenNames(left: string[], right: string[]): number {
  const [a, b] = [left[0], right[0]]
  if (a === undefined || b === undefined) return 0
  if (a === b) return 1
  if (a.length === 1 || b.length === 1) return initialFits(a, b) || initialFits(b, a) ? 3 : 6
  const [whole, other] = [left.length > 1 ? left.join('') : a, right.length > 1 ? right.join('') : b]
  if (whole === other) return 1
  if (areNicknames(a, b) || left.includes(b) || right.includes(a)) return 2
  if (Math.min(a.length, b.length) >= 3 && (whole.startsWith(other) || other.startsWith(whole))) {
    return isKnownGivenName(a) && isKnownGivenName(b) ? 6 : 2
  }
  if (isKnownGivenName(a) && isKnownGivenName(b)) return 6
  const slips = slipsIn(Math.min(whole.length, other.length))
  if (slips > 0 && editDistance(whole, other, slips) <= slips) return 4
  return jaroWinkler(whole, other) >= ALIKE_GIVEN ? 5 : 6
}

/** "A." may be Antonio, and so may Toni. */
const initialFits = (initial: string, name: string): boolean =>
  initial.length === 1 && (name[0] === initial || nicknameRoots(name).some((root) => root[0] === initial))

interface FamilyName {
  family: string
  familyParts: string[]
}

/** 0 unknown, 1 same, 2 one is part of the other ("Smith", "Smith-Jones", "S."), 3 misspelt, 4 alike, 5 different. */
export function compareFamilyNames(left: FamilyName, right: FamilyName): number {
  const [a, b] = [left.family, right.family]
  if (a === '' || b === '') return 0
  if (a === b) return 1
  if (a.length === 1 || b.length === 1) return a[0] === b[0] ? 2 : 5
  if (left.familyParts.length + right.familyParts.length > 0 && sharePart(left, right))
    // Pérez García and Pérez López share one of two
    return left.familyParts.length > 1 && right.familyParts.length > 1 && !isContained(left, right) ? 4 : 2
  const slips = slipsIn(Math.min(a.length, b.length))
  if (slips > 0 && editDistance(a, b, slips) <= slips) return 3
  return jaroWinkler(a, b) >= ALIKE_FAMILY || (a[0] === b[0] && encodeNysiis(a) === encodeNysiis(b)) ? 4 : 5
}

function isContained({ familyParts: a }: FamilyName, { familyParts: b }: FamilyName): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return short.every((part) => long.includes(part))
}

function sharePart(left: FamilyName, right: FamilyName): boolean {
  const parts = left.familyParts.length > 0 ? left.familyParts : [left.family]
  const others = right.familyParts.length > 0 ? right.familyParts : [right.family]
  return parts.some((part) => part.length > 2 && others.includes(part))
}
