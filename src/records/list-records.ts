import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { cursorOf, type Page, parseCursor } from '../page.ts'
import type { EntityType } from './entity-type.ts'
import { isLeadDetail, recordRows } from './record-tables.ts'

export type RecordValues = Record<string, unknown> & { id: number }

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
  const { from, name } = recordRows(type)
  const after = parseCursor(cursor, 1)
  const conditions: SQL[] = [sql`t.tenant_id = app_tenant_id()`, sql`t.archived_at is null`]
  if (isLeadDetail(type)) conditions.push(sql`t.type = ${type}`)
  const search = q?.trim()
  if (search) return searchRecords(ctx, type, search, limit, conditions)
  if (after) conditions.push(sql`t.id < ${Number(after[0])}`)
  const { rows } = await ctx.db.run(
    'read',
    sql`select money_as_text(record_values(${type}, p.id)) as record from (
      select t.id, ${name} from ${from} where ${sql.join(conditions, sql` and `)} order by t.id desc limit ${limit + 1}) p order by p.id desc`,
  )
  const found = rows[0]!.map((row) => presentRecord(row.record))
  const data = found.slice(0, limit)
  return { data, next_cursor: found.length > limit ? cursorOf([data.at(-1)!.id]) : null }
}

async function searchRecords(ctx: Context, type: EntityType, q: string, limit: number, conditions: SQL[]) {
  const { from, name } = recordRows(type)
  const id = /^\d{1,15}$/.test(q) ? Number(q) : -1
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await ctx.db.run(
    'read',
    sql`select set_config('pg_trgm.word_similarity_threshold', '0.45', true)`,
    sql`select money_as_text(record_values(${type}, p.id)) as record from (
      select t.id, case when t.id = ${id} then 3 when ${name} ilike ${like} then 2 else 0 end + word_similarity(${q}, ${name}) as rank
      from ${from} where ${sql.join(conditions, sql` and `)} and (t.id = ${id} or ${name} ilike ${like} or ${q} <% (${name}))
      order by 2 desc, t.id desc limit ${limit}) p order by p.rank desc, p.id desc`,
  )
  return { data: rows[1]!.map((row) => presentRecord(row.record)), next_cursor: null }
}

/** A record as callers see it: whose tenant it is, is theirs. */
export function presentRecord(record: unknown): RecordValues {
  const { tenant_id: _, ...values } = record as RecordValues & { tenant_id: number }
  return values
}
