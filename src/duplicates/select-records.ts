import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { recordFields } from '../records/record-fields.ts'
import { recordTable } from '../records/record-tables.ts'
import type { MergeMember } from './merge-values.ts'

export type ComparedType = 'Organization' | 'Individual' | 'Contact'

const ORGANIZATION = sql`o.id, o.name, o.website, o.industry, o.phone, o.email, o.street, o.city, o.region, o.postal_code, o.country, o.linkedin_url
  from organization o where o.tenant_id = app_tenant_id() and o.archived_at is null and o.merged_into_id is null`
// where somebody works is a row of its own; the record has only the name of the person
const INDIVIDUAL = sql`o.id, o.first_name, o.last_name, o.email, o.phone, o.title, o.linkedin_url, o.street, o.city, o.region, o.postal_code, o.country,
    o.birth_date::text as birth_date,
    (select g.name from contact c join organization g on g.id = c.organization_id and g.tenant_id = c.tenant_id
      where c.tenant_id = app_tenant_id() and c.individual_id = o.id and c.archived_at is null order by c.id desc limit 1) as company
  from individual o where o.tenant_id = app_tenant_id() and o.archived_at is null and o.merged_into_id is null`

/** The records of one kind that are alive, as they are compared. */
export const selectSources = (type: 'Organization' | 'Individual', where: SQL): SQL =>
  sql`select ${type === 'Organization' ? ORGANIZATION : INDIVIDUAL} and ${where} order by o.id`

const HANGS_ON: Record<ComparedType, SQL> = {
  Organization: sql`(select count(*) from contact c where c.tenant_id = o.tenant_id and c.organization_id = o.id)
    + (select count(*) from lead l where l.tenant_id = o.tenant_id and l.organization_id = o.id)`,
  Individual: sql`(select count(*) from contact c where c.tenant_id = o.tenant_id and c.individual_id = o.id)
    + (select count(*) from employment e where e.tenant_id = o.tenant_id and e.individual_id = o.id)`,
  Contact: sql`(select count(*) from note n where n.tenant_id = o.tenant_id and n.entity_type = 'Contact' and n.entity_id = o.id)`,
}

/** The records of clusters as they are merged: all fields, what hangs on them, and who wrote each field last. */
export async function selectMembers(
  ctx: Context,
  type: ComparedType,
  ids: number[],
): Promise<Map<number, MergeMember>> {
  if (ids.length === 0) return new Map()
  const chosen = sql`(select x::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) x)`
  const { rows } = await ctx.db.run(
    'read',
    sql`select o.id, to_jsonb(o) as record, o.updated_at, ${HANGS_ON[type]} as links from ${recordTable(type)} o
      where o.tenant_id = app_tenant_id() and o.id in ${chosen} and o.archived_at is null`,
    sql`select distinct on (p.entity_id, p.field_name) p.entity_id, p.field_name, p.actor_kind, coalesce(p.retrieved_at, p.verified_at, p.created_at) as at
      from data_provenance p where p.tenant_id = app_tenant_id() and p.entity_type = ${type} and p.entity_id in ${chosen}
        and p.kind = 'value' and p.retracted_at is null order by p.entity_id, p.field_name, p.id desc`,
  )
  const members = new Map(rows[0]!.map((row) => [Number(row.id), memberOf(type, row)]))
  for (const { entity_id, field_name, actor_kind, at } of rows[1]!) {
    const member = members.get(Number(entity_id))
    if (member) member.written[String(field_name)] = { by: String(actor_kind ?? 'person'), at: timeOf(at) }
  }
  return members
}

function memberOf(type: ComparedType, row: Record<string, unknown>): MergeMember {
  const record = row.record as Record<string, unknown>
  const values = Object.fromEntries(Object.keys(recordFields[type]).map((field) => [field, record[field] ?? null]))
  return { id: Number(row.id), values, updatedAt: timeOf(row.updated_at), links: Number(row.links), written: {} }
}

const timeOf = (value: unknown): string => new Date(String(value)).toISOString()

/** The pairs a person has said are not the same, as "smaller:larger". */
export async function selectRefusedPairs(ctx: Context, type: ComparedType): Promise<Set<string>> {
  const prefix = `merge:${type}:`
  const { rows } = await ctx.db.run(
    'read',
    sql`select r.question_key from refusal r where r.tenant_id = app_tenant_id() and r.lifted_at is null
      and r.question_key like ${`${prefix}%`}`,
  )
  return new Set(rows[0]!.map(({ question_key }) => String(question_key).slice(prefix.length)))
}
