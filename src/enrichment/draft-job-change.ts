import { EVIDENCE_KINDS } from '../evidence/evidence-kinds.ts'
import { proposalEvidence } from '../evidence/proposal-evidence.ts'
import type { Draft, Effect } from '../proposals/draft.ts'
import { differsOnlyInSpelling } from './differs-only-in-spelling.ts'
import type { DraftContext } from './draft-new-person.ts'
import { confidenceOf, fieldEvidence, PRODUCER, titleOf } from './field-evidence.ts'
import { PERSON_FIELDS, type PersonFinding } from './person-finding.ts'
import type { KnownPerson } from './select-known-people.ts'

export const jobChangeQuestion = (personId: number, organizationId: number) =>
  `job_change:Individual:${personId}:${organizationId}`

/**
 * A person who now works elsewhere: the old employment ends, a new one opens, and the title follows. Notes stay with the
 * person; the old contact point stays as history and no flag of it is carried over.
 * @param because what ties the two, as half a sentence
 */
export function draftJobChange(
  found: PersonFinding,
  person: KnownPerson,
  { organization, today }: DraftContext,
  because: string,
): Draft {
  const evidence = fieldEvidence(found)
  const identity = proposalEvidence([found.identity])
  const old = person.employments.filter((each) => each.is_current && each.organization_id !== organization.id)
  const closes = old.map(
    (each): Effect => ({
      op: 'update',
      entity_type: 'Employment',
      entity_id: each.id,
      values: { is_current: false, ended_on: today },
      base: { is_current: true },
    }),
  )
  const title = found.fields.title ? { title: found.fields.title.value } : {}
  const link = { individual_id: person.id, organization_id: organization.id, ...title }
  const changed = PERSON_FIELDS.filter((name) => {
    const value = found.fields[name]?.value
    // a title goes with the job, however alike the old one reads
    return (
      value && value !== person[name] && (name === 'title' || !differsOnlyInSpelling(name, value, person[name] ?? ''))
    )
  })
  const names = old.map(({ organization_name }) => organization_name).join(' and ')
  return {
    proposed_action: 'update',
    entity_type: 'Individual',
    entity_id: person.id,
    data: Object.fromEntries(changed.map((name) => [name, found.fields[name]!.value])),
    effects: [
      ...closes,
      {
        op: 'insert',
        entity_type: 'Employment',
        values: { ...link, is_current: true },
        // one that ended long ago does not stand in the way of coming back
        unless_exists: ['individual_id', 'organization_id', 'is_current'],
      },
      { op: 'insert', entity_type: 'Contact', values: link, unless_exists: ['individual_id', 'organization_id'] },
    ],
    evidence: Object.fromEntries(changed.map((name) => [name, evidence[name] ?? identity])),
    confidence: confidenceOf(found),
    source: EVIDENCE_KINDS[found.identity.kind].says,
    rationale: `${found.name} seems to have moved${names ? ` from ${names}` : ''} to ${organization.name}${titleOf(found)} as ${because}. Approving ends the old employment and opens the new one; notes stay with the person.`,
    question_key: jobChangeQuestion(person.id, organization.id),
    producer: PRODUCER,
  }
}
