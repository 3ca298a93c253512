import { foldText } from '../duplicates/fold-text.ts'
import type { LeadType } from '../records/entity-type.ts'
import { siteDomain } from '../web/site-domain.ts'
import { type Attribute, attributesOf, type LeadAttributes, topicsIn } from './lead-attributes.ts'
import type { Candidate } from './read-candidate.ts'
import type { Signature, Trait } from './signature.ts'

export interface ScorePart {
  attribute: Attribute
  value: string
  weight: number
  lead_ids: number[]
}

export interface Score {
  total: number
  /** Parts that count for it or against it, strongest first. */
  parts: ScorePart[]
  /** Attributes the winners share and neither the page nor the CRM says anything about. */
  notFound: Attribute[]
  /** Winners it resembles, most alike first. */
  resembles: number[]
  /** What speaks against it weighs more than what speaks for it. */
  looksLikeLosers: boolean
  /** Enough of the signature, and in what matters, to be worth a person's while. */
  isAlike: boolean
}

/** What the CRM knows of the organization a page names. */
export interface KnownFacts {
  industry: string | null
  employee_count: number | null
  city: string | null
  country: string | null
}

/** Being senior, in Berlin or remote makes nothing alike by itself. */
const SUBSTANCE = new Set<Attribute>(['role', 'role_family', 'industry', 'technology', 'kind', 'topic'])
/** Pages rarely tell these, so that they are not asked of a page. */
const SELDOM = new Set<Attribute>(['size', 'source'])
/** Share of what a page could reach that it has to reach. */
const ENOUGH = 0.25

/** How much a page looks like the winners: the sum of its traits' weights, each with the leads behind it. */
export function scoreCandidate(
  candidate: Candidate,
  signature: Signature,
  leadType: LeadType,
  known?: KnownFacts,
): Score {
  const attributes = attributesOfCandidate(candidate, signature, leadType, known)
  const matching = groupByAttribute(
    signature.traits.filter(({ attribute, value }) => attributes[attribute]?.includes(value)),
  )
  const parts = [...matching.values()].flatMap(partsOf).sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  const total = sum(parts)
  const positive = groupByAttribute(signature.traits.filter(({ weight }) => weight > 0))
  return {
    total: round(total),
    parts,
    notFound: [...positive.keys()].filter((attribute) => attributes[attribute] === undefined),
    resembles: mostAlike(parts),
    looksLikeLosers: total < 0,
    isAlike:
      total > 0 &&
      total >= ENOUGH * attainable(positive) &&
      parts.some(({ attribute, weight }) => weight > 0 && SUBSTANCE.has(attribute)),
  }
}

// many technologies are one liking: each further one of an attribute counts half of the one before
const partsOf = (traits: Trait[]): ScorePart[] =>
  [...traits]
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .map(({ attribute, value, weight, lead_ids }, at) => ({
      attribute,
      value,
      weight: round(weight / 2 ** at),
      lead_ids,
    }))

/** The best a page could reach: the strongest trait of each attribute that pages tell. */
const attainable = (positive: Map<Attribute, Trait[]>): number =>
  [...positive]
    .filter(([attribute]) => !SELDOM.has(attribute))
    .reduce((most, [, traits]) => most + Math.max(...traits.map(({ weight }) => weight)), 0)

function groupByAttribute(traits: Trait[]): Map<Attribute, Trait[]> {
  const groups = new Map<Attribute, Trait[]>()
  for (const trait of traits) groups.set(trait.attribute, [...(groups.get(trait.attribute) ?? []), trait])
  return groups
}

function attributesOfCandidate(
  candidate: Candidate,
  signature: Signature,
  leadType: LeadType,
  known?: KnownFacts,
): LeadAttributes {
  const { fields, organization, technologies } = candidate
  const words = (value: unknown) => (value === undefined ? null : String(value))
  const own = attributesOf({
    id: 0,
    type: leadType,
    organization_id: null,
    title: words(fields.title?.value),
    source: null,
    industry: words(organization.industry?.value) ?? known?.industry ?? null,
    employee_count: (organization.employee_count?.value as number | undefined) ?? known?.employee_count ?? null,
    city: words(organization.city?.value) ?? known?.city ?? null,
    country: words(organization.country?.value) ?? known?.country ?? null,
    location: words(fields.location?.value),
    remote: (fields.remote?.value as boolean | undefined) ?? null,
    description: technologies.join(' '),
    partnership_type: words(fields.partnership_type?.value),
  })
  const spoken = (['industry', 'kind'] as const).map((attribute) => spokenOf(attribute, own, candidate.text, signature))
  const said = [fields.title?.value, organization.description?.value].map((value) => String(value ?? '')).join(' ')
  const topic = leadType === 'Job' ? {} : { topic: topicsIn(said) }
  return Object.assign({ ...own }, topic, ...spoken, sourceOf(candidate, signature)) as LeadAttributes
}

/** Values that stand as words on the page, such as the industry a posting names only in passing. */
function spokenOf(attribute: Attribute, own: LeadAttributes, text: string, signature: Signature): LeadAttributes {
  const page = ` ${plain(text)} `
  const named = signature.traits
    .filter(
      (trait) => trait.attribute === attribute && plain(trait.value) !== '' && page.includes(` ${plain(trait.value)} `),
    )
    .map(({ value }) => value)
  const all = [...new Set([...(own[attribute] ?? []), ...named])]
  return all.length > 0 ? { [attribute]: all } : {}
}

/** A source such as "LinkedIn" that is the site the page lies on. */
function sourceOf({ address }: Candidate, signature: Signature): LeadAttributes {
  const site = siteDomain(address).split('.')[0] ?? ''
  const named = signature.traits
    .filter(({ attribute, value }) => attribute === 'source' && plain(value).replaceAll(' ', '') === site)
    .map(({ value }) => value)
  return named.length > 0 ? { source: named } : {}
}

const plain = (text: string): string =>
  foldText(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

function mostAlike(parts: ScorePart[]): number[] {
  const votes = new Map<number, number>()
  for (const { weight, lead_ids } of parts)
    if (weight > 0) for (const id of lead_ids) votes.set(id, (votes.get(id) ?? 0) + weight)
  return [...votes]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([id]) => id)
    .slice(0, 3)
}

const sum = (parts: ScorePart[]) => parts.reduce((total, { weight }) => total + weight, 0)
const round = (value: number) => Math.round(value * 1000) / 1000
