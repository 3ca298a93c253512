/**
 * A term is one normalised value of one kind, as an integer below 2^53: its kind in the high bits, 47 bits of hash below.
 * Records that share a term of a blocking kind are compared; how many records hold a term says what sharing it is worth.
 */
export const TermKind = {
  mailbox: 1,
  mailLocal: 2,
  phone: 3,
  linkedin: 4,
  street: 5,
  names: 6,
  nameAndInitial: 7,
  nameAndCompany: 8,
  birthAndInitial: 9,
  nameAndPostcode: 10,
  namesAndBirthYear: 11,
  domain: 12,
  coreName: 13,
  wordPair: 14,
  word: 15,
  nameStart: 16,
  nameAndCity: 17,
  skeleton: 18,
  acronym: 19,
  phoneEnd: 20,
  nameInitialAndCity: 21,
  initialsAndCity: 22,
  given: 24,
  family: 25,
  birth: 26,
  city: 27,
  postcode: 28,
  company: 29,
  house: 30,
  fullName: 31,
  familyAndCity: 32,
} as const

export type TermKind = (typeof TermKind)[keyof typeof TermKind]

const HASH_SPAN = 2 ** 47
const HIGH_SPAN = 2 ** 15

/** The term of a value; two different values of a kind meet in one term about once in 10^14 pairs. */
export function termKey(kind: TermKind, value: string): number {
  let high = 0x9e3779b9 ^ kind
  let low = 0x85ebca6b ^ value.length
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i)
    high = Math.imul(high ^ code, 0x9e3779b1)
    low = Math.imul(low ^ code, 0x5f356495)
    high ^= low >>> 15
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  return kind * HASH_SPAN + ((high >>> 0) % HIGH_SPAN) * 2 ** 32 + (low >>> 0)
}

/** The kind a term was made for. */
export const termKindOf = (term: number): TermKind => Math.floor(term / HASH_SPAN) as TermKind
