import { foldWords } from '../duplicates/fold-text.ts'
import { EVIDENCE_KINDS } from '../evidence/evidence-kinds.ts'
import { proposalEvidence } from '../evidence/proposal-evidence.ts'
import type { Draft, Effect } from '../proposals/draft.ts'
import { confidenceOf, fieldEvidence, PRODUCER, titleOf, whyAsked } from './field-evidence.ts'
import { type GuessedAddress, PERSON_FIELDS, type PersonFinding } from './person-finding.ts'

export interface DraftContext {
  organization: { id: number; name: string }
  /** Leads that link to the organization: why anybody asks. */
  leads: string[]
  /** ISO date of the run, for the end of an employment. */
  today: string
  /** Days until the person is due to be told that they are on file; null where no task is wanted. */
  noticeDays: number | null
  guess: GuessedAddress | undefined
}

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
    ...(context.noticeDays === null ? {} : { effects: [noticeTask(found, context, context.noticeDays)] }),
    evidence: { first_name: identity, last_name: identity, ...fieldEvidence(found) },
    confidence: confidenceOf(found),
    source: EVIDENCE_KINDS[found.identity.kind].says,
    rationale: `${found.name}${titleOf(found)} at ${organization.name}${whyAsked(context)}.${guessed(context)}`,
    question_key: `create:Individual:${organization.id}:${foldWords(found.name).join(' ')}`,
    producer: PRODUCER,
  }
}

/** Whose data did not come from themselves has to be told (GDPR, Art. 14); the task commits and is undone with the person. */
const noticeTask = (found: PersonFinding, { today, organization }: DraftContext, days: number): Effect => ({
  op: 'insert',
  entity_type: 'Task',
  values: {
    title: `Tell ${found.name} that they are on file`,
    description: `${found.name} (${organization.name}) was found on ${found.identity.site || 'the web'} and has not been told. Say what is kept, where it came from and how to object.`,
    due_date: new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10),
    entity_type: 'Individual',
    entity_id: { $self: true },
  },
})

const guessed = ({ guess }: DraftContext) =>
  guess ? ` No address was found; ${guess.email} is a guess, as ${guess.because}, and is not filled in.` : ''
