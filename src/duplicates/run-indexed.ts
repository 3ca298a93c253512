import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { Row } from '../db/statement.ts'

/**
 * Runs statements with a planner that reads tables from end to end only where there is no index. Tables of keys and blocks
 * are filled within a run, before anybody has counted them, and a plan for an empty table takes minutes on a full one.
 */
export async function runIndexed(ctx: Context, ...queries: SQL[]): Promise<Row[][]> {
  const prelude = sql`select set_config('enable_seqscan', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)`
  const { rows } = await ctx.db.run('read', prelude, ...queries)
  return rows.slice(1)
}
