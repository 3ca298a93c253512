import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { parseRunId } from './run-id.ts'
import { presentRun, type RunView, runColumns } from './run-view.ts'

/** One run as it is now. @throws AppError not_found */
export async function getRun(ctx: Context, id: string): Promise<RunView> {
  const { rows } = await ctx.db.run('read', runStatement(parseRunId(id)))
  return runOf(rows[0]!)
}

export const runStatement = (id: string) =>
  sql`select ${runColumns} from run r where r.tenant_id = app_tenant_id() and r.id = ${id}::uuid`

export function runOf(rows: Record<string, unknown>[]): RunView {
  if (!rows[0]) throw notFound('There is no such run.')
  return presentRun(rows[0])
}
