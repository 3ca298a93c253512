import { z } from 'zod'

export const UseCase = z.enum(['similar_leads', 'enrich_contacts', 'follow_ups', 'find_duplicates', 'ask'])
export type UseCase = z.infer<typeof UseCase>

/** What a run may spend at most. Absent means the tenant's default. */
export const Budget = z.strictObject({
  model_calls: z.int().min(0).max(100_000).optional(),
  input_tokens: z.int().min(0).max(1_000_000_000).optional(),
  output_tokens: z.int().min(0).max(1_000_000_000).optional(),
  cost_usd: z.number().min(0).max(10_000).optional(),
  searches: z.int().min(0).max(100_000).optional(),
  pages: z.int().min(0).max(100_000).optional(),
})
export type Budget = z.infer<typeof Budget>

export interface Usage {
  model_calls: number
  input_tokens: number
  output_tokens: number
  cost_usd: number
  searches: number
  pages: number
}
