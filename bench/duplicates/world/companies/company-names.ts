import { isPopularFamilyName, rareFamilyName, someFamilyName, someGivenName, someOrigin } from '../people/names.ts'
import { FIRST_WORDS, SAINTS, SECOND_WORDS } from '../pools/brand-words.ts'
import { COUNTRIES, type CountryCode, type Place } from '../pools/countries.ts'
import type { Language } from '../pools/languages.ts'
import { TRADES, type Trade } from '../pools/trades.ts'
import { capitalized } from '../text.ts'
import type { World } from '../world.ts'
import { someBrand } from './brands.ts'

type NameKind = 'brand' | 'family' | 'place' | 'words' | 'initials' | 'institution'

export interface CompanyName {
  /** The name without its legal form. */
  core: string
  kind: NameKind
  /** The word for what it does, at the end of many names. */
  trade: string
  industry: string
  /** Whether no other company can be expected to have the name. */
  isRare: boolean
}

/** Names after a family: {name} and {other} are families, {given} a given name. */
const FAMILY_NAMES: Partial<Record<Language, [weight: number, pattern: string][]>> = {
  en: [
    [60, '{name} {trade}'],
    [10, '{name} & Sons {trade}'],
    [15, '{name} & {other}'],
    [5, '{name}, {other} & Associates'],
    [5, '{name} Brothers {trade}'],
    [5, '{given} {name} {trade}'],
  ],
  de: [
    [55, '{name} {trade}'],
    [15, '{trade} {name}'],
    [10, '{name} & {other}'],
    [8, 'Gebrüder {name}'],
    [6, '{name} & Söhne'],
    [6, '{given} {name} {trade}'],
  ],
  fr: [
    [60, '{trade} {name}'],
    [15, '{name} {trade}'],
    [10, '{name} et Fils'],
    [15, '{name} & {other}'],
  ],
  es: [
    [60, '{trade} {name}'],
    [15, 'Hijos de {name}'],
    [10, '{name} y {other}'],
    [15, '{name} Hermanos'],
  ],
  it: [
    [60, '{trade} {name}'],
    [15, 'Fratelli {name}'],
    [13, '{name} & Figli'],
    [12, '{name} {trade}'],
  ],
}
const FAMILY_NAMES_ELSEWHERE: [weight: number, pattern: string][] = [
  [75, '{name} {trade}'],
  [10, '{name} & {other}'],
  [15, '{trade} {name}'],
]

const KINDS: [weight: number, kind: NameKind][] = [
  [330, 'brand'],
  [270, 'family'],
  [120, 'place'],
  [210, 'words'],
  [35, 'initials'],
  [35, 'institution'],
]

/** A trade as companies of a language call it. */
export const someTrade = ({ random }: World, language: Language): Trade => random.pick(TRADES[language])

/** A name for a company in a place. */
export function someCompanyName(world: World, country: CountryCode, place: Place): CompanyName {
  const { random } = world
  const { language } = COUNTRIES[country]
  const kind = random.choose(KINDS)
  if (kind === 'institution') return institutionName(world, language, place)
  const englishShare = kind === 'words' ? 0.68 : 0.2
  const [trade, industry] = someTrade(world, random.chance(englishShare) ? 'en' : language)
  const name = { kind, trade, industry, isRare: kind === 'brand' }
  switch (kind) {
    case 'brand':
      return { ...name, core: someBrand(world) + (random.chance(0.6) ? ` ${trade}` : '') }
    case 'family':
      return { ...name, ...familyCompanyName(world, country, trade) }
    case 'place':
      return { ...name, core: placeName(world, language, place, trade) }
    case 'words':
      return { ...name, core: `${oneOrTwoWords(world)} ${trade}` }
    case 'initials':
      return { ...name, core: `${random.fill(random.chance(0.2) ? '@@@@' : '@@@')} ${trade}` }
  }
}

function familyCompanyName(world: World, country: CountryCode, trade: string): { core: string; isRare: boolean } {
  const { random } = world
  const { language } = COUNTRIES[country]
  const name = someFamilyName(world, random.chance(0.85) ? language : someOrigin(world, country))
  const core = random
    .choose(FAMILY_NAMES[language] ?? FAMILY_NAMES_ELSEWHERE)
    .replace('{name}', name)
    .replace('{other}', () => someFamilyName(world, language))
    .replace('{given}', () => someGivenName(world, language, 'male'))
    .replace('{trade}', trade)
  return { core, isRare: !isPopularFamilyName(name) }
}

function placeName(world: World, language: Language, { city }: Place, trade: string): string {
  const { random } = world
  const where = random.chance(0.35) ? `${random.pick(FIRST_WORDS)} ${city}` : city
  if (language === 'en' || language === 'in') return `${where} ${trade}`
  return random.chance(0.5) ? `${trade} ${where}` : `${rareFamilyName(world, language)} ${trade} ${where}`
}

function oneOrTwoWords({ random }: World): string {
  const [first, second] = [random.pick(FIRST_WORDS), random.pick(SECOND_WORDS)]
  return random.chance(0.25) ? capitalized((first + second).toLowerCase()) : `${first} ${second}`
}

function institutionName(world: World, language: Language, { city }: Place): CompanyName {
  const { random } = world
  const [core, industry] = random.pick<() => [string, string]>([
    () => [`${city} Chamber of Commerce`, 'Non-profit'],
    () => [`Saint ${random.pick(SAINTS)} Hospital ${city}`, 'Hospital & Health Care'],
    () => [`${rareFamilyName(world, language)} Foundation`, 'Non-profit'],
    () => [`${city} Historical Museum`, 'Museums'],
    () => [`${rareFamilyName(world, language)} Institute`, 'Research'],
  ])()
  return { core, kind: 'institution', trade: '', industry, isRare: false }
}
