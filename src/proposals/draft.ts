import { z } from 'zod'
import { EntityType } from '../records/entity-type.ts'

export const Evidence = z.strictObject({
  url: z.string().max(2000).nullish(),
  title: z.string().max(500).nullish(),
  quote: z.string().max(5000).nullish(),
  retrieved_at: z.iso.datetime({ offset: true }).nullish(),
  quote_verified: z.boolean().nullish(),
  method: z.string().max(100).nullish(),
  kind: z.string().max(100).nullish(),
})
export type Evidence = z.infer<typeof Evidence>

/** Per field: how sure we are (0..1) and what supports it. */
export type FieldEvidence = Record<string, { confidence?: number | null; items: Evidence[] }>

export const LinkTo = z.strictObject({
  organization_id: z.int().positive().optional(),
  individual_id: z.int().positive().optional(),
  account_id: z.int().positive().optional(),
  deal_id: z.int().positive().optional(),
  entity_type: EntityType.optional(),
  entity_id: z.int().positive().optional(),
})
export type LinkTo = z.infer<typeof LinkTo>

/**
 * A further row that commits with the proposal. In `values`, {"$self": true} is the record's id, {"$field": "title"} the
 * accepted value of a field, {"$draft": "org"} the record of another draft. `main` adds values to the record itself.
 */
export interface Effect {
  op: 'main' | 'insert' | 'update'
  entity_type?: string
  entity_id?: number
  values: Record<string, unknown>
  base?: Record<string, unknown>
  unless_exists?: string[]
}

/** What a producer files. Everything else of a proposal (base values, risk, hash, refusals, duplicates) the database adds. */
export interface Draft {
  proposed_action: 'create' | 'update' | 'merge'
  entity_type: EntityType
  entity_id?: number
  data: Record<string, unknown>
  link_to?: LinkTo | Record<string, unknown>
  effects?: Effect[]
  identity?: { kind: 'domain' | 'email'; value: string }[]
  confidence?: number
  source?: string
  rationale?: string
  evidence?: FieldEvidence
  /** The question in the producer's own terms, such as follow_up:12:2026-11-01T...; by default derived from the content. */
  question_key?: string
  /** Names this draft for others in the same call. */
  ref?: string
  /** All ancestors in the bundle, nearest last. */
  parents?: string[]
  bundle?: string
  producer: string
  /** Run, step, model and prompt behind it. */
  origin?: Record<string, unknown>
  run_id?: string
}
