import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { EntityType } from './entity-type.ts'
import { existingRecord } from './get-record.ts'
import { isLeadDetail } from './record-tables.ts'

export interface ProvenanceEntry {
  id: number
  field_name: string
  /** value: it was written; confirmation: something else said the same. */
  kind: string
  actor_kind: string | null
  source: string | null
  source_url: string | null
  quote: string | null
  quote_verified: boolean | null
  method: string | null
  retrieved_at: string | null
  confidence: number | null
  raw_value: string | null
  /** What the agent had proposed, where a person edited it. */
  proposed_value: string | null
  proposal_id: string | null
  verified_by: number | null
  verified_by_name: string | null
  verified_at: string | null
  retracted_at: string | null
  /** Whether the record still holds this value. */
  is_current: boolean
}

/** Why each value of a record is there, the newest word on each field first. @throws AppError not_found */
export async function recordProvenance(ctx: Context, type: EntityType, id: number): Promise<ProvenanceEntry[]> {
  const { rows } = await ctx.db.run(
    'read',
    sql`select record_values(${type}, ${id}) as record`,
    provenanceStatement(type, id),
  )
  existingRecord(type, rows[0]![0]?.record)
  return rows[1] as unknown as ProvenanceEntry[]
}

/** The same as a statement, for who reads more in the same round trip. */
export function provenanceStatement(type: EntityType, id: number) {
  const types = isLeadDetail(type) || type === 'Lead' ? ['Lead', 'Job', 'Opportunity', 'Partnership'] : [type]
  return sql`select d.id, d.field_name, d.kind, d.actor_kind, d.source, d.source_url, d.quote, d.quote_verified, d.method, d.retrieved_at, d.confidence::float8 as confidence,
      d.raw_value, d.proposed_value, d.proposal_id, d.verified_by, u.name as verified_by_name, d.verified_at, d.retracted_at,
      d.retracted_at is null and same_value(record_values(${type}, ${id}) -> d.field_name, to_jsonb(d.raw_value)) as is_current
    from data_provenance d left join app_user u on u.id = d.verified_by and u.tenant_id = d.tenant_id
    where d.tenant_id = app_tenant_id() and d.entity_type in ${types} and d.entity_id = ${id} order by d.field_name, d.id desc limit 1000`
}
