import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { cursorOf, type Page, parseCursor } from '../page.ts'
import type { EntityType } from './entity-type.ts'
import { parseSearchKeys } from './lookups/parse-search-keys.ts'
import { isLeadDetail, recordTable } from './record-tables.ts'

export type RecordValues = Record<string, unknown> & { id: number }

const LONGEST_SEARCH = 200

export interface RecordFilter {
  q?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** Live records of one kind, newest first, or the best matches of a search first; one round trip. */
export async function listRecords(
  ctx: Context,
  type: EntityType,
  { q, limit, cursor }: RecordFilter,
): Promise<Page<RecordValues>> {
  const after = parseCursor(cursor, 1)
  const conditions: SQL[] = [sql`t.tenant_id = app_tenant_id()`, sql`t.archived_at is null`]
  if (isLeadDetail(type)) conditions.push(sql`t.type = ${type}`)
  const search = q?.trim()
  if (search) return searchRecords(ctx, type, search, limit)
  if (after) conditions.push(sql`t.id < ${Number(after[0])}`)
  const { rows } = await ctx.db.run(
    'read',
    sql`select money_as_text(record_values(${type}, p.id)) as record from (
      select t.id from ${recordTable(type)} t where ${sql.join(conditions, sql` and `)} order by t.id desc limit ${limit + 1}) p order by p.id desc`,
  )
  const found = rows[0]!.map((row) => presentRecord(row.record))
  const data = found.slice(0, limit)
  return { data, next_cursor: found.length > limit ? cursorOf([data.at(-1)!.id]) : null }
}

async function searchRecords(ctx: Context, type: EntityType, q: string, limit: number): Promise<Page<RecordValues>> {
  const query = q.slice(0, LONGEST_SEARCH)
  const filter = isLeadDetail(type) ? { type } : {}
  const { rows } = await ctx.db.run(
    'read',
    sql`select money_as_text(record_values(${type}, s.id)) as record
      from search_records(${type}, ${query}, ${JSON.stringify(parseSearchKeys(query))}::jsonb, ${JSON.stringify(filter)}::jsonb, ${limit}) s order by s.place`,
  )
  return { data: rows[0]!.flatMap(({ record }) => (record ? [presentRecord(record)] : [])), next_cursor: null }
}

/** A record as callers see it: whose tenant it is, is theirs. */
export function presentRecord(record: unknown): RecordValues {
  const { tenant_id: _, ...values } = record as RecordValues & { tenant_id: number }
  return values
}
