import { confidenceOfProposal } from '../evidence/confidence-of-proposal.ts'
import { priceEvidence } from '../evidence/price-evidence.ts'
import { proposalEvidence } from '../evidence/proposal-evidence.ts'
import type { FieldEvidence } from '../proposals/draft.ts'
import { PERSON_FIELDS, type PersonFinding } from './person-finding.ts'

export const PRODUCER = 'enrich_contacts'

/** The evidence of each field, as a proposal keeps it. */
export const fieldEvidence = (found: PersonFinding): FieldEvidence =>
  Object.fromEntries(
    PERSON_FIELDS.flatMap((name) =>
      found.fields[name] ? [[name, proposalEvidence(found.fields[name].evidence)]] : [],
    ),
  )

/** A person is as sure as who they are and what they do; the rest can be left out. */
export const confidenceOf = (found: PersonFinding): number =>
  confidenceOfProposal([
    { name: 'name', confidence: priceEvidence([found.identity]), isEssential: true },
    ...(found.fields.title
      ? [{ name: 'title', confidence: priceEvidence(found.fields.title.evidence), isEssential: true }]
      : []),
  ])

export const titleOf = (found: PersonFinding) => (found.fields.title ? `, ${found.fields.title.value},` : '')

export const whyAsked = ({ leads }: { leads: string[] }) =>
  leads[0] ? `, where you have the lead "${leads[0].slice(0, 120)}"` : ''
