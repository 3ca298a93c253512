import { z } from 'zod'
import { ATTRIBUTES, attributesOf, type LeadAttributes, type LeadFacts } from './lead-attributes.ts'

const Trait = z.strictObject({
  attribute: z.enum(ATTRIBUTES),
  value: z.string().min(1).max(200),
  /** Leads that have it, of those that reached the stage and of those that ended without reaching it. */
  winners: z.int().min(0).default(0),
  losers: z.int().min(0).default(0),
  /** How much likelier a winner has it than a loser, shrunk towards 1. */
  lift: z.number().min(0).default(1),
  /** ln(lift): what it adds to a score; below 0 it speaks against. */
  weight: z.number().min(-20).max(20).default(1),
  lead_ids: z.array(z.int()).max(1000).default([]),
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

/**
 * Counts per attribute, with the lift of winners over losers. Shares are shrunk towards the base rate of all leads by a
 * Beta prior of PRIOR pseudo-observations (Gelman et al., "Bayesian Data Analysis", 3rd ed., 2.4); without losers the
 * contrast is the base rate itself, halved. Strongest traits first.
 */
export function deriveSignature(winners: LeadFacts[], losers: LeadFacts[], everything: LeadFacts[]): Signature {
  const counted = {
    winners: winners.map((lead) => ({ id: lead.id, attributes: attributesOf(lead) })),
    losers: losers.map((lead) => ({ id: lead.id, attributes: attributesOf(lead) })),
    all: everything.map((lead) => ({ id: lead.id, attributes: attributesOf(lead) })),
  }
  const traits = ATTRIBUTES.flatMap((attribute) => {
    const values = new Set(
      [...counted.winners, ...counted.losers].flatMap(({ attributes }) => attributes[attribute] ?? []),
    )
    return [...values].map((value): Trait => {
      const having = (leads: Counted[]) => leads.filter(({ attributes }) => attributes[attribute]?.includes(value))
      const known = (leads: Counted[]) => leads.filter(({ attributes }) => attributes[attribute] !== undefined)
      const won = having(counted.winners)
      const lost = having(counted.losers)
      const base = (having(counted.all).length + 0.5) / (known(counted.all).length + 1)
      const share = (n: number, of: number) => (n + PRIOR * base) / (of + PRIOR)
      const against = known(counted.losers).length > 0 ? share(lost.length, known(counted.losers).length) : base / 2
      const lift = share(won.length, known(counted.winners).length) / against
      return {
        attribute,
        value,
        winners: won.length,
        losers: lost.length,
        lift: round(lift),
        weight: round(Math.log(lift)),
        lead_ids: won.map(({ id }) => id),
      }
    })
  })
  const ranked = traits.sort((a, b) => strength(b) - strength(a) || a.value.localeCompare(b.value))
  return { winners: winners.length, losers: losers.length, traits: ranked.slice(0, MAX_TRAITS) }
}

interface Counted {
  id: number
  attributes: LeadAttributes
}

// a value that one winner of twenty has is rarer than it is telling
const strength = ({ weight, winners }: Trait) => weight * Math.log2(1 + winners)
const round = (value: number) => Math.round(value * 1000) / 1000
