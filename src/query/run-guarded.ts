import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { Row } from '../db/statement.ts'
import type { GuardedQuery } from './guard-query.ts'
import { parseJsonRows } from './parse-json-rows.ts'
import type { QueryLimits } from './query-limits.ts'
import { uniqueNames } from './unique-names.ts'

export interface QueryResult {
  /** The columns in order; where a query gives a name twice, the second is called name_2. */
  columns: string[]
  rows: Record<string, unknown>[]
  row_count: number
  /** Whether there was more than the caps let out. */
  truncated: boolean
}

/**
 * Runs what the guard let through: read-only, under a time limit, as the reader's role, within the caps.
 * @throws AppError conflict, when the registry is no longer what the guard was told; the database's own errors
 */
export async function runGuarded(
  ctx: Context,
  { parts, tables }: GuardedQuery,
  type: string,
  { rows, bytes, rowBytes, cost, timeoutMs }: QueryLimits,
): Promise<QueryResult> {
  const reading = tables.map(({ name, table, rowSecurity }) => ({ name, table, row_security: rowSecurity }))
  const { rows: answers } = await ctx.db.run<[Row[], Row[]]>(
    'read',
    settings(timeoutMs),
    sql`select * from run_guarded_query(${sql.param(parts)}::text[], ${type}, ${JSON.stringify(reading)}::jsonb, ${rows}, ${bytes}, ${rowBytes}, ${cost})`,
  )
  const answer = answers[1][0]!
  const columns = uniqueNames(answer.columns as string[])
  const cells = parseJsonRows(String(answer.rows))
  return {
    columns,
    rows: cells.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]]))),
    row_count: Number(answer.row_count),
    truncated: answer.truncated === true,
  }
}

// A limit on time counts from the next statement on, so these have one of their own. Parallel workers and compiled
// plans would let one query take the processors of everybody.
const settings = (
  timeoutMs: number,
) => sql`select set_config('transaction_read_only', 'on', true), set_config('statement_timeout', ${String(timeoutMs)}, true),
  set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true), set_config('DateStyle', 'ISO, YMD', true),
  set_config('standard_conforming_strings', 'on', true)`
