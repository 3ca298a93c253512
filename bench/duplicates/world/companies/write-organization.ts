import type { Phone } from '../places/phones.ts'
import { type ShownAddress, writeAddress } from '../places/write-address.ts'
import { writePhone } from '../places/write-phone.ts'
import { misdial, misspell } from '../records/misspell.ts'
import { writePlaceholders } from '../records/placeholders.ts'
import { phoneStyleOf, type Source, someSource, spell } from '../records/sources.ts'
import type { Attempt } from '../records/write-cluster.ts'
import { writeMailbox, writeProfile, writeWebsite } from '../records/write-links.ts'
import type { World } from '../world.ts'
import type { Company } from './companies.ts'
import { isBarePlatform } from './domains.ts'
import { type NameExtent, writeCompanyName } from './write-company-name.ts'

const emptyRow = () => ({
  name: '',
  website: '',
  industry: '',
  phone: '',
  email: '',
  street: '',
  city: '',
  region: '',
  postal_code: '',
  country: '',
  linkedin_url: '',
})
export type OrganizationRow = ReturnType<typeof emptyRow>

/** What of a record can be recognized as the company's own. */
interface ShownOrganization extends ShownAddress {
  name: NameExtent
  site?: string
  phone?: Phone
  mailbox?: string
  /** The company's domain, where the mailbox is in it. */
  mailDomain?: string
  profile?: string
}

export interface WrittenOrganization {
  row: OrganizationRow
  shown: ShownOrganization
}

/** What the writers of single fields need to know. */
interface Sheet extends WrittenOrganization {
  company: Company
  source: Source
  attempt: Attempt
}

const PLACEHOLDER_FIELDS = [
  'website',
  'industry',
  'phone',
  'email',
  'street',
  'city',
  'region',
  'postal_code',
  'country',
] as const
const OWN_PLACEHOLDERS = {
  phone: ['0000000000', '-', 'N/A', '+1 000 000 0000'],
  email: ['noemail@example.com', 'none@none.com', 'N/A', '-'],
}

/** A company as some list has it. */
export function writeOrganization(world: World, company: Company, attempt: Attempt): WrittenOrganization {
  const { random } = world
  const source = someSource(world)
  const fill = Math.min(1.5, source.fill * (1 + attempt.fuller))
  const { name, extent } = writeCompanyName(world, company, source, attempt.again)
  const sheet: Sheet = { company, source, attempt, row: { ...emptyRow(), name }, shown: { name: extent } }
  const { row, shown } = sheet
  const { moved } = company.traits
  const { address, phone } = moved && attempt.again && random.chance(0.6) ? moved : company
  if (random.chance(0.66 * fill)) writeSite(world, sheet)
  if (random.chance(0.75 * source.industries)) row.industry = spell(company.name.industry, source)
  if (random.chance(0.64 * fill)) writeSomePhone(world, sheet, phone)
  if (random.chance(0.46 * fill)) writeSomeMailbox(world, sheet)
  writeAddress(world, address, source, attempt, row, shown)
  if (random.chance(0.22 * source.profiles * fill)) {
    row.linkedin_url = writeProfile(world, `company/${company.profile}`, 'US')
    shown.profile = company.profile
  }
  if (source.hasPlaceholders) writePlaceholders(world, row, PLACEHOLDER_FIELDS, 0.06, OWN_PLACEHOLDERS)
  return { row, shown }
}

function writeSite(world: World, { company, source, attempt, row, shown }: Sheet): void {
  const { random } = world
  const { domain, otherDomain, platformPage, traits } = company
  if (platformPage) {
    row.website = writeWebsite(world, platformPage, source)
    if (!isBarePlatform(platformPage)) shown.site = platformPage
  }
  if (domain === '') return
  const site = otherDomain && random.chance(0.4) ? otherDomain : domain
  const isMisspelled = random.chance(attempt.again ? 0.008 : 0.001)
  if (!isMisspelled) shown.site = domain
  const path = traits.sitePath && random.chance(0.4) ? traits.sitePath : random.chance(0.02) ? '/contact' : ''
  row.website = writeWebsite(world, isMisspelled ? misspell(random, site) : site, source, path)
}

function writeSomePhone(world: World, { company, source, attempt, row, shown }: Sheet, main: Phone): void {
  const { random } = world
  const phone = phoneOf(world, company, main)
  row.phone = writePhone(random, phone, phoneStyleOf(world, source), random.chance(0.02) ? random.between(10, 999) : 0)
  const wrong = random.chance(attempt.again ? 0.012 : 0.002) ? misdial(random, row.phone) : undefined
  if (wrong) row.phone = wrong
  else if (isOwn(company, phone)) shown.phone = phone
}

function phoneOf({ random }: World, { traits: { agency, tollFree }, otherPhone }: Company, main: Phone): Phone {
  if (agency && random.chance(0.5)) return agency.phone
  if (otherPhone && random.chance(0.3)) return otherPhone
  return tollFree && random.chance(0.2) ? tollFree : main
}

const isOwn = ({ phone: main, traits }: Company, phone: Phone): boolean =>
  phone !== traits.agency?.phone && phone !== traits.tollFree && !(traits.sharesPhone && phone === main)

function writeSomeMailbox(world: World, { company, row, shown }: Sheet): void {
  const { random } = world
  const { agency } = company.traits
  if (agency && random.chance(0.35)) {
    row.email = writeMailbox(world, agency.mailbox)
    return
  }
  const mailbox = random.pick(company.mailboxes)
  row.email = writeMailbox(world, mailbox)
  shown.mailbox = mailbox
  if (company.domain !== '' && mailbox.endsWith(`@${company.domain}`)) shown.mailDomain = company.domain
}
