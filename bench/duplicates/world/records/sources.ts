import type { Random } from '../../random.ts'
import { COUNTRIES, type CountryCode } from '../pools/countries.ts'
import { inAscii, titleCased, withoutMarks } from '../text.ts'
import type { World } from '../world.ts'

/** How much of an address a record tells. */
export type AddressPart = 'full' | 'city' | 'country' | 'none'

/** The habits of one list: whoever kept it wrote all of it alike. */
export interface Source {
  casing: 'as is' | 'upper' | 'lower' | 'title'
  marks: 'kept' | 'dropped' | 'transcribed'
  phoneStyle: number
  mixesPhoneStyles: boolean
  /** Which of a country's names, the last one where it has fewer. */
  countryName: number
  hasRegionCodes: boolean
  websiteStyle: number
  address: AddressPart | 'mixed'
  /** How full its records are, about one. */
  fill: number
  /** How sloppily it was typed, about one. */
  slips: number
  /** Whether something stands where nothing is known. */
  hasPlaceholders: boolean
  profiles: number
  industries: number
}

/** The habits of a new list. */
export const makeSource = (random: Random): Source => ({
  casing: random.chance(0.1) ? 'upper' : random.chance(0.07) ? 'lower' : random.chance(0.1) ? 'title' : 'as is',
  marks: random.chance(0.55) ? 'kept' : random.chance(0.6) ? 'dropped' : 'transcribed',
  phoneStyle: random.below(10),
  mixesPhoneStyles: random.chance(0.4),
  countryName: random.chance(0.3) ? 1 : random.chance(0.3) ? 2 : random.chance(0.5) ? 0 : 3,
  hasRegionCodes: random.chance(0.5),
  websiteStyle: random.below(6),
  address: random.choose([
    [3, 'full'],
    [2, 'city'],
    [1, 'country'],
    [1, 'none'],
    [2, 'mixed'],
  ]),
  fill: 0.75 + random.next() * 0.5,
  slips: random.chance(0.3) ? 2 : 0.7,
  hasPlaceholders: random.chance(0.12),
  profiles: random.chance(0.3) ? 1.8 : 0.5,
  industries: random.next(),
})

/** One of the lists, large ones more often. */
export const someSource = ({ random, sources }: World): Source => random.pickWeighted(sources)

/** A text with the capitals and marks of a list. */
export function spell(text: string, { casing, marks }: Source): string {
  const marked = marks === 'dropped' ? withoutMarks(text) : marks === 'transcribed' ? inAscii(text) : text
  if (casing === 'upper') return marked.toUpperCase()
  if (casing === 'lower') return marked.toLowerCase()
  return casing === 'title' ? titleCased(marked) : marked
}

/** A country as a list calls it, and now and then otherwise. */
export function spellCountry({ random }: World, country: CountryCode, { countryName }: Source): string {
  const { names } = COUNTRIES[country]
  return random.chance(0.12) ? random.pick(names) : names[Math.min(countryName, names.length - 1)]!
}

/** The number of the style that a telephone number is written in. */
export const phoneStyleOf = ({ random }: World, { mixesPhoneStyles, phoneStyle }: Source): number =>
  mixesPhoneStyles ? random.below(10) : phoneStyle
