import type { Company } from '../companies/companies.ts'
import { homeAddress } from '../places/addresses.ts'
import { someCountry, somePlace } from '../places/places.ts'
import { COUNTRIES } from '../pools/countries.ts'
import type { Bundle } from '../records/bundles.ts'
import type { World } from '../world.ts'
import { assistants, colleaguesOfOneFamily, readersOfOneMailbox } from './colleagues.ts'
import type { Employers } from './employers.ts'
import { commonFamilyName, commonGivenName, rareFamilyName, someGender, someOrigin } from './names.ts'
import { type Person, type PersonWish, somePerson } from './people.ts'
import { isByInitial } from './person-mailboxes.ts'
import { couple, fatherAndSon, siblings } from './relatives.ts'

const EMPLOYERS_TRIED = 30
const NAMES_TRIED = 60

/** People who are easily taken for each other, and how many of them there are; `add` takes each of them. */
export function personBundles(world: World, employers: Employers, add: (person: Person) => void): Bundle[] {
  const bundle = (share: number, size: number, people: (world: World, employers: Employers) => Person[]): Bundle => ({
    share,
    size,
    make: () => {
      for (const person of people(world, employers)) add(person)
    },
  })
  return [
    bundle(0.01, 2, fatherAndSon),
    bundle(0.017, 2, couple),
    bundle(0.01, 2, siblings),
    bundle(0.018, 2.2, namesakes),
    bundle(0.012, 3, readersOfOneMailbox),
    bundle(0.012, 2.4, colleaguesOfOneFamily),
    bundle(0.01, 2, ofOneInitial),
    bundle(0.006, 2, assistants),
  ]
}

/** Strangers of one name, some in one town or at one employer. */
function namesakes(world: World, employers: Employers): Person[] {
  const { random } = world
  const country = someCountry(world)
  const language = someOrigin(world, country)
  const gender = someGender(world)
  const town = random.chance(0.25) ? somePlace(world, country) : undefined
  const common: PersonWish = {
    country,
    language,
    gender,
    given: commonGivenName(world, language, gender),
    family: random.chance(0.75) ? commonFamilyName(world, language) : rareFamilyName(world, language),
    ...(random.chance(0.1) && { employer: employers.someWithDomain() }),
  }
  return Array.from({ length: random.chance(0.8) ? 2 : 3 }, () =>
    somePerson(world, employers, {
      ...common,
      home: town && homeAddress(world, country, town),
      traits: { hasDouble: true, hasNamesakes: true, showsMiddleName: random.chance(0.5) },
    }),
  )
}

/** Strangers of one family name and initial, at employers that make mailboxes of these. */
function ofOneInitial(world: World, employers: Employers): Person[] {
  const family = commonFamilyName(world, 'en')
  const given = commonGivenName(world, 'en', 'male')
  let other = given
  for (let n = 0; n < NAMES_TRIED && (other === given || other[0] !== given[0]); n++)
    other = commonGivenName(world, 'en', someGender(world))
  return [given, other].map((name) =>
    somePerson(world, employers, {
      employer: employerByInitial(employers),
      language: 'en',
      given: name,
      family,
      traits: { hasDouble: true },
    }),
  )
}

function employerByInitial(employers: Employers): Company {
  let employer = employers.someWithDomain()
  for (let n = 1; n < EMPLOYERS_TRIED && !isEnglishByInitial(employer); n++) employer = employers.someWithDomain()
  return employer
}

const isEnglishByInitial = ({ workPattern, country }: Company): boolean =>
  isByInitial(workPattern) && COUNTRIES[country].language === 'en'
