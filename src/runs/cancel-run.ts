import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { runOf, runStatement } from './get-run.ts'
import { parseRunId } from './run-id.ts'
import type { RunView } from './run-view.ts'

/**
 * Ends a run; whatever still works on it can commit nothing any more. A finished run stays as it is.
 * @throws AppError not_found | forbidden where an agent did not start it
 */
export async function cancelRun(ctx: Context, id: string): Promise<RunView> {
  const runId = parseRunId(id)
  const { rows } = await ctx.db.run('run', sql`select cancel_run(${runId}::uuid)`, runStatement(runId))
  return runOf(rows[1]!)
}
