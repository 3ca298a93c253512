import { sql } from 'drizzle-orm'
import { runOf, runStatement } from './get-run.ts'
import { messageOf } from './outbox.ts'
import { publishMessages } from './publish-messages.ts'
import { parseRunId } from './run-id.ts'
import type { RunView } from './run-view.ts'
import type { RunContext } from './start-run.ts'
import type { Budget } from './use-case.ts'

export interface ResumeRun {
  /** Replaces the limits it names. */
  budget?: Budget | undefined
  /** The answer to what the run asked. */
  confirmed?: unknown
}

/**
 * Lets a run go on that waits for an answer, that a budget stopped, or that failed. Nothing is paid for twice.
 * @throws AppError not_found | conflict where there is nothing to go on with
 */
export async function resumeRun(ctx: RunContext, id: string, { budget, confirmed }: ResumeRun): Promise<RunView> {
  const runId = parseRunId(id)
  const outboxId = crypto.randomUUID()
  const answer = confirmed === undefined ? null : JSON.stringify(confirmed)
  const { rows } = await ctx.db.run(
    'run',
    sql`select resume_run(${runId}::uuid, ${JSON.stringify(budget ?? {})}::jsonb, ${answer}::jsonb, ${outboxId}::uuid)`,
    runStatement(runId),
    sql`select id, path, body, delay_seconds, options from outbox
      where tenant_id = app_tenant_id() and run_id = ${runId}::uuid and published_at is null`,
  )
  await publishMessages(ctx, rows[2]!.map(messageOf))
  return runOf(rows[1]!)
}
