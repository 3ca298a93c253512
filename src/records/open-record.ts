import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { NamedRecord } from '../proposals/reviewed-proposal.ts'
import type { EntityType } from './entity-type.ts'
import { existingRecord } from './get-record.ts'
import { presentRecord, type RecordValues } from './list-records.ts'
import type { HistoryEntry } from './record-history.ts'
import { historyStatement } from './record-history.ts'
import type { ProvenanceEntry } from './record-provenance.ts'
import { provenanceStatement } from './record-provenance.ts'
import { isLeadDetail } from './record-tables.ts'

export interface LinkedRecord {
  entity_type: string
  id: number
  name: string
  /** What else tells it apart: a status, a title. */
  detail: string | null
}

export interface OpenQuestion {
  id: string
  proposed_action: string
  risk: string
  name: string
  fields: string[]
}

export interface OpenedRecord {
  kind: 'found'
  record: RecordValues
  /** The names behind its ids. */
  names: Record<string, NamedRecord>
  written: Record<string, string>
  history: HistoryEntry[]
  provenance: ProvenanceEntry[]
  notes: { id: number; content: string; created_at: string; by: string | null }[]
  tasks: {
    id: number
    title: string
    status: string
    due_date: string | null
    assigned_to: string | null
    row_version: number
  }[]
  activities: {
    id: number
    kind: string
    subject: string | null
    direction: string | null
    at: string
    by: string | null
  }[]
  linked: LinkedRecord[]
  /** Proposals that wait and are about it; merges among them are its possible duplicates. */
  questions: OpenQuestion[]
  merged_here: { id: number; name: string }[]
  people: { id: number; name: string }[]
  statuses: string[]
}

const HISTORY = 30
const MOST = 50

/** A record with everything its page shows, or the survivor of the merge that took it; one round trip. @throws AppError not_found */
export async function openRecord(
  ctx: Context,
  type: EntityType,
  id: number,
): Promise<OpenedRecord | { kind: 'merged'; survivorId: number }> {
  const kin = sql`entity_type = any (kin_of(${type})) and entity_id = ${id}`
  const { rows } = await ctx.db.run(
    'read',
    sql`select money_as_text(v) as record, names_of(v) as names, written_by(${type}, ${id}, array(select jsonb_object_keys(v))) as written from (select record_values(${type}, ${id}) as v) x where v is not null`,
    historyStatement(type, id, { limit: HISTORY }),
    provenanceStatement(type, id),
    sql`select n.id, n.content, n.created_at, (select u.name from app_user u where u.tenant_id = n.tenant_id and u.id = n.created_by) as by
      from note n where n.tenant_id = app_tenant_id() and n.archived_at is null and n.${kin} order by n.created_at desc, n.id desc limit ${MOST}`,
    sql`select t.id, t.title, t.status, t.due_date, t.row_version, (select u.name from app_user u where u.tenant_id = t.tenant_id and u.id = t.assigned_to) as assigned_to
      from task t where t.tenant_id = app_tenant_id() and t.archived_at is null and t.${kin} order by t.status in ('done', 'cancelled'), t.due_date nulls last, t.id limit ${MOST}`,
    sql`select a.id, a.kind, a.subject, a.direction, a.at, (select u.name from app_user u where u.tenant_id = a.tenant_id and u.id = a.by_user_id) as by
      from activity a where a.tenant_id = app_tenant_id() and a.archived_at is null and a.${kin} order by a.at desc limit ${MOST}`,
    linkedStatement(type, id),
    sql`select p.id, p.proposed_action, p.risk, record_name(p.entity_type, coalesce(record_values(p.entity_type, p.entity_id), p.data)) as name,
        array(select jsonb_object_keys(case when p.proposed_action = 'merge' then coalesce(p.data->'values', '{}') else p.data end)) as fields
      from proposal p where p.tenant_id = app_tenant_id() and p.status in ('pending', 'stale') and p.expires_at > now()
        and ((p.entity_type = any (kin_of(${type})) and p.entity_id = ${id}) or (p.proposed_action = 'merge' and p.entity_type = ${type} and p.data->'loser_ids' @> to_jsonb(${id}::bigint))
          or (p.link_to->>'entity_type' = any (kin_of(${type})) and p.link_to->>'entity_id' = ${String(id)}))
      order by p.created_at limit ${MOST}`,
    mergedHere(type, id),
    sql`select id, name from app_user where tenant_id = app_tenant_id() and is_active order by name`,
    sql`select distinct name, min(position) as position from lead_status where tenant_id = app_tenant_id() and archived_at is null group by name order by 2 nulls last, 1`,
  )
  const record = existingRecord(type, rows[0]![0]?.record)
  if (record.merged_into_id) return { kind: 'merged', survivorId: Number(record.merged_into_id) }
  return {
    kind: 'found',
    record: presentRecord(record),
    names: rows[0]![0]!.names as OpenedRecord['names'],
    written: rows[0]![0]!.written as OpenedRecord['written'],
    history: rows[1] as unknown as HistoryEntry[],
    provenance: rows[2] as unknown as ProvenanceEntry[],
    notes: rows[3] as unknown as OpenedRecord['notes'],
    tasks: rows[4] as unknown as OpenedRecord['tasks'],
    activities: rows[5] as unknown as OpenedRecord['activities'],
    linked: rows[6] as unknown as LinkedRecord[],
    questions: rows[7] as unknown as OpenQuestion[],
    merged_here: rows[8] as unknown as OpenedRecord['merged_here'],
    people: rows[9] as unknown as OpenedRecord['people'],
    statuses: rows[10]!.map(({ name }) => String(name)),
  }
}

