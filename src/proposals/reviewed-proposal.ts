import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../db/statement.ts'
import type { Effect } from './draft.ts'
import type { Proposal } from './proposal.ts'
import { presentProposals, proposalColumns } from './select-proposals.ts'

export type Writer = 'person' | 'agent' | 'import'

/** A record behind an id; people of the tenant are of type "User". */
export interface NamedRecord {
  entity_type: string
  id: number
  name: string | null
}

/** One of the records that a merge makes one; the survivor comes first. */
export interface ReviewedMember {
  id: number
  values: Record<string, unknown> & { row_version: number }
  written: Record<string, Writer>
  names: Record<string, NamedRecord>
}

export interface ReviewedParent {
  id: string
  status: string
  entity_type: string
  name: string
  /** Records that look like it, to link to where it was not committed. */
  candidates: { entity_type: string; entity_id: number; name: string }[]
}

/** A proposal with everything a person has to see before deciding. */
export interface ReviewedProposal extends Proposal {
  /** Who wrote what the record holds now, per proposed field. */
  written: Record<string, Writer>
  names: Record<string, NamedRecord>
  now_names: Record<string, NamedRecord>
  run: { id: string; use_case: string | null; prompt: string | null; created_at: string } | null
  parents: ReviewedParent[]
  /** Fields that take the id of a parent's record, by the parent. */
  link_fields: Record<string, string>
  effects: Effect[]
  members: ReviewedMember[]
  /** Rows that a merge points at the survivor, by kind. */
  moves: Record<string, number>
}

const losers = sql`array(select l::bigint from jsonb_array_elements_text(p.data->'loser_ids') l)`
const fieldsOfRecord = sql`array(select jsonb_object_keys(record_values(p.entity_type, m.id) - '{id,tenant_id,created_at,created_by,updated_at,updated_by,row_version,archived_at,merged_into_id}'::text[]))`

/** The columns of a reviewed proposal, over `proposal p`. */
export const reviewColumns: SQL = sql`${proposalColumns}, p.effects,
  case when p.proposed_action = 'update' then written_by(p.entity_type, p.entity_id, array(select jsonb_object_keys(p.data))) else '{}' end as written,
  names_of(p.data || coalesce(p.link_to, '{}')) as names,
  case when p.proposed_action = 'update' then names_of((select jsonb_object_agg(k, record_values(p.entity_type, p.entity_id) -> k) from jsonb_object_keys(p.data) k)) else '{}' end as now_names,
  (select jsonb_build_object('id', r.id, 'use_case', r.use_case, 'prompt', r.prompt, 'created_at', r.created_at) from run r where r.tenant_id = p.tenant_id and r.id = p.run_id) as run,
  (select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'status', case when q.status in ('pending', 'stale') and q.expires_at <= now() then 'expired' else q.status end,
      'entity_type', q.entity_type, 'name', record_name(q.entity_type, q.data),
      'candidates', case when q.status in ('pending', 'stale', 'committed') then '[]' else existing_parents(q.id) end)), '[]')
    from proposal q where q.tenant_id = p.tenant_id and q.id = any (p.parent_ids)) as parents,
  (select coalesce(jsonb_object_agg(f.key, f.value->>'$proposal'), '{}') from jsonb_array_elements(p.effects) e, jsonb_each(e->'values') f
    where jsonb_typeof(f.value) = 'object' and f.value ? '$proposal') as link_fields,
  case when p.proposed_action <> 'merge' then '[]' else (
    select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'values', money_as_text(record_values(p.entity_type, m.id)),
      'written', written_by(p.entity_type, m.id, ${fieldsOfRecord}), 'names', names_of(record_values(p.entity_type, m.id))) order by m.place), '[]')
    from unnest((p.data->>'survivor_id')::bigint || ${losers}) with ordinality m(id, place) where record_values(p.entity_type, m.id) is not null) end as members,
  case when p.proposed_action = 'merge' then moved_by_merge(p.entity_type, ${losers}) else '{}' end as moves`

/** @param rows of `reviewColumns` @param outcomes of `outcomesOf` */
export const presentReviews = (rows: Row[], outcomes: Row[]): ReviewedProposal[] =>
  presentProposals(rows, outcomes) as ReviewedProposal[]
