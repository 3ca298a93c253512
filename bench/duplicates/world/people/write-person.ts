import type { Company } from '../companies/companies.ts'
import type { Phone } from '../places/phones.ts'
import { type ShownAddress, writeAddress } from '../places/write-address.ts'
import { writePlaceholders } from '../records/placeholders.ts'
import { type Source, someSource, spell } from '../records/sources.ts'
import type { Attempt } from '../records/write-cluster.ts'
import { writeProfile } from '../records/write-links.ts'
import type { World } from '../world.ts'
import type { Job, Person } from './people.ts'
import { writePersonMailbox, writePersonPhone } from './write-person-contact.ts'
import { type PersonNameExtent, writePersonName } from './write-person-name.ts'

const emptyRow = () => ({
  first_name: '',
  last_name: '',
  email: '',
  phone: '',
  title: '',
  linkedin_url: '',
  street: '',
  city: '',
  region: '',
  postal_code: '',
  country: '',
  birth_date: '',
})
export type PersonRow = ReturnType<typeof emptyRow>

/** What of a record can be recognized. */
interface ShownPerson extends ShownAddress {
  name: PersonNameExtent
  mailbox?: string
  sharedMailbox?: string
  /** A number of the person's own. */
  phone?: Phone
  switchboard?: Phone
  homePhone?: Phone
  profile?: string
  employer?: Company
  isAtHome?: boolean
  birth?: string
}

export interface WrittenPerson {
  row: PersonRow
  shown: ShownPerson
}

/** What the writers of single fields need to know. */
export interface PersonSheet extends WrittenPerson {
  /** The person as of the record. */
  person: Person
  source: Source
  attempt: Attempt
  /** Whether whoever wrote it knows the person from home. */
  isPrivate: boolean
}

const PLACEHOLDER_FIELDS = [
  'email',
  'phone',
  'title',
  'linkedin_url',
  'street',
  'city',
  'region',
  'postal_code',
  'country',
] as const
const OWN_PLACEHOLDERS = {
  phone: ['0000000000', '-', 'N/A', '999999999'],
  email: ['noemail@example.com', 'noreply@example.com', 'N/A', '-', 'none'],
}

/** A person as some list has them. */
export function writePerson(world: World, someone: Person, attempt: Attempt): WrittenPerson {
  const { random } = world
  const source = someSource(world)
  const fill = Math.min(1.6, source.fill * (1 + attempt.fuller))
  const sheet = startSheet(world, someone, source, attempt)
  const { row, shown, person, isPrivate } = sheet
  const { job, profile, traits } = person
  if (random.chance(0.72 * fill)) writePersonMailbox(world, sheet)
  if (random.chance(0.6 * fill)) writePersonPhone(world, sheet)
  if (job && !(isPrivate && random.chance(0.6)) && random.chance(0.55 * fill)) row.title = titleOf(world, sheet, job)
  if (profile !== '' && random.chance(0.22 * source.profiles * fill)) {
    row.linkedin_url = writeProfile(world, `in/${profile}`, person.country)
    shown.profile = profile
  }
  if (job && !(isPrivate && random.chance(0.5)) && random.chance(0.8 * fill)) shown.employer = job.company
  writePlace(world, sheet)
  if (random.chance(traits.withBirth ?? 0.06 * (1 + attempt.fuller))) writeBirth(world, sheet)
  if (source.hasPlaceholders) writePlaceholders(world, row, PLACEHOLDER_FIELDS, 0.05, OWN_PLACEHOLDERS)
  return { row, shown }
}

function startSheet(world: World, someone: Person, source: Source, attempt: Attempt): PersonSheet {
  const { random } = world
  const person = attempt.again && random.chance(0.7) ? inLaterLife(someone) : someone
  const { given, family, extent } = writePersonName(world, someone, person.family, source, attempt.again)
  return {
    person,
    source,
    attempt,
    isPrivate: !person.job || random.chance(person.traits.atHome ?? 0.25),
    row: { ...emptyRow(), first_name: given, last_name: family },
    shown: { name: extent },
  }
}

function inLaterLife(person: Person): Person {
  const { job, later } = person
  return { ...person, job: job?.laterMailbox ? { ...job, mailbox: job.laterMailbox } : job, ...later }
}

function titleOf({ random }: World, { source, attempt }: PersonSheet, { title }: Job): string {
  if (!attempt.again || !random.chance(0.15)) return spell(title, source)
  const shorter = title
    .replace('Vice President', 'VP')
    .replace('Chief Executive Officer', 'CEO')
    .replace('Senior', 'Sr.')
    .replace('Manager', 'Mgr')
  return spell(shorter, source)
}

function writePlace(world: World, { person, source, attempt, isPrivate, row, shown }: PersonSheet): void {
  const { job, home } = person
  const isAtWork = job && world.random.chance(isPrivate ? 0.12 : 0.88)
  shown.isAtHome = !isAtWork
  writeAddress(world, isAtWork ? job.company.address : home, source, attempt, row, shown)
}

function writeBirth({ random }: World, { person: { birth }, row, shown }: PersonSheet): void {
  // what some forms have filled in for everybody
  const isMissing = random.chance(0.01)
  row.birth_date = isMissing ? '1900-01-01' : birth
  if (!isMissing) shown.birth = birth
}
