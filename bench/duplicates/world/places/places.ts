import { type Random, skew, type Weighted } from '../../random.ts'
import { COUNTRIES, COUNTRY_CODES, type CountryCode, type Place } from '../pools/countries.ts'
import type { Language } from '../pools/languages.ts'
import { TOWNS } from '../pools/towns-and-streets.ts'
import { capitalized } from '../text.ts'
import type { World } from '../world.ts'

const TOWNS_TRIED = 140

const SHARES = COUNTRY_CODES.map((code) => [COUNTRIES[code].weight, code] as const)

/** A country, large ones more often. */
export const someCountry = ({ random }: World): CountryCode => random.choose(SHARES)

/** A place, cities more often than small towns. */
export const somePlace = ({ random, places }: World, country: CountryCode): Place =>
  random.pickWeighted(places[country])

/** A place that is none of the others, unless that takes too many tries. */
export function placeBesides(world: World, country: CountryCode, others: readonly Place[], tries: number): Place {
  let place = somePlace(world, country)
  for (let n = 0; n < tries && others.some(({ city }) => city === place.city); n++) place = somePlace(world, country)
  return place
}

/** The cities of a country and the small towns around them. */
export function placesOf(random: Random, code: CountryCode): Weighted<Place> {
  const { places: cities, language } = COUNTRIES[code]
  const known = new Set(cities.map(({ city }) => city))
  const all = [...cities]
  for (let n = 0; n < TOWNS_TRIED; n++) {
    const near = random.pick(cities)
    const city = townName(random, language)
    if (known.has(city)) continue
    known.add(city)
    all.push({ ...near, city, zip: zipNear(random, code, near) })
  }
  return skew(all, 0.85, 3)
}

function townName(random: Random, language: Language): string {
  const [start, end] = [random.pick(TOWNS[language][0]), random.pick(TOWNS[language][1])]
  if (language === 'fr' && /^(sur|les|sous|le)-/.test(end) && !start.endsWith('-')) return `${start}-${end}`
  const isTwoWords = start.includes(' ') && language !== 'de' && !start.endsWith(' ') && !end.startsWith(' ')
  return start.endsWith(' in') || isTwoWords ? `${start} ${capitalized(end.trim())}` : start + end
}

function zipNear(random: Random, code: CountryCode, { zip }: Place): string {
  if (code === 'GB') return zip.replace(/\d+\w?$/, String(random.between(3, 38)))
  return typeof COUNTRIES[code].zip === 'number' && zip.length > 2 ? zip.slice(0, -1) + random.below(10) : zip
}

/** A postal code of a place. */
export function postalCodeIn({ random }: World, country: CountryCode, { zip }: Place): string {
  const rest = COUNTRIES[country].zip
  return zip + random.fill(typeof rest === 'number' ? '#'.repeat(rest - zip.length) : rest)
}
