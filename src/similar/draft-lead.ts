import { confidenceOfProposal } from '../evidence/confidence-of-proposal.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { priceEvidence } from '../evidence/price-evidence.ts'
import { proposalEvidence } from '../evidence/proposal-evidence.ts'
import type { Draft, FieldEvidence } from '../proposals/draft.ts'
import type { LeadType } from '../records/entity-type.ts'
import { placeKey } from '../web/posting-keys.ts'
import { leadKey } from './lead-key.ts'
import type { KnownOrganization } from './load-known.ts'
import type { Candidate, ProvenField } from './read-candidate.ts'
import type { Score } from './score-candidate.ts'

const PRODUCER = 'similar_leads'
const JOB_FIELDS = ['title', 'location', 'salary_range', 'description'] as const

export interface RankedCandidate {
  /** All pages that announce it; the first is the best to apply at. */
  pages: Candidate[]
  score: Score
}

/** The lead with its organization: linked where the CRM has it, created in the same bundle where not. */
export function draftLead(
  ranked: RankedCandidate,
  leadType: LeadType,
  known: KnownOrganization | undefined,
  fewWinners: string | null,
): Draft[] {
  const [page] = ranked.pages
  const name = String(page!.organization.name?.value ?? '')
  const title = String(page!.fields.title?.value ?? `${leadType} with ${name}`)
  const place = page!.fields.location?.value
  const key = leadKey(title, name, place === undefined ? null : String(place))
  const ref = `organization:${key}`
  const fields =
    leadType === 'Job'
      ? jobFields(ranked)
      : { title: { value: title, evidence: page!.organization.name?.evidence ?? [] } }
  const lead: Draft = {
    proposed_action: 'create',
    entity_type: leadType,
    data: valuesOf(fields),
    evidence: evidenceOf(fields),
    confidence: confidenceOfProposal([
      { name: 'title', confidence: priceEvidence(fields.title?.evidence ?? []), isEssential: true },
    ]),
    source: new URL(page!.address).hostname,
    rationale: rationaleOf(ranked, leadType, fewWinners),
    question_key: `create:${leadType}:${key}`,
    origin: { organization: known?.name ?? name, score: ranked.score.total },
    producer: PRODUCER,
    bundle: key,
    ref: `lead:${key}`,
    ...(known
      ? { link_to: { organization_id: known.id }, effects: [{ op: 'main', values: { source: 'similar leads' } }] }
      : {
          parents: [ref],
          effects: [{ op: 'main', values: { organization_id: { $draft: ref }, source: 'similar leads' } }],
        }),
  }
  return known ? [lead] : [draftOrganization(page!, ref, key, title), lead]
}

function draftOrganization(page: Candidate, ref: string, bundle: string, leadTitle: string): Draft {
  const fields = page.organization
  return {
    proposed_action: 'create',
    entity_type: 'Organization',
    data: valuesOf(fields),
    evidence: evidenceOf(fields),
    confidence: confidenceOfProposal([
      { name: 'name', confidence: priceEvidence(fields.name?.evidence ?? []), isEssential: true },
    ]),
    source: new URL(page.address).hostname,
    rationale: `Named on the page of "${leadTitle.slice(0, 120)}".`,
    question_key: `create:Organization:${bundle.split('|')[1]}`,
    producer: PRODUCER,
    bundle,
    ref,
  }
}

function jobFields({ pages }: RankedCandidate): Record<string, ProvenField> {
  const [page] = pages
  const fields: Record<string, ProvenField> = {}
  for (const name of JOB_FIELDS) {
    const proven = page!.fields[name]
    if (proven)
      fields[name] = { value: proven.value, evidence: pages.flatMap((each) => agreeing(each.fields[name], proven)) }
  }
  if (page!.fields.location && placeKey(String(page!.fields.location.value)) === 'remote')
    fields.remote = { value: true, evidence: page!.fields.location.evidence }
  // the page itself is the proof of its address; the quote is what it announces
  fields.posting_url = { value: page!.url, evidence: page!.fields.title?.evidence ?? [] }
  return fields
}

const agreeing = (other: ProvenField | undefined, proven: ProvenField): Evidence[] =>
  other && String(other.value).toLowerCase() === String(proven.value).toLowerCase() ? other.evidence : []

const valuesOf = (fields: Record<string, ProvenField>) =>
  Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]))

const evidenceOf = (fields: Record<string, ProvenField>): FieldEvidence =>
  Object.fromEntries(Object.entries(fields).map(([name, { evidence }]) => [name, proposalEvidence(evidence)]))

function rationaleOf({ pages, score }: RankedCandidate, leadType: LeadType, fewWinners: string | null): string {
  const agree = score.parts.filter(({ weight }) => weight > 0).slice(0, 5)
  const against = score.parts.filter(({ weight }) => weight < 0).slice(0, 3)
  const words = (parts: Score['parts']) =>
    parts
      .map(
        ({ attribute, value, weight }) =>
          `${attribute.replace('_', ' ')} "${value}" (${weight > 0 ? '+' : ''}${weight.toFixed(1)})`,
      )
      .join(', ')
  const [page] = pages
  return [
    agree.length > 0
      ? `Like your ${leadType === 'Job' ? 'job ' : ''}leads ${score.resembles.map((id) => `#${id}`).join(', ')} in ${words(agree)}.`
      : 'It shares nothing in particular with the leads that got there.',
    score.looksLikeLosers
      ? `More like leads that did not get there: ${words(against)}.`
      : against.length > 0
        ? `Against it: ${words(against)}.`
        : '',
    score.notFound.length > 0
      ? `Not found on the page: ${score.notFound.map((name) => name.replace('_', ' ')).join(', ')}.`
      : '',
    page!.liveness.state === 'live'
      ? `Open, by its own words: "${page!.liveness.phrase}".`
      : 'Whether it is still open: not checked, the page does not say.',
    pages.length > 1 ? `Found at ${pages.length} addresses: ${pages.map(({ url }) => url).join(' , ')}.` : '',
    fewWinners ?? '',
  ]
    .filter(Boolean)
    .join(' ')
}
