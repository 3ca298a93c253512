import type { RunEventDraft } from '../agent/flow.ts'
import type { Draft } from '../proposals/draft.ts'
import { draftChangedPerson, draftJobChange, draftNewPerson } from './draft-person.ts'
import { matchPerson } from './match-person.ts'
import { normaliseTitle } from './normalise-title.ts'
import type { OrganizationFindings, PersonFinding } from './person-finding.ts'
import type { KnownPeople } from './select-known-people.ts'
import { isWanted } from './wanted-roles.ts'

export interface DraftedPeople {
  drafts: Draft[]
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
  const result: DraftedPeople = { drafts: [], events: [], others: 0 }
  for (const { organization_id: id, people } of findings) {
    const organization = known.organizations.get(id)
    if (!organization) continue
    for (const person of people) {
      const context = {
        organization: { id, name: organization.name },
        leads: setting.leadsOf(id),
        today: setting.today,
      }
      const match = matchPerson(person, id, known.people)
      if (match.kind === 'same') {
        const draft = match.person.opted_out ? undefined : draftChangedPerson(person, match.person, context)
        if (draft) result.drafts.push(draft)
        continue
      }
      if (!isProposable(person, setting.roles)) {
        result.others++
        continue
      }
      if (match.kind === 'new') result.drafts.push(draftNewPerson(person, context))
      else if (match.mailbox) result.drafts.push(draftJobChange(person, match.person, context))
      else
        result.drafts.push(asPossibleNamesake(draftNewPerson(person, context), match.person.id, result.events, person))
    }
  }
  return result
}

/** A title is what makes somebody a decision-maker; without one nobody is proposed. */
const isProposable = ({ fields }: PersonFinding, roles: string[]) =>
  fields.title !== undefined && isWanted(normaliseTitle(fields.title.value), roles)

function asPossibleNamesake(draft: Draft, otherId: number, events: RunEventDraft[], person: PersonFinding): Draft {
  const message = `${person.name} may be the same person as Individual ${otherId}, who is known elsewhere: nothing but the name says so.`
  events.push({ kind: 'possible_namesake', message, detail: { individual_id: otherId } })
  return { ...draft, rationale: `${draft.rationale} ${message}` }
}
