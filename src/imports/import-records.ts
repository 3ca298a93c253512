import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { EntityType } from '../records/entity-type.ts'
import { findDomain } from '../records/find-domain.ts'
import { type ParsedRow, parseRows, type RowError } from './parse-rows.ts'

export interface ImportResult {
  import_id: string
  inserted: number
  updated: number
  /** Rows that say what the record says already, and rows with errors. */
  skipped: number
  errors: RowError[]
}

// one call of the engine plans so many rows in memory
const CHUNK = 250

/**
 * Imports rows as change sets of the person who imports: all valid rows or none, in one transaction; undone as one by its
 * id. A row meets the record it names by id, e-mail address or domain, and otherwise becomes a new one. Two round trips.
 * @throws AppError invalid
 */
export async function importRecords(
  ctx: Context,
  type: EntityType,
  format: 'csv' | 'json',
  text: string,
): Promise<ImportResult> {
  const { rows, errors } = parseRows(type, format, text)
  const importId = crypto.randomUUID()
  const known = await loadKnown(ctx, type, rows)
  const ops: object[] = []
  const counts = { inserted: 0, updated: 0, skipped: new Set(errors.map(({ row }) => row)).size }
  const seen = new Set<string>()
  for (const row of rows) {
    const key = keyOf(type, row)
    const current = row.id ? known.get(`id:${row.id}`) : key ? known.get(key) : undefined
    if (row.id && !current) errors.push({ row: row.row, path: 'id', message: 'There is no such record.' })
    if ((row.id && !current) || (key && seen.has(key))) {
      if (!row.id) errors.push({ row: row.row, path: '', message: 'An earlier row is the same record.' })
      counts.skipped++
      continue
    }
    if (key) seen.add(key)
    if (!current) {
      ops.push({ op: 'insert', entity_type: type, values: row.values })
      counts.inserted++
      continue
    }
    const changed = Object.entries(row.values).filter(
      ([name, value]) => JSON.stringify(current[name] ?? null) !== JSON.stringify(value),
    )
    if (changed.length === 0) counts.skipped++
    else {
      ops.push({ op: 'update', entity_type: type, entity_id: current.id, values: Object.fromEntries(changed) })
      counts.updated++
    }
  }
  await apply(ctx, ops, importId)
  return { import_id: importId, ...counts, errors: errors.sort((a, b) => a.row - b.row).slice(0, 1000) }
}

async function apply(ctx: Context, ops: object[], importId: string) {
  const chunks = Array.from({ length: Math.ceil(ops.length / CHUNK) }, (_, at) =>
    ops.slice(at * CHUNK, (at + 1) * CHUNK),
  )
  // also an empty import asks whether this caller may import
  await ctx.db.run(
    'administer',
    ...chunks.map(
      (chunk) => sql`select apply_change_set('import', ${JSON.stringify(chunk)}::jsonb, ${importId}::uuid)`,
    ),
  )
}

/** What says for certain that a row is a record: the mailbox of a person, the domain of an organization. */
function keyOf(type: EntityType, { values }: ParsedRow): string | undefined {
  if (type === 'Individual' && typeof values.email === 'string') return `email:${values.email.toLowerCase()}`
  if (type === 'Organization' && typeof values.website === 'string') {
    const domain = findDomain(values.website)
    return domain ? `domain:${domain}` : undefined
  }
  return undefined
}

type Current = Record<string, unknown> & { id: number }

async function loadKnown(ctx: Context, type: EntityType, rows: ParsedRow[]): Promise<Map<string, Current>> {
  const ids = rows.flatMap(({ id }) => (id ? [id] : []))
  const keys = rows.flatMap((row) => keyOf(type, row) ?? [])
  const values = (prefix: string) =>
    JSON.stringify(keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)))
  const list = (json: string) => sql`(select array(select jsonb_array_elements_text(${json}::jsonb)))`
  const matching =
    type === 'Individual'
      ? sql`select id, 'email:' || lower(email) as key from individual where tenant_id = app_tenant_id() and archived_at is null and lower(email) = any(${list(values('email:'))})`
      : type === 'Organization'
        ? sql`select o.id, 'domain:' || d.domain as key from organization o join unnest(${list(values('domain:'))}) d(domain) on website_host(o.website) = d.domain or website_host(o.website) like '%.' || d.domain
            where o.tenant_id = app_tenant_id() and o.archived_at is null`
        : sql`select null::bigint as id, null as key where false`
  const { rows: found } = await ctx.db.run(
    'administer',
    sql`select m.key, record_values(${type}, m.id) as record from (${matching}) m`,
    sql`select 'id:' || i.id as key, record_values(${type}, i.id::bigint) as record from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) i(id)`,
  )
  const known = new Map<string, Current>()
  for (const row of found.flat()) {
    const record = row.record as (Current & { archived_at: string | null }) | null
    if (record && record.archived_at === null) known.set(String(row.key), record)
  }
  return known
}
