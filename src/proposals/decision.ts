import { z } from 'zod'

export const FieldChoice = z.union([z.literal('accept'), z.literal('reject'), z.strictObject({ edit: z.unknown() })], {
  error: 'Say "accept", "reject" or {"edit": value}.',
})

export const Decision = z.strictObject({
  id: z.string().max(100),
  action: z.enum(['approve', 'reject']),
  content_hash: z.string().max(200).optional(),
  fields: z.record(z.string().max(100), FieldChoice).optional(),
  reason: z.string().max(200).optional(),
  note: z.string().max(5000).optional(),
})
export type Decision = z.infer<typeof Decision>

export const MAX_DECISIONS = 1000

export type OutcomeName =
  | 'committed'
  | 'rejected'
  | 'stale'
  | 'already_decided'
  | 'expired'
  | 'not_found'
  | 'invalid'
  | 'blocked'
  | 'failed'

export interface Outcome {
  id: string
  outcome: OutcomeName
  detail?: string
  entity_type?: string
  entity_id?: number
  change_set_id?: number
  content_hash?: string
  conflicts?: {
    field?: string
    entity_type?: string
    entity_id?: number
    base?: unknown
    now?: unknown
    proposed?: unknown
    reason?: string
  }[]
  errors?: { path: string; message: string }[]
  /** Of what is blocked: the fields that may be edited to link to a record that exists, and records that look like the parent. */
  link_fields?: string[]
  candidates?: { entity_type: string; entity_id: number; name: string }[]
  decided_by?: number
  decided_at?: string
}
