import { EVIDENCE_KINDS } from '../evidence/evidence-kinds.ts'
import type { Draft } from '../proposals/draft.ts'
import { differsOnlyInSpelling } from './differs-only-in-spelling.ts'
import type { DraftContext } from './draft-new-person.ts'
import { fieldEvidence, PRODUCER, titleOf, whyAsked } from './field-evidence.ts'
import { PERSON_FIELDS, type PersonField, type PersonFinding } from './person-finding.ts'
import type { KnownPerson } from './select-known-people.ts'

export interface ChangedPerson {
  changes: Draft[]
  confirmation: Draft | undefined
}

/**
 * What is new or different about a person the CRM knows. Filling a blank, replacing an agent's value and replacing a
 * person's are three questions, so that the first can be answered in a batch and the last never is; equal values confirm.
 */
export function draftChangedPerson(found: PersonFinding, person: KnownPerson, context: DraftContext): ChangedPerson {
  const groups = new Map<Change, PersonField[]>()
  for (const name of PERSON_FIELDS) {
    if (!found.fields[name]) continue
    const change = changeOf(name, found, person)
    groups.set(change, [...(groups.get(change) ?? []), name])
  }
  const draft = (change: Change): Draft[] => {
    const names = groups.get(change) ?? []
    return names.length > 0 ? [draftFields(names, found, person, context)] : []
  }
  return {
    changes: [...draft('fill'), ...draft('replace_agent'), ...draft('replace_human')],
    confirmation: draft('equal')[0],
  }
}

type Change = 'fill' | 'replace_agent' | 'replace_human' | 'equal' | 'spelling'

function changeOf(name: PersonField, found: PersonFinding, person: KnownPerson): Change {
  const { value, wordings = [value] } = found.fields[name]!
  const known = person[name]
  if (!known?.trim()) return 'fill'
  if (value === known) return 'equal'
  // a page in another language says nothing new
  if (wordings.some((each) => differsOnlyInSpelling(name, each, known))) return 'spelling'
  return person.by_agent.includes(name) ? 'replace_agent' : 'replace_human'
}

function draftFields(names: PersonField[], found: PersonFinding, person: KnownPerson, context: DraftContext): Draft {
  const evidence = fieldEvidence(found)
  return {
    proposed_action: 'update',
    entity_type: 'Individual',
    entity_id: person.id,
    data: Object.fromEntries(names.map((name) => [name, found.fields[name]!.value])),
    evidence: Object.fromEntries(names.map((name) => [name, evidence[name]!])),
    confidence: Math.min(...names.map((name) => evidence[name]!.confidence ?? 0)),
    source: EVIDENCE_KINDS[found.identity.kind].says,
    rationale: `${found.name}${titleOf(found)} at ${context.organization.name}${whyAsked(context)}.`,
    producer: PRODUCER,
  }
}
