import { foldWords } from '../duplicates/fold-text.ts'
import { areNicknames } from '../duplicates/nickname-root.ts'
import { parseLinkedinSlug } from '../duplicates/parse-linkedin-slug.ts'
import { parseMailbox } from '../duplicates/parse-mailbox.ts'
import { parseOrganizationName } from '../duplicates/parse-organization-name.ts'
import { parsePersonName } from '../duplicates/parse-person-name.ts'
import type { PersonFinding } from './person-finding.ts'
import type { KnownPerson } from './select-known-people.ts'

export type PersonMatch =
  | { kind: 'same'; person: KnownPerson }
  /** Known at another organization, and something besides the name says that it is the same person. */
  | { kind: 'moved'; person: KnownPerson; because: string }
  /** Nobody known, or namesakes of whom nothing but the name says so; `alike` where the duplicate rules say more. */
  | { kind: 'new'; namesakes: KnownPerson[]; alike?: { id: number; why: string } }

/**
 * Who of the CRM this is. Certain with the same name at the same organization, or with the same mailbox or profile there; the
 * same name elsewhere is a job change only where mailbox, profile or the page itself ties the two, and a namesake otherwise. Whom the
 * duplicate rules take for the same is, at the same organization; elsewhere a person is asked.
 */
export function matchPerson(
  found: PersonFinding,
  organizationId: number,
  known: KnownPerson[],
  alike?: { id: number; why: string },
): PersonMatch {
  const named = known.filter((person) => isSameName(found, person))
  const keyed = known.filter((person) => hasSameMailbox(found, person) || isSameProfile(found, person))
  const here = (person: KnownPerson) =>
    person.employments.some((each) => each.organization_id === organizationId && each.is_current) ||
    (person.organization_ids.includes(organizationId) &&
      !person.employments.some((each) => each.organization_id === organizationId))
  // a mailbox passes from one to the next; with another name it is not the same person
  const sure = keyed.filter((person) => named.includes(person) || hasNoName(person))
  const same = sure.find(here) ?? named.find(here) ?? known.find((person) => person.id === alike?.id && here(person))
  if (same) return { kind: 'same', person: same }
  const elsewhere = sure[0]
  if (elsewhere) return { kind: 'moved', person: elsewhere, because: whichKey(found, elsewhere) }
  const told = named.filter((person) => formerEmployerIn(found, person) !== undefined)
  if (told.length === 1)
    return { kind: 'moved', person: told[0]!, because: `the page names ${formerEmployerIn(found, told[0]!)} with it` }
  return { kind: 'new', namesakes: named, ...(alike ? { alike } : {}) }
}

const whichKey = (found: PersonFinding, person: KnownPerson) =>
  hasSameMailbox(found, person) ? 'the e-mail address is the same' : 'the profile is the same'

const hasNoName = ({ first_name, last_name }: KnownPerson) => !first_name?.trim() && !last_name?.trim()

function hasSameMailbox(found: PersonFinding, person: KnownPerson): boolean {
  const mailbox = found.fields.email ? parseMailbox(found.fields.email.value) : undefined
  if (!mailbox || mailbox.isRole || mailbox.address === '' || !person.email) return false
  return parseMailbox(person.email).address === mailbox.address
}

function isSameProfile(found: PersonFinding, person: KnownPerson): boolean {
  const slug = found.fields.linkedin_url ? parseLinkedinSlug(found.fields.linkedin_url.value) : ''
  return slug !== '' && slug === parseLinkedinSlug(person.linkedin_url ?? '')
}

/** The employer the CRM knows, where a sentence about the person names it: "joins us from Quillon Bank". */
function formerEmployerIn({ mentions }: PersonFinding, person: KnownPerson): string | undefined {
  return person.employments
    .map(({ organization_name }) => organization_name)
    .find((name) => {
      const core = parseOrganizationName(name).words.join(' ')
      return (
        core !== '' && mentions.some((each) => ` ${parseOrganizationName(each).words.join(' ')} `.includes(` ${core} `))
      )
    })
}

function isSameName(found: PersonFinding, person: KnownPerson): boolean {
  const whole = foldWords(`${person.first_name ?? ''} ${person.last_name ?? ''}`).join(' ')
  if (whole !== '' && whole === foldWords(`${found.first_name} ${found.last_name}`).join(' ')) return true
  const right = parsePersonName(person.first_name ?? '', person.last_name ?? '')
  return readings(found).some((left) => {
    if (left.family === '' || left.family !== right.family || left.generation !== right.generation) return false
    const [a, b] = [left.given[0] ?? '', right.given[0] ?? '']
    return a !== '' && b !== '' && (a === b || areNicknames(a, b))
  })
}

/** "Henrik Dahl Madsen" may be Henrik Dahl-Madsen or Henrik D. Madsen. */
function readings({ first_name, last_name }: PersonFinding) {
  const last = last_name.split(' ')
  const asWritten = parsePersonName(first_name, last_name)
  return last.length < 2
    ? [asWritten]
    : [asWritten, parsePersonName(`${first_name} ${last.slice(0, -1).join(' ')}`, last.at(-1)!)]
}
