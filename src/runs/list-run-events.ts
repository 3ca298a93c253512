import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { parseRunId } from './run-id.ts'
import type { RunStatus } from './run-view.ts'

/** One line of a run's timeline; `id` grows, and is what `after` takes. */
export interface RunEvent {
  id: number
  kind: string
  message: string
  detail: Record<string, unknown>
  duration_ms: number | null
  input_tokens: number | null
  output_tokens: number | null
  cost_usd: number | null
  at: string
}

export interface RunEvents {
  data: RunEvent[]
  /** Where the run stands, so that a reader who has seen all of a finished one can stop. */
  status: RunStatus
}

/** The timeline after a given event, oldest first. @throws AppError not_found */
export async function listRunEvents(
  ctx: Context,
  id: string,
  page: { after?: number | undefined; limit: number },
): Promise<RunEvents> {
  const runId = parseRunId(id)
  const { rows } = await ctx.db.run(
    'read',
    sql`select r.status from run r where r.tenant_id = app_tenant_id() and r.id = ${runId}::uuid`,
    sql`select e.id, e.kind, e.message, e.detail, e.duration_ms, e.input_tokens, e.output_tokens, e.cost_usd::float8 as cost_usd, e.at
      from run_event e where e.tenant_id = app_tenant_id() and e.run_id = ${runId}::uuid and e.id > ${page.after ?? 0} order by e.id limit ${page.limit}`,
  )
  const run = rows[0]![0]
  if (!run) throw notFound('There is no such run.')
  return { data: rows[1] as unknown as RunEvent[], status: run.status as RunStatus }
}
