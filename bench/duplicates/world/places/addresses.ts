import { type Random, skew, type Weighted } from '../../random.ts'
import { COUNTRIES, type CountryCode, type Place } from '../pools/countries.ts'
import type { Language } from '../pools/languages.ts'
import { STREET_KINDS, type StreetKind } from '../pools/street-kinds.ts'
import { STREETS } from '../pools/towns-and-streets.ts'
import type { World } from '../world.ts'
import { postalCodeIn, somePlace } from './places.ts'

export interface Address {
  country: CountryCode
  place: Place
  street: string
  kind?: StreetKind
  number: string
  /** The suite, flat or door; 0 for none. */
  unit: number
  postalCode: string
}

const streetNames = Object.fromEntries(
  Object.entries(STREETS).map(([language, streets]) => [language, skew(streets, 0.6, 4)]),
) as Record<Language, Weighted<string>>

/** Where a company is, in a house of many at times. */
export const businessAddress = (world: World, country: CountryCode, place = somePlace(world, country)): Address =>
  addressOf(world, country, place, world.random.chance(0.3) ? suiteNumber(world.random) : 0)

/** Where somebody lives. */
export const homeAddress = (world: World, country: CountryCode, place = somePlace(world, country)): Address =>
  addressOf(world, country, place, world.random.chance(0.12) ? world.random.between(1, 60) : 0)

function addressOf(world: World, country: CountryCode, place: Place, unit: number): Address {
  const { random } = world
  const { language } = COUNTRIES[country]
  const kinds = STREET_KINDS[language]?.kinds
  return {
    country,
    place,
    street: streetName(random, country),
    kind: kinds && random.choose(kinds),
    number: houseNumber(random, country),
    unit,
    postalCode: postalCodeIn(world, country, place),
  }
}

const suiteNumber = (random: Random) => random.between(1, 9) * 100 + (random.chance(0.5) ? 0 : random.between(1, 40))

function houseNumber(random: Random, country: CountryCode): string {
  const { language } = COUNTRIES[country]
  if (language === 'ja') return [9, 30, 25].map((most) => random.between(1, most)).join('-')
  const most = country === 'US' || country === 'CA' ? 9900 : 300
  const number = String(random.chance(0.5) ? random.between(1, 99) : random.between(100, most))
  return language === 'de' && random.chance(0.15) ? number + random.pick(['a', 'b', 'c']) : number
}

function streetName(random: Random, country: CountryCode): string {
  const { language } = COUNTRIES[country]
  if (country === 'US' && random.chance(0.1)) return ordinal(random.between(1, 99))
  const name = random.pickWeighted(streetNames[language])
  const full = language === 'en' && random.chance(0.075) ? `${name}wood` : name
  return country === 'US' && random.chance(0.2) ? `${random.pick(['N', 'S', 'E', 'W'])} ${full}` : full
}

function ordinal(number: number): string {
  const ending = ['th', 'st', 'nd', 'rd'][number > 10 && number < 14 ? 0 : number % 10]
  return number + (ending ?? 'th')
}
