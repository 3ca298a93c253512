import { z } from 'zod'
import { ATTRIBUTES, type Attribute, attributesOf, type LeadAttributes, type LeadFacts } from './lead-attributes.ts'

const Trait = z.strictObject({
  attribute: z.enum(ATTRIBUTES),
  value: z.string().min(1).max(200),
  /** Leads that have it, of those that reached the stage and of those that ended without reaching it. */
  winners: z.int().min(0).default(0),
  losers: z.int().min(0).default(0),
  /** Organizations of those winners: one customer with ten leads is one. */
  organizations: z.int().min(0).default(0),
  /** Share of all leads of the type that have it, 0..1. */
  base: z.number().min(0).max(1).default(0),
  /** How much likelier a winner has it than a loser, shrunk towards the base rate. */
  lift: z.number().min(0).default(1),
  /** What it adds to a score: ln(lift), shrunk towards 0 where few leads have it; below 0 it speaks against. */
  weight: z.number().min(-20).max(20).default(1),
  /** The leads behind the counts; of many, the newest. */
  lead_ids: z.array(z.int()).max(1000).default([]),
  loser_ids: z.array(z.int()).max(1000).default([]),
})
export type Trait = z.infer<typeof Trait>

/** What winners have in common and losers have not; a person may edit it before anything is searched. */
export const Signature = z.strictObject({
  winners: z.int().min(0).default(0),
  losers: z.int().min(0).default(0),
  traits: z.array(Trait).max(200),
})
export type Signature = z.infer<typeof Signature>

/** As strong as this many leads, the base rate pulls every share towards itself: three winners are no law. */
const PRIOR = 2
const MAX_TRAITS = 60
// a signature that comes back edited has to fit into the parameters of a run
const MAX_IDS = 40
const MAX_LOSER_IDS = 20
/** What an organization has, and not each of its leads: ten leads of one customer say it once. */
const OF_ORGANIZATIONS = new Set<Attribute>(['industry', 'size'])

/**
 * Counts per attribute, with the lift of winners over losers. Shares are shrunk towards the base rate of all leads by a
 * Beta prior of PRIOR pseudo-observations (Gelman et al., "Bayesian Data Analysis", 3rd ed., 2.4); without losers the
 * contrast is half the base rate. The weight of a value that n leads have is ln(lift) * n / (n + PRIOR). Strongest first.
 */
export function deriveSignature(winners: LeadFacts[], losers: LeadFacts[], everything: LeadFacts[]): Signature {
  const [won, lost, all] = [winners, losers, everything].map((leads) => leads.map(describe))
  const traits = ATTRIBUTES.flatMap((attribute) => {
    const values = new Set([...won!, ...lost!].flatMap(({ attributes }) => attributes[attribute] ?? []))
    return [...values].map((value) => traitOf(attribute, value, won!, lost!, all!))
  })
  const ranked = traits.sort((a, b) => strength(b) - strength(a) || a.value.localeCompare(b.value))
  return { winners: winners.length, losers: losers.length, traits: pick(ranked) }
}

interface Described {
  id: number
  unit: string
  attributes: LeadAttributes
}

const describe = (lead: LeadFacts): Described => ({
  id: lead.id,
  unit: lead.organization_id === null ? `lead:${lead.id}` : `organization:${lead.organization_id}`,
  attributes: attributesOf(lead),
})

function traitOf(attribute: Attribute, value: string, won: Described[], lost: Described[], all: Described[]): Trait {
  const having = (leads: Described[]) => leads.filter(({ attributes }) => attributes[attribute]?.includes(value))
  const known = (leads: Described[]) => leads.filter(({ attributes }) => attributes[attribute] !== undefined)
  const size = (leads: Described[]) =>
    OF_ORGANIZATIONS.has(attribute) ? new Set(leads.map(({ unit }) => unit)).size : leads.length
  const base = (size(having(all)) + 0.5) / (size(known(all)) + 1)
  const share = (leads: Described[]) => (size(having(leads)) + PRIOR * base) / (size(known(leads)) + PRIOR)
  const against = known(lost).length > 0 ? share(lost) : base / 2
  const lift = share(won) / against
  const seen = size(having(won)) + size(having(lost))
  return {
    attribute,
    value,
    winners: having(won).length,
    losers: having(lost).length,
    organizations: new Set(having(won).map(({ unit }) => unit)).size,
    base: round(Math.min(base, 1)),
    lift: round(lift),
    weight: round((Math.log(lift) * seen) / (seen + PRIOR)),
    lead_ids: having(won)
      .slice(0, MAX_IDS)
      .map(({ id }) => id),
    loser_ids: having(lost)
      .slice(0, MAX_LOSER_IDS)
      .map(({ id }) => id),
  }
}

/** The strongest for and against: what only losers have is needed to tell a look-alike of theirs. */
function pick(ranked: Trait[]): Trait[] {
  if (ranked.length <= MAX_TRAITS) return ranked
  const against = ranked.filter(({ weight }) => weight < 0).slice(-MAX_TRAITS / 3)
  const rest = ranked.filter((trait) => !against.includes(trait)).slice(0, MAX_TRAITS - against.length)
  return [...rest, ...against]
}

// a value that one winner of twenty has is rarer than it is telling
const strength = ({ weight, winners, losers }: Trait) => weight * Math.log2(1 + (weight < 0 ? losers : winners))
const round = (value: number) => Math.round(value * 1000) / 1000
