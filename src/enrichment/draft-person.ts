import { foldWords } from '../duplicates/fold-text.ts'
import { confidenceOfProposal } from '../evidence/confidence-of-proposal.ts'
import { EVIDENCE_KINDS } from '../evidence/evidence-kinds.ts'
import { priceEvidence } from '../evidence/price-evidence.ts'
import { proposalEvidence } from '../evidence/proposal-evidence.ts'
import type { Draft, Effect, FieldEvidence } from '../proposals/draft.ts'
import { normaliseTitle } from './normalise-title.ts'
import { PERSON_FIELDS, type PersonField, type PersonFinding } from './person-finding.ts'
import type { KnownPerson } from './select-known-people.ts'

export interface DraftContext {
  organization: { id: number; name: string }
  /** Leads that link to the organization: why anybody asks. */
  leads: string[]
  /** ISO date of the run, for the end of an employment. */
  today: string
}

const PRODUCER = 'enrich_contacts'

/** A person whom the CRM does not know yet, with the link to the organization. */
export function draftNewPerson(found: PersonFinding, context: DraftContext): Draft {
  const { organization } = context
  const values = Object.fromEntries(
    PERSON_FIELDS.flatMap((name) => (found.fields[name] ? [[name, found.fields[name].value]] : [])),
  )
  const identity = proposalEvidence([found.identity])
  return {
    proposed_action: 'create',
    entity_type: 'Individual',
    data: { first_name: found.first_name, last_name: found.last_name, ...values },
    link_to: { organization_id: organization.id },
    evidence: { first_name: identity, last_name: identity, ...fieldEvidence(found) },
    confidence: confidenceOf(found),
    source: EVIDENCE_KINDS[found.identity.kind].says,
    rationale: `${found.name}${titleOf(found)} at ${organization.name}${whyAsked(context)}.`,
    question_key: `create:Individual:${organization.id}:${foldWords(found.name).join(' ')}`,
    producer: PRODUCER,
  }
}

/** What is new or different about a person the CRM knows; equal values close as confirmations when they are filed. */
export function draftChangedPerson(
  found: PersonFinding,
  person: KnownPerson,
  context: DraftContext,
): Draft | undefined {
  const fields = PERSON_FIELDS.filter((name) => found.fields[name] && !differsOnlyInSpelling(name, found, person))
  if (fields.length === 0) return undefined
  const evidence = fieldEvidence(found)
  return {
    proposed_action: 'update',
    entity_type: 'Individual',
    entity_id: person.id,
    data: Object.fromEntries(fields.map((name) => [name, found.fields[name]!.value])),
    evidence: Object.fromEntries(fields.map((name) => [name, evidence[name]!])),
    confidence: Math.min(...fields.map((name) => evidence[name]!.confidence ?? 0)),
    source: EVIDENCE_KINDS[found.identity.kind].says,
    rationale: `${found.name}${titleOf(found)} at ${context.organization.name}${whyAsked(context)}.`,
    producer: PRODUCER,
  }
}

/**
 * A person who now works elsewhere: the old employment ends, a new one opens, and the title follows. Notes stay with the
 * person; the old contact point stays as history and no flag of it is carried over.
 */
export function draftJobChange(found: PersonFinding, person: KnownPerson, context: DraftContext): Draft {
  const { organization, today } = context
  const evidence = fieldEvidence(found)
  const identity = proposalEvidence([found.identity])
  const title = found.fields.title?.value ?? null
  const current = person.employments.filter((each) => each.is_current && each.organization_id !== organization.id)
  const closes = current.map(
    (each): Effect => ({
      op: 'update',
      entity_type: 'Employment',
      entity_id: each.id,
      values: { is_current: false, ended_on: today },
      base: { is_current: true },
    }),
  )
  const link = { individual_id: person.id, organization_id: organization.id, ...(title ? { title } : {}) }
  const changed = (['title', 'email', 'phone'] as const).filter((name) => found.fields[name])
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
        unless_exists: ['individual_id', 'organization_id'],
      },
      { op: 'insert', entity_type: 'Contact', values: link, unless_exists: ['individual_id', 'organization_id'] },
    ],
    evidence: Object.fromEntries(changed.map((name) => [name, evidence[name] ?? identity])),
    confidence: confidenceOf(found),
    source: EVIDENCE_KINDS[found.identity.kind].says,
    rationale: `${found.name} seems to have moved${current[0] ? ` from ${current[0].organization_name}` : ''} to ${organization.name}${titleOf(found)}. Approving ends the old employment and opens the new one.`,
    question_key: `job_change:Individual:${person.id}:${organization.id}`,
    producer: PRODUCER,
  }
}

const fieldEvidence = (found: PersonFinding): FieldEvidence =>
  Object.fromEntries(
    PERSON_FIELDS.flatMap((name) =>
      found.fields[name] ? [[name, proposalEvidence(found.fields[name].evidence)]] : [],
    ),
  )

const confidenceOf = (found: PersonFinding) =>
  confidenceOfProposal([
    { name: 'name', confidence: priceEvidence([found.identity]), isEssential: true },
    ...(found.fields.title
      ? [{ name: 'title', confidence: priceEvidence(found.fields.title.evidence), isEssential: true }]
      : []),
  ])

const titleOf = (found: PersonFinding) => (found.fields.title ? `, ${found.fields.title.value},` : '')
const whyAsked = ({ leads }: DraftContext) => (leads[0] ? `, where you have the lead "${leads[0].slice(0, 120)}"` : '')

/** "CTO" for "Chief Technology Officer" is no news, nor is a phone number in other groups of digits. */
function differsOnlyInSpelling(name: PersonField, found: PersonFinding, person: KnownPerson): boolean {
  const [value, known] = [found.fields[name]!.value, person[name]]
  if (!known || value === known) return false
  if (name === 'title') return normaliseTitle(value).key === normaliseTitle(known).key
  if (name === 'phone') return value.replace(/\D/g, '').slice(-9) === known.replace(/\D/g, '').slice(-9)
  return value.toLowerCase().replace(/\/+$/, '') === known.toLowerCase().replace(/\/+$/, '')
}
