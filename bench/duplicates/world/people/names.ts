import { skew } from '../../random.ts'
import { COUNTRIES, type CountryCode } from '../pools/countries.ts'
import type { Language } from '../pools/languages.ts'
import { COINED_GIVEN_NAMES, PERSON_NAMES } from '../pools/person-names.ts'
import { capitalized } from '../text.ts'
import type { World } from '../world.ts'

export type Gender = 'female' | 'male'

const LANGUAGES = Object.keys(PERSON_NAMES) as Language[]

/** Where names of the people of a country come from, if not from its own language almost always. */
const ORIGINS: Partial<Record<CountryCode, [weight: number, language: Language][]>> = {
  US: [
    [70, 'en'],
    [13, 'es'],
    [4, 'in'],
    [3, 'de'],
    [3, 'it'],
    [2, 'pl'],
    [1, 'ja'],
    [2, 'fr'],
    [1, 'pt'],
    [1, 'sv'],
  ],
  GB: [
    [84, 'en'],
    [8, 'in'],
    [3, 'pl'],
    [5, 'fr'],
  ],
  CA: [
    [70, 'en'],
    [14, 'fr'],
    [9, 'in'],
    [3, 'it'],
  ],
  AU: [
    [82, 'en'],
    [6, 'in'],
    [5, 'it'],
    [4, 'de'],
  ],
}
const STRANGERS: Language[] = ['en', 'pl', 'it', 'es', 'in', 'de']

const weighed = Object.fromEntries(
  LANGUAGES.map((language) => {
    const { male, female, family } = PERSON_NAMES[language]
    return [language, { male: skew(male, 0.75, 4), female: skew(female, 0.75, 4), family: skew(family, 0.8, 5) }]
  }),
) as Record<Language, Record<Gender | 'family', ReturnType<typeof skew<string>>>>

const everyName = (namesOf: (language: Language) => string[]) => new Set(LANGUAGES.flatMap(namesOf))

const popularFamilyNames = everyName((language) =>
  language === 'in' ? PERSON_NAMES.in.family : PERSON_NAMES[language].family.slice(0, 70),
)
const popularGivenNames = everyName((language) => [
  ...PERSON_NAMES[language].male.slice(0, 45),
  ...PERSON_NAMES[language].female.slice(0, 45),
])
const knownFamilyNames = everyName((language) => PERSON_NAMES[language].family)

/** Whether strangers have this family name, too. */
export const isPopularFamilyName = (name: string): boolean => popularFamilyNames.has(name)

/** Whether strangers have this given name, too. */
export const isPopularGivenName = (name: string): boolean => popularGivenNames.has(name)

/** Whether a family name is more than one family's. */
export const isKnownFamilyName = (name: string): boolean => knownFamilyNames.has(name)

/** The language of the names of somebody in a country. */
export function someOrigin({ random }: World, country: CountryCode): Language {
  const origins = ORIGINS[country]
  if (origins) return random.choose(origins)
  return random.chance(0.92) ? COUNTRIES[country].language : random.pick(STRANGERS)
}

/** A given name, mostly a common one. */
export function someGivenName({ random }: World, language: Language, gender: Gender): string {
  if (language !== 'en' || !random.chance(0.05)) return random.pickWeighted(weighed[language][gender])
  const [starts, ends] = COINED_GIVEN_NAMES
  return random.pick(starts) + random.pick(ends)
}

/** A given name that many have. */
export const commonGivenName = ({ random }: World, language: Language, gender: Gender): string =>
  random.pickWeighted(weighed[language][gender])

/** A family name that many have. */
export const commonFamilyName = ({ random }: World, language: Language): string =>
  random.pickWeighted(weighed[language].family)

/** A family name, every other time one that few or none else have. */
export function someFamilyName(world: World, language: Language): string {
  const { random } = world
  if (random.chance(0.5)) return commonFamilyName(world, language)
  if (random.chance(0.91) || !['en', 'de', 'fr'].includes(language)) return rareFamilyName(world, language)
  return `${commonFamilyName(world, language)}-${rareFamilyName(world, language)}`
}

/** A family name made up of parts. */
export function rareFamilyName({ random }: World, language: Language): string {
  const parts = PERSON_NAMES[language].rare.map((part) => random.pick(part))
  return capitalized(parts.join('').toLowerCase())
}

/** One or the other. */
export const someGender = ({ random }: World): Gender => (random.chance(0.5) ? 'female' : 'male')
