import { areNicknames } from '../duplicates/nickname-root.ts'
import { parseMailbox } from '../duplicates/parse-mailbox.ts'
import { parsePersonName } from '../duplicates/parse-person-name.ts'
import type { PersonFinding } from './person-finding.ts'
import type { KnownPerson } from './select-known-people.ts'

export type PersonMatch =
  | { kind: 'same'; person: KnownPerson }
  /** The same name at another organization: perhaps a job change, perhaps a namesake. */
  | { kind: 'elsewhere'; person: KnownPerson; mailbox: boolean }
  | { kind: 'new' }

/**
 * Who of the CRM this is. Certain with the same mailbox, or with the same name at the same organization; the same name
 * elsewhere is a job change only where something else ties the two, and a namesake otherwise.
 */
export function matchPerson(found: PersonFinding, organizationId: number, known: KnownPerson[]): PersonMatch {
  const mailbox = found.fields.email ? parseMailbox(found.fields.email.value).address : ''
  const byMailbox =
    mailbox === '' ? undefined : known.find(({ email }) => email && parseMailbox(email).address === mailbox)
  const named = known.filter((person) => isSameName(found, person))
  const here = (person: KnownPerson) =>
    person.organization_ids.includes(organizationId) ||
    person.employments.some((each) => each.organization_id === organizationId && each.is_current)
  const same = named.find(here) ?? (byMailbox && here(byMailbox) ? byMailbox : undefined)
  if (same) return { kind: 'same', person: same }
  if (byMailbox) return { kind: 'elsewhere', person: byMailbox, mailbox: true }
  const elsewhere = named.find((person) => isSameProfile(found, person)) ?? (named.length === 1 ? named[0] : undefined)
  return elsewhere
    ? { kind: 'elsewhere', person: elsewhere, mailbox: isSameProfile(found, elsewhere) }
    : { kind: 'new' }
}

const isSameProfile = (found: PersonFinding, person: KnownPerson) => {
  const profile = found.fields.linkedin_url?.value
  return Boolean(profile && person.linkedin_url && slug(profile) === slug(person.linkedin_url))
}

const slug = (url: string) =>
  url
    .toLowerCase()
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .split('/')
    .at(-1)

function isSameName(found: PersonFinding, person: KnownPerson): boolean {
  const left = parsePersonName(found.first_name, found.last_name)
  const right = parsePersonName(person.first_name ?? '', person.last_name ?? '')
  if (left.family === '' || left.family !== right.family || left.generation !== right.generation) return false
  const [a, b] = [left.given[0] ?? '', right.given[0] ?? '']
  return a !== '' && b !== '' && (a === b || areNicknames(a, b))
}
