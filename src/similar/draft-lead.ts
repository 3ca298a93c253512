import { confidenceOfProposal } from '../evidence/confidence-of-proposal.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { priceEvidence } from '../evidence/price-evidence.ts'
import { proposalEvidence } from '../evidence/proposal-evidence.ts'
import type { Draft, FieldEvidence } from '../proposals/draft.ts'
import type { LeadType } from '../records/entity-type.ts'
import { companyKey } from '../web/collapse-postings.ts'
import { plainAddress } from '../web/plain-address.ts'
import { isRemotePlace } from '../web/posting-keys.ts'
import { siteDomain } from '../web/site-domain.ts'
import { keyText, leadKey } from './lead-key.ts'
import type { KnownOrganization } from './load-known.ts'
import type { ProvenField, ProvenFields } from './prove-fields.ts'
import type { Candidate } from './read-candidate.ts'
import type { Score } from './score-candidate.ts'

const PRODUCER = 'similar_leads'

const DETAILS: Record<LeadType, string[]> = {
  Job: ['title', 'location', 'remote', 'salary_range', 'description', 'posted_at'],
  Opportunity: ['title', 'estimated_value', 'expected_close_date'],
  Partnership: ['title', 'partnership_type'],
}
const OF_ORGANIZATION = ['name', 'website', 'industry', 'employee_count', 'city', 'country', 'phone', 'email']

export interface RankedCandidate {
  /** All pages that announce it; the first is the best to apply at. */
  pages: [Candidate, ...Candidate[]]
  score: Score
  /** Where the CRM has the organization already. */
  known: KnownOrganization | undefined
}

/**
 * Leads with their organizations: linked where the CRM has one, created in the same bundle where not; several leads of one
 * new organization are one bundle.
 */
export function draftLeads(
  ranked: RankedCandidate[],
  leadType: LeadType,
  rationaleOf: (of: RankedCandidate) => string,
): Draft[] {
  const organizations = new Map<string, Draft>()
  const leads = ranked.map((each) => {
    if (each.known) return draftLead(each, leadType, rationaleOf(each), undefined)
    const [page] = each.pages
    const ref = `organization:${companyKey(nameOf(page))}`
    if (!organizations.has(ref)) organizations.set(ref, draftOrganization(each.pages, ref, titleOf(each, leadType)))
    return draftLead(each, leadType, rationaleOf(each), ref)
  })
  const drafted = new Set<string>()
  // a parent stands before the first of its leads
  return leads.flatMap((lead) => {
    const [ref] = lead.parents ?? []
    if (!ref || drafted.has(ref)) return [lead]
    drafted.add(ref)
    return [organizations.get(ref)!, lead]
  })
}

export const titleOf = ({ pages: [page], known }: RankedCandidate, leadType: LeadType): string =>
  String(page.fields.title?.value ?? `${leadType} with ${known?.name ?? nameOf(page)}`)

const nameOf = ({ organization }: Candidate): string => String(organization.name?.value ?? '')

function draftLead(ranked: RankedCandidate, leadType: LeadType, rationale: string, parent: string | undefined): Draft {
  const { pages, score, known } = ranked
  const [page] = pages
  const name = known?.name ?? nameOf(page)
  const place = page.fields.location?.value
  const key = keyText(leadKey(leadType, titleOf(ranked, leadType), name, place === undefined ? null : String(place)))
  const fields = fieldsOf(ranked, leadType)
  return {
    proposed_action: 'create',
    entity_type: leadType,
    data: valuesOf(fields),
    evidence: evidenceOf(fields),
    confidence: confidenceOfProposal([
      { name: 'title', confidence: priceEvidence(fields.title!.evidence), isEssential: true },
    ]),
    source: siteDomain(page.address),
    rationale,
    question_key: `create:${leadType}:${key}`,
    origin: {
      organization: name,
      score: score.total,
      parts: score.parts.slice(0, 10).map(({ attribute, value, weight }) => ({ attribute, value, weight })),
      resembles: score.resembles,
      not_found: score.notFound,
      addresses: [
        ...new Set(pages.flatMap(({ url, original }) => [url, ...(original ? [original] : [])]).map(plainAddress)),
      ],
    },
    producer: PRODUCER,
    bundle: parent ?? `lead:${key}`,
    ref: `lead:${key}`,
    ...(parent && { parents: [parent] }),
    ...(known && { link_to: { organization_id: known.id } }),
    effects: [
      {
        op: 'main',
        values: { source: 'similar leads', ...(parent && { organization_id: { $draft: parent } }) },
      },
    ],
  }
}

function draftOrganization(pages: RankedCandidate['pages'], ref: string, leadTitle: string): Draft {
  const fields = Object.fromEntries(
    OF_ORGANIZATION.flatMap((name) => {
      const field = agreed(pages, ({ organization }) => organization[name])
      return field ? [[name, field]] : []
    }),
  )
  return {
    proposed_action: 'create',
    entity_type: 'Organization',
    data: valuesOf(fields),
    evidence: evidenceOf(fields),
    confidence: confidenceOfProposal([
      { name: 'name', confidence: priceEvidence(fields.name!.evidence), isEssential: true },
    ]),
    source: siteDomain(pages[0].address),
    rationale: `Named on the page of “${leadTitle.slice(0, 120)}”; the CRM has no organization of this name or site.`,
    question_key: `create:Organization:${ref.slice('organization:'.length)}`,
    producer: PRODUCER,
    bundle: ref,
    ref,
  }
}

function fieldsOf(ranked: RankedCandidate, leadType: LeadType): ProvenFields {
  const { pages } = ranked
  const [page] = pages
  const fields: ProvenFields = {}
  for (const name of DETAILS[leadType]) {
    const field = agreed(pages, (each) => each.fields[name])
    if (field) fields[name] = field
  }
  // a title the page does not give is put together from the name it does give
  fields.title ??= { value: titleOf(ranked, leadType), evidence: page.organization.name!.evidence }
  if (leadType !== 'Job') return fields
  const { location } = fields
  if (!fields.remote && location && isRemotePlace(String(location.value)))
    fields.remote = { value: true, evidence: location.evidence }
  // the page itself is the proof of its address; the quote is what it announces
  fields.posting_url = { value: plainAddress(page.url), evidence: fields.title.evidence.slice(0, 1) }
  return fields
}

/** The first value that a page gives, with the evidence of all pages that say the same. */
function agreed(pages: Candidate[], fieldOf: (page: Candidate) => ProvenField | undefined): ProvenField | undefined {
  const value = pages.map(fieldOf).find((field) => field !== undefined)?.value
  if (value === undefined) return undefined
  const evidence = pages.flatMap((page): Evidence[] => {
    const field = fieldOf(page)
    return field && String(field.value).toLowerCase() === String(value).toLowerCase() ? field.evidence : []
  })
  return { value, evidence }
}

const valuesOf = (fields: ProvenFields) =>
  Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]))

const evidenceOf = (fields: ProvenFields): FieldEvidence =>
  Object.fromEntries(Object.entries(fields).map(([name, { evidence }]) => [name, proposalEvidence(evidence)]))
