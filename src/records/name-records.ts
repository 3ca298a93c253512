import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { EntityType } from './entity-type.ts'

/** What people call these records, by id; those that are not there are left out. */
export async function nameRecords(ctx: Context, type: EntityType, ids: number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await ctx.db.run(
    'read',
    sql`select i.id, record_name(${type}, record_values(${type}, i.id)) as name
      from (select x::bigint as id from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) x) i where record_values(${type}, i.id) is not null`,
  )
  return new Map(rows[0]!.map(({ id, name }) => [Number(id), String(name)]))
}
