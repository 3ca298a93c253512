import type { Random } from '../../random.ts'
import { COUNTRIES } from '../pools/countries.ts'
import type { Language } from '../pools/languages.ts'
import { STREET_KINDS } from '../pools/street-kinds.ts'
import type { Address } from './addresses.ts'

const DIRECTIONS: Record<string, string> = { N: 'North', S: 'South', E: 'East', W: 'West' }

/** Street and house number as somebody of the country writes them, one way or another. */
export function writeStreet(random: Random, address: Address): string {
  const { language } = COUNTRIES[address.country]
  const line = lineOf(random, language, address)
  return address.unit > 0 && random.chance(0.7) ? line + unitOf(random, language, address.unit) : line
}

function lineOf(random: Random, language: Language, address: Address): string {
  const { street, number } = address
  const kind = kindOf(random, language, address)
  switch (language) {
    case 'en':
      return `${number} ${random.chance(0.1) ? withWholeDirection(street) : street} ${kind}`
    case 'de':
    case 'nl':
    case 'sv':
      return `${street}${kind} ${number}`
    case 'fr':
      return `${number}${random.chance(0.6) ? ' ' : ', '}${kind} ${street}`
    case 'es':
    case 'it':
      return `${kind} ${street}${random.chance(0.5) ? ', ' : ' '}${number}`
    case 'pt':
      return `${kind} ${street}, ${number}`
    case 'in':
      return `${random.chance(0.3) ? 'No. ' : ''}${number}, ${street} ${kind}`
    case 'pl':
      return `${random.chance(0.6) ? 'ul. ' : ''}${street} ${number}`
    case 'ja':
      return random.chance(0.7) ? `${number} ${street}` : `${street} ${number}`
  }
}

function kindOf(random: Random, language: Language, { kind }: Address): string {
  if (!kind) return ''
  return random.chance(STREET_KINDS[language]?.whole ?? 1) ? kind.word : random.pick(kind.others)
}

const withWholeDirection = (street: string) =>
  street.replace(/^([NSEW]) /, (_, direction) => `${DIRECTIONS[direction]} `)

function unitOf(random: Random, language: Language, unit: number): string {
  switch (language) {
    case 'en':
    case 'in':
      return random.pick([', Suite ', ' Ste ', ', Unit ', ' #', ' Suite ']) + unit
    case 'pl':
    case 'nl':
      return `/${unit}`
    case 'pt':
      return ` sala ${unit}`
    default:
      // elsewhere the floor is told instead, or nothing
      return random.chance(0.5) ? '' : `, ${random.between(1, 3)}${language === 'de' ? '. OG' : 'º'}`
  }
}
