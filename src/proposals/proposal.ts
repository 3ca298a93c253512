import type { Evidence } from './draft.ts'

export type ProposalStatus =
  | 'pending'
  | 'committed'
  | 'rejected'
  | 'stale'
  | 'expired'
  | 'superseded'
  | 'failed'
  | 'undone'
export type Risk = 'fill' | 'replace_agent' | 'replace_human' | 'create' | 'merge' | 'task'

/** How proposals like this one have fared so far. `label` is a sentence; below 30 decisions it says "not measured". */
export interface MeasuredField {
  accepted: number
  edited: number
  rejected: number
  label: string
  low: number | null
  high: number | null
}

export interface ProposedField {
  name: string
  before: unknown
  after: unknown
  /** What the record holds at this moment; differs from `before` where somebody changed it since. */
  now: unknown
  confidence: number | null
  evidence: Evidence[]
  measured: MeasuredField
}

/** A change set waiting for a decision, as every surface reads it. */
export interface Proposal {
  id: string
  run_id: string | null
  bundle_id: string | null
  proposed_action: 'create' | 'update' | 'merge'
  entity_type: string
  entity_id: number | null
  /** What a person calls the record it is about. */
  name: string
  data: Record<string, unknown>
  confidence: number | null
  source: string | null
  link_to: Record<string, unknown> | null
  status: ProposalStatus
  status_reason: string | null
  risk: Risk
  rationale: string | null
  fields: ProposedField[]
  content_hash: string
  expires_at: string
  snoozed_until: string | null
  decided_by: number | null
  decided_by_name: string | null
  decided_at: string | null
  surface: string | null
  change_set_id: number | null
  committed_id: number | null
  parent_ids: string[]
  producer: string
  origin: Record<string, unknown> | null
  created_at: string
}
