import type { Random } from '../../random.ts'
import { someWorkPattern, type WorkPattern } from '../people/person-mailboxes.ts'
import { type Address, businessAddress } from '../places/addresses.ts'
import { landline, mobilePhone, type Phone } from '../places/phones.ts'
import { someCountry, somePlace } from '../places/places.ts'
import type { CountryCode, Place } from '../pools/countries.ts'
import { LEGAL_FORMS } from '../pools/legal-forms.ts'
import { takeFree } from '../take-free.ts'
import { slugOf } from '../text.ts'
import type { World } from '../world.ts'
import { takeCompanyMailboxes } from './company-mailboxes.ts'
import { type CompanyName, someCompanyName } from './company-names.ts'
import { somePlatformPage, takeDomains } from './domains.ts'

/** What makes a company easy to take for another one. */
export interface CompanyTraits {
  /** Its name tells it apart and is written in full. */
  keepsName?: boolean
  alwaysShowsForm?: boolean
  /** Others of its family have the same distinctive words in their names. */
  hasSisters?: boolean
  /** Others have its whole name: what tells it apart has to be in a record. */
  hasNamesakes?: boolean
  /** One of a chain, told apart by where it is. */
  isBranch?: boolean
  hasNeighbouringBranch?: boolean
  /** One of a group, told apart by its country. */
  isSubsidiary?: boolean
  sharesDomain?: boolean
  sharesMailboxes?: boolean
  sharesPhone?: boolean
  /** Its name ends with a Roman number. */
  isNumbered?: boolean
  tollFree?: Phone
  /** Where it is on the site of the chain. */
  sitePath?: string
  /** Whoever made its site and gives their own number and mailbox. */
  agency?: { phone: Phone; mailbox: string }
  formerName?: string
  moved?: { address: Address; phone: Phone }
}

export interface Company {
  country: CountryCode
  name: CompanyName
  address: Address
  phone: Phone
  otherPhone?: Phone
  /** The spellings of its legal form, the usual one first. */
  form: string[] | null
  /** Empty for none. */
  domain: string
  otherDomain?: string
  /** A page on a platform, where there is no domain. */
  platformPage?: string
  mailboxes: string[]
  workPattern: WorkPattern
  profile: string
  /** How many work there, more or less. */
  size: number
  traits: CompanyTraits
}

export interface CompanyWish {
  country?: CountryCode
  place?: Place
  name?: Pick<CompanyName, 'core' | 'industry'> & Partial<CompanyName>
  address?: Address
  phone?: Phone
  form?: string[] | null
  domain?: string
  mailboxes?: string[]
  /** Whether it is sure to have a page on a platform if it has no domain. */
  hasPlatformPage?: boolean
  size?: number
  traits?: CompanyTraits
}

const NO_TRAITS: CompanyTraits = {}

/** A new company, as wished for and otherwise as they come. */
export function someCompany(world: World, wish: CompanyWish = {}): Company {
  const { random } = world
  const country = wish.country ?? someCountry(world)
  const place = wish.place ?? somePlace(world, country)
  const name = nameOf(world, wish, country, place)
  const address = wish.address ?? businessAddress(world, country, place)
  const domains = domainsOf(world, wish, name, country, place)
  return {
    country,
    name,
    address,
    phone: wish.phone ?? somePhone(random, country, place, 0.08),
    otherPhone: random.chance(0.12) ? somePhone(random, country, place, 0.3) : undefined,
    form: wish.form === undefined ? formOf(random, name, country) : wish.form,
    ...domains,
    platformPage: platformPageOf(world, wish, name, domains.domain),
    mailboxes: wish.mailboxes ?? takeCompanyMailboxes(world, name.core, country, domains.domain),
    workPattern: someWorkPattern(world),
    profile: takeProfile(world, name, place),
    size: wish.size ?? sizeOf(random, domains.domain),
    traits: wish.traits ?? NO_TRAITS,
  }
}

function nameOf(world: World, { name }: CompanyWish, country: CountryCode, place: Place): CompanyName {
  if (!name) return someCompanyName(world, country, place)
  return { kind: 'words', trade: '', isRare: false, ...name }
}

function domainsOf(world: World, wish: CompanyWish, name: CompanyName, country: CountryCode, place: Place) {
  if (wish.domain !== undefined) return { domain: wish.domain }
  return world.random.chance(0.88) ? takeDomains(world, name, country, place) : { domain: '' }
}

function platformPageOf(world: World, wish: CompanyWish, { core }: CompanyName, domain: string): string | undefined {
  if (domain !== '' || wish.mailboxes) return undefined
  return wish.hasPlatformPage || world.random.chance(0.6) ? somePlatformPage(world, core) : undefined
}

const somePhone = (random: Random, country: CountryCode, place: Place, mobile: number): Phone =>
  random.chance(mobile) ? mobilePhone(random, country, place) : landline(random, country, place)

/** A legal form of a country. */
export const someForm = (random: Random, country: CountryCode): string[] => random.choose(LEGAL_FORMS[country])

const formOf = (random: Random, { kind }: CompanyName, country: CountryCode): string[] | null =>
  kind !== 'institution' && random.chance(0.88) ? someForm(random, country) : null

function takeProfile({ random, taken }: World, { core }: CompanyName, { city }: Place): string {
  const slug = slugOf(core)
  const path = takeFree(
    taken.profiles,
    `company/${slug}`,
    (nth) => `company/${slug}-${nth === 2 ? slugOf(city) : random.digits(3) + nth}`,
  )
  return path.slice('company/'.length)
}

/** Most have a handful of people, few have hundreds. */
const sizeOf = (random: Random, domain: string): number =>
  Math.min(250, (random.next() + 0.003) ** -1.1) * (domain === '' ? 0.3 : 1)
