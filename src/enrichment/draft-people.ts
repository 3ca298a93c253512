import type { RunEventDraft } from '../agent/flow.ts'
import type { Draft } from '../proposals/draft.ts'
import { draftChangedPerson } from './draft-changed-person.ts'
import { draftJobChange, jobChangeQuestion } from './draft-job-change.ts'
import { type DraftContext, draftNewPerson } from './draft-new-person.ts'
import { matchPerson, type PersonMatch } from './match-person.ts'
import { normaliseTitle } from './normalise-title.ts'
import type { OrganizationFindings, PersonFinding } from './person-finding.ts'
import type { KnownPeople } from './select-known-people.ts'
import { isWanted } from './wanted-roles.ts'

export interface DraftedPeople {
  drafts: Draft[]
  /** Drafts that say what the records say already: they close as confirmations. */
  confirmations: Draft[]
  events: RunEventDraft[]
  /** People tied to an organization whose role was not asked for. */
  others: number
}

interface Setting {
  roles: string[]
  today: string
  leadsOf: (organizationId: number) => string[]
}

/** What to propose about the people found, given what the CRM knows. */
export function draftPeople(findings: OrganizationFindings[], known: KnownPeople, setting: Setting): DraftedPeople {
  const result: DraftedPeople = { drafts: [], confirmations: [], events: [], others: 0 }
  for (const { organization_id: id, people, guesses } of findings) {
    const organization = known.organizations.get(id)
    if (!organization) continue
    for (const person of people) {
      draftPerson(person, known, setting.roles, result, {
        organization: { id, name: organization.name },
        leads: setting.leadsOf(id),
        today: setting.today,
        noticeDays: known.noticeDays,
        guess: guesses.find(({ name }) => name === person.name),
      })
    }
  }
  return result
}

function draftPerson(
  person: PersonFinding,
  known: KnownPeople,
  roles: string[],
  result: DraftedPeople,
  context: DraftContext,
): void {
  const { id } = context.organization
  const match = matchPerson(person, id, known.people, known.lookalikes.get(person))
  const twin = match.kind === 'new' ? known.people.find((each) => each.id === match.alike?.id) : match.person
  if (twin?.opted_out) {
    const message = `Nothing is proposed about Individual ${twin.id}, who has opted out.`
    result.events.push({ kind: 'opted_out', message, detail: { individual_id: twin.id } })
    return
  }
  if (isDoubtful(person)) {
    const message = `Not proposed: ${person.name}. Only ${person.identity.site}, whose entries nobody checks, names them at ${context.organization.name}.`
    result.events.push({ kind: 'not_believed', message, detail: { url: person.identity.url } })
    return
  }
  switch (match.kind) {
    case 'same': {
      const { changes, confirmation } = draftChangedPerson(person, match.person, context)
      result.drafts.push(...changes)
      if (confirmation) result.confirmations.push(confirmation)
      return
    }
    case 'moved':
      if (known.refused.has(jobChangeQuestion(match.person.id, id))) {
        const message = `A person has said no to ${person.name} having moved to ${context.organization.name}.`
        result.events.push({ kind: 'refused', message, detail: { individual_id: match.person.id } })
      } else if (person.fields.title) result.drafts.push(draftJobChange(person, match.person, context, match.because))
      return
    case 'new':
      if (!isProposable(person, roles)) result.others++
      else result.drafts.push(asPossibleNamesake(draftNewPerson(person, context), match, result, person))
  }
}

/** Business directories are filled in by anybody: one alone introduces nobody. */
const isDoubtful = ({ identity }: PersonFinding) => identity.kind === 'directory' || identity.kind === 'search_snippet'

/** A title is what makes somebody a decision-maker; without one nobody is proposed. */
const isProposable = ({ fields }: PersonFinding, roles: string[]) =>
  fields.title !== undefined && isWanted(normaliseTitle(fields.title.value), roles)

function asPossibleNamesake(
  draft: Draft,
  { namesakes, alike }: PersonMatch & { kind: 'new' },
  result: DraftedPeople,
  person: PersonFinding,
): Draft {
  const id = alike?.id ?? namesakes[0]?.id
  if (id === undefined) return draft
  const because = alike ? alike.why : 'nothing but the name says so'
  const message = `${person.name} may be the same person as Individual ${id}, who is known elsewhere: ${because}.`
  result.events.push({ kind: 'possible_namesake', message, detail: { individual_id: id } })
  return { ...draft, rationale: `${draft.rationale} ${message}` }
}
