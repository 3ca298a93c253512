import { foldText } from '../duplicates/fold-text.ts'
import { type Attribute, attributesOf, type LeadAttributes } from './lead-attributes.ts'
import type { Candidate } from './read-candidate.ts'
import type { Signature, Trait } from './signature.ts'

export interface Score {
  total: number
  /** Parts that count for it or against it, strongest first. */
  parts: { attribute: Attribute; value: string; weight: number; lead_ids: number[] }[]
  /** Attributes the winners share and this page says nothing about. */
  notFound: Attribute[]
  /** Winners it resembles, most alike first. */
  resembles: number[]
  looksLikeLosers: boolean
}

/** How much a page looks like the winners: the sum of its traits' weights, each with the leads behind it. */
export function scoreCandidate(candidate: Candidate, signature: Signature): Score {
  const attributes = attributesOfCandidate(candidate, signature)
  const strongest = new Map<Attribute, Trait[]>()
  for (const trait of signature.traits) {
    if (!attributes[trait.attribute]?.includes(trait.value)) continue
    strongest.set(trait.attribute, [...(strongest.get(trait.attribute) ?? []), trait])
  }
  // many technologies are one liking: each further one of an attribute counts half of the one before
  const parts = [...strongest.values()].flatMap((traits) =>
    [...traits]
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .map((trait, at) => ({
        attribute: trait.attribute,
        value: trait.value,
        weight: Math.round((trait.weight / 2 ** at) * 1000) / 1000,
        lead_ids: trait.lead_ids,
      })),
  )
  const total = parts.reduce((sum, { weight }) => sum + weight, 0)
  const wanted = new Set(signature.traits.filter(({ weight }) => weight > 0).map(({ attribute }) => attribute))
  return {
    total: Math.round(total * 1000) / 1000,
    parts: parts.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
    notFound: [...wanted].filter((attribute) => attributes[attribute] === undefined),
    resembles: mostAlike(parts),
    looksLikeLosers: total < 0,
  }
}

function attributesOfCandidate(
  { fields, organization, technologies, text }: Candidate,
  signature: Signature,
): LeadAttributes {
  const text_ = (value: unknown) => (value === undefined ? null : String(value))
  const own = attributesOf({
    id: 0,
    title: text_(fields.title?.value),
    source: null,
    industry: text_(organization.industry?.value),
    employee_count: (organization.employee_count?.value as number | undefined) ?? null,
    city: text_(organization.city?.value),
    country: text_(organization.country?.value),
    location: text_(fields.location?.value),
    remote: (fields.remote?.value as boolean | undefined) ?? null,
    description: technologies.join(' '),
    partnership_type: null,
  })
  return { ...own, ...spokenOf('industry', own, text, signature), ...spokenOf('kind', own, text, signature) }
}

/** A trait that stands as words on the page, such as the industry a posting names only in passing. */
function spokenOf(attribute: Attribute, own: LeadAttributes, text: string, signature: Signature): LeadAttributes {
  if (own[attribute]) return {}
  const page = ` ${foldText(text).replace(/[^a-z0-9]+/g, ' ')} `
  const named = signature.traits
    .filter(
      (trait) => trait.attribute === attribute && page.includes(` ${trait.value.replace(/[^a-z0-9]+/g, ' ').trim()} `),
    )
    .map(({ value }) => value)
  return named.length > 0 ? { [attribute]: named } : {}
}

function mostAlike(parts: Score['parts']): number[] {
  const votes = new Map<number, number>()
  for (const { weight, lead_ids } of parts)
    if (weight > 0) for (const id of lead_ids) votes.set(id, (votes.get(id) ?? 0) + weight)
  return [...votes]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([id]) => id)
    .slice(0, 3)
}
