import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'

/** The rows of the reasoning registry of one type, as they are. */
export async function listRegistry(ctx: Context, type: string) {
  const { rows } = await ctx.db.run(
    'read',
    sql`select id, type, table_name, description, schema_hint, created_at from reasoning where type = ${type} order by id`,
  )
  return rows[0]!
}
