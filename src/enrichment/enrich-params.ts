import { z } from 'zod'
import { LeadType } from '../records/entity-type.ts'

export const EnrichParams = z.object({
  lead_type: LeadType.optional(),
  status: z.string().optional(),
  lead_ids: z.array(z.int().positive()).max(500).optional(),
  organization_ids: z.array(z.int().positive()).max(500).optional(),
  /** Titles as people say them: "CTO", "head of data", "VP Sales". Without them: whoever decides. */
  roles: z.array(z.string().max(100)).max(20).optional(),
  /** Organizations to research at most. */
  limit: z.int().min(1).max(500).optional(),
})
export type EnrichParams = z.infer<typeof EnrichParams>

export const DEFAULT_ORGANIZATIONS = 10

/** What the question itself names; what is given as a parameter wins. */
export function readEnrichParams(given: Record<string, unknown>, prompt: string | null): EnrichParams {
  const params = EnrichParams.parse(Object.fromEntries(Object.keys(EnrichParams.shape).map((key) => [key, given[key]])))
  const text = prompt ?? ''
  const leadType = /\bjobs?\b/i.test(text)
    ? 'Job'
    : /\bpartner/i.test(text)
      ? 'Partnership'
      : /\bopportunit/i.test(text)
        ? 'Opportunity'
        : undefined
  return { ...(leadType ? { lead_type: leadType } : {}), ...withoutUndefined(params) }
}

const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T
