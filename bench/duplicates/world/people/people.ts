import type { Random } from '../../random.ts'
import type { Company } from '../companies/companies.ts'
import { type Address, homeAddress } from '../places/addresses.ts'
import { landline, mobilePhone, type Phone } from '../places/phones.ts'
import { someCountry } from '../places/places.ts'
import { COUNTRIES, type CountryCode } from '../pools/countries.ts'
import { JOB_TITLES } from '../pools/job-titles.ts'
import type { Language } from '../pools/languages.ts'
import { takeFree } from '../take-free.ts'
import { slugOf } from '../text.ts'
import type { World } from '../world.ts'
import type { Employers } from './employers.ts'
import { type Gender, someFamilyName, someGender, someGivenName, someOrigin } from './names.ts'
import { takePrivateMailbox, takeWorkMailbox } from './person-mailboxes.ts'

export interface Job {
  company: Company
  title: string
  /** Empty for none. */
  mailbox: string
  /** The mailbox after a new name. */
  laterMailbox?: string
  /** 0 for none. */
  extension: number
  directPhone?: Phone
}

/** What makes a person easy to take for another one. */
export interface PersonTraits {
  /** Somebody else differs in the given name or the birth date only. */
  hasDouble?: boolean
  /** Others have the whole name: what tells them apart has to be in a record. */
  hasNamesakes?: boolean
  /** Somebody of the household or at work has the family name. */
  hasKin?: boolean
  /** Told apart by the birth date or what stands behind the name. */
  isToldByAge?: boolean
  sharedMailbox?: string
  assistantMailbox?: string
  suffix?: 'Jr' | 'Sr'
  showsMiddleName?: boolean
  /** How many of the records have the person at home; a quarter unless told. */
  atHome?: number
  /** How many of the records have the birth date; few unless told. */
  withBirth?: number
}

export interface Person {
  country: CountryCode
  language: Language
  gender: Gender
  given: string
  /** Empty for none. */
  middle: string
  family: string
  birth: string
  home: Address
  homePhone?: Phone
  mobile: Phone
  mailboxes: string[]
  /** Empty for none. */
  profile: string
  job?: Job
  /** What has changed between an early record and a late one. */
  later: Partial<Pick<Person, 'job' | 'home' | 'homePhone' | 'mobile' | 'family'>>
  traits: PersonTraits
}

export interface PersonWish extends Partial<Omit<Person, 'job' | 'mailboxes' | 'profile' | 'middle' | 'later'>> {
  /** Null for none. */
  employer?: Company | null
}

const NOTHING: Record<string, never> = {}
const WITH_MIDDLE_NAMES: Language[] = ['en', 'de', 'fr', 'nl', 'pl', 'it']

/** A new person, as wished for and otherwise as they come. */
export function somePerson(world: World, employers: Employers, wish: PersonWish = {}): Person {
  const { random } = world
  const employer = employerOf(random, employers, wish)
  const country = wish.country ?? employer?.country ?? someCountry(world)
  const language = wish.language ?? someOrigin(world, country)
  const gender = wish.gender ?? someGender(world)
  const home = wish.home ?? homeNear(world, country, employer)
  const name = {
    given: wish.given ?? someGivenName(world, language, gender),
    family: wish.family ?? fullFamilyName(world, language, country),
  }
  const birth = wish.birth ?? someBirth(random)
  const hasMiddleName = random.chance(0.45) && WITH_MIDDLE_NAMES.includes(language)
  return {
    country,
    language,
    gender,
    ...name,
    middle: hasMiddleName ? someGivenName(world, language, gender) : '',
    birth,
    home,
    homePhone: wish.homePhone ?? (random.chance(0.5) ? landline(random, country, home.place) : undefined),
    mobile: wish.mobile ?? mobilePhone(random, country, home.place),
    mailboxes: [0.92, 0.15]
      .filter((share) => random.chance(share))
      .map(() => takePrivateMailbox(world, { ...name, birth, country })),
    profile: random.chance(0.85) ? takeProfile(world, name) : '',
    job: employer ? someJob(world, name, country, employer) : undefined,
    later: NOTHING,
    traits: wish.traits ?? NOTHING,
  }
}

function employerOf(random: Random, employers: Employers, { employer, country }: PersonWish): Company | null {
  if (employer !== undefined) return employer
  if (!random.chance(0.82)) return null
  return country ? employers.someIn(country) : employers.some()
}

const homeNear = (world: World, country: CountryCode, employer: Company | null): Address =>
  employer?.country === country && world.random.chance(0.7)
    ? homeAddress(world, country, employer.address.place)
    : homeAddress(world, country)

/** A family name, two of them where that is usual. */
function fullFamilyName(world: World, language: Language, country: CountryCode): string {
  const family = someFamilyName(world, language)
  if (language === 'es' && country !== 'US') return `${family} ${someFamilyName(world, 'es')}`
  return language === 'pt' && world.random.chance(0.4) ? `${someFamilyName(world, 'pt')} ${family}` : family
}

/** A day in some of the years. */
export function someBirth(random: Random, from = 1945, to = 2003): string {
  const twoDigits = (number: number) => String(number).padStart(2, '0')
  return [random.between(from, to), twoDigits(random.between(1, 12)), twoDigits(random.between(1, 28))].join('-')
}

function takeProfile({ random, taken }: World, { given, family }: { given: string; family: string }): string {
  const slug = `in/${slugOf(`${given} ${family}`)}`
  const number = () =>
    `${random.digits(2)}${random.letter().toLowerCase()}${random.digits(4)}${random.pick(['a', 'b'])}`
  const path = takeFree(
    taken.profiles,
    random.chance(0.6) ? `${slug}-${number()}` : slug,
    (nth) => `${slug}-${random.digits(4)}${nth}`,
  )
  return path.slice('in/'.length)
}

/** A job of somebody of that name at a company. */
export function someJob(
  world: World,
  name: { given: string; family: string },
  country: CountryCode,
  company: Company,
): Job {
  const { random } = world
  const titles = JOB_TITLES[COUNTRIES[country].language]
  const { domain, workPattern } = company
  return {
    company,
    title: random.pick(titles && random.chance(0.65) ? titles : JOB_TITLES.en),
    mailbox: domain !== '' && random.chance(0.93) ? takeWorkMailbox(world, name, workPattern, domain) : '',
    extension: random.chance(0.15) ? random.between(100, 999) : 0,
    directPhone: random.chance(0.3) ? landline(random, company.country, company.address.place) : undefined,
  }
}
