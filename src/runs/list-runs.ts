import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { cursorOf, type Page, parseCursor } from '../page.ts'
import { presentRun, type RunView, runColumns } from './run-view.ts'

export interface RunFilter {
  use_case?: string | undefined
  status?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** Runs, newest first. */
export async function listRuns(ctx: Context, { use_case, status, limit, cursor }: RunFilter): Promise<Page<RunView>> {
  const after = parseCursor(cursor, 2)
  const conditions: SQL[] = [sql`r.tenant_id = app_tenant_id()`]
  if (use_case) conditions.push(sql`r.use_case = ${use_case}`)
  if (status) conditions.push(sql`r.status = ${status}`)
  if (after) conditions.push(sql`(r.created_at, r.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  const { rows } = await ctx.db.run(
    'read',
    sql`select ${runColumns}, r.created_at::text as sort_key from run r where ${sql.join(conditions, sql` and `)}
      order by r.created_at desc, r.id desc limit ${limit + 1}`,
  )
  const page = rows[0]!.slice(0, limit)
  const last = page.at(-1)
  return {
    data: page.map(({ sort_key: _, ...row }) => presentRun(row)),
    next_cursor: rows[0]!.length > limit && last ? cursorOf([String(last.sort_key), String(last.id)]) : null,
  }
}
