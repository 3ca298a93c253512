import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'

/** The names of the tables that agents of this type may read, in the registry's order. Empty for an unknown type. */
export async function getReasoningTables(ctx: Context, type: string): Promise<string[]> {
  const { rows } = await ctx.db.run('read', sql`select table_name from reasoning where type = ${type} order by id`)
  return rows[0]!.map((row) => String(row.table_name))
}