const MERGEABLE = ['Account', 'Organization', 'Individual', 'Contact']

const mergedHere = (type: EntityType, id: number): SQL =>
  MERGEABLE.includes(type)
    ? sql`select t.id, record_name(${type}, to_jsonb(t)) as name from ${sql.identifier(type.toLowerCase())} t
        where t.tenant_id = app_tenant_id() and t.merged_into_id = ${id} order by t.id limit ${MOST}`
    : sql`select null::bigint as id, '' as name where false`

interface Link {
  type: string
  table: string
  column: string
  detail: SQL
}

const organizationOf = sql`(select o.name from organization o where o.tenant_id = t.tenant_id and o.id = t.organization_id)`
const personOf = sql`(select person_name(i.first_name, i.last_name) from individual i where i.tenant_id = t.tenant_id and i.id = t.individual_id)`

/** The records that point at one of each kind; notes, tasks and activities are read by themselves. */
const LINKS: Record<string, Link[]> = {
  Account: [
    { type: 'Organization', table: 'organization', column: 'account_id', detail: sql`t.city` },
    { type: 'Individual', table: 'individual', column: 'account_id', detail: sql`t.title` },
    { type: 'Lead', table: 'lead', column: 'account_id', detail: sql`t.status` },
  ],
  Organization: [
    {
      type: 'Contact',
      table: 'contact',
      column: 'organization_id',
      detail: sql`concat_ws(', ', ${personOf}, t.title)`,
    },
    { type: 'Lead', table: 'lead', column: 'organization_id', detail: sql`t.status` },
    { type: 'Project', table: 'project', column: 'organization_id', detail: sql`t.status` },
    { type: 'Organization', table: 'organization', column: 'parent_id', detail: sql`t.city` },
  ],
  Individual: [
    {
      type: 'Contact',
      table: 'contact',
      column: 'individual_id',
      detail: sql`concat_ws(', ', ${organizationOf}, t.title)`,
    },
    { type: 'Individual', table: 'individual', column: 'reports_to_id', detail: sql`t.title` },
  ],
  Deal: [{ type: 'Lead', table: 'lead', column: 'deal_id', detail: sql`t.status` }],
  Asset: [{ type: 'Document', table: 'document', column: 'asset_id', detail: sql`t.storage_path` }],
}

function linkedStatement(type: EntityType, id: number): SQL {
  const links = LINKS[isLeadDetail(type) ? 'Lead' : type] ?? []
  const direct = links.map(
    ({ type: kind, table, column, detail }) =>
      sql`(select ${kind} as entity_type, t.id, record_name(${kind}, to_jsonb(t)) as name, ${detail} as detail from ${sql.identifier(table)} t
        where t.tenant_id = app_tenant_id() and t.archived_at is null and t.${sql.identifier(column)} = ${id} order by t.id desc limit ${MOST})`,
  )
  const papers = ['asset', 'document'].map(
    (table) =>
      sql`(select ${table === 'asset' ? 'Asset' : 'Document'} as entity_type, t.id, record_name('Document', to_jsonb(t)) as name, null as detail from ${sql.identifier(table)} t
        where t.tenant_id = app_tenant_id() and t.archived_at is null and t.entity_type = any (kin_of(${type})) and t.entity_id = ${id} order by t.id desc limit ${MOST})`,
  )
  return sql.join([...direct, ...papers], sql` union all `)
}
