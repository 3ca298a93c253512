import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { runOf, runStatement } from './get-run.ts'
import type { RunEvent } from './list-run-events.ts'
import { parseRunId } from './run-id.ts'
import type { RunView } from './run-view.ts'

export interface WatchedRun {
  run: RunView
  /** The newest events, oldest first. */
  events: RunEvent[]
  earlier_events: number
  /** What is being read at this moment. */
  reading: string[]
  jobs: Record<string, number>
  started_by: string | null
  /** How its proposals stand, by status. */
  proposals: Record<string, number>
}

const MOST_READING = 8

/** A run with everything its page shows; one round trip. @throws AppError not_found */
export async function watchRun(ctx: Context, id: string, { events }: { events: number }): Promise<WatchedRun> {
  const runId = parseRunId(id)
  const mine = sql`tenant_id = app_tenant_id() and run_id = ${runId}::uuid`
  const { rows } = await ctx.db.run(
    'read',
    runStatement(runId),
    sql`select * from (select e.id, e.kind, e.message, e.detail, e.duration_ms, e.input_tokens, e.output_tokens, e.cost_usd::float8 as cost_usd, e.at, count(*) over ()::int as n
      from run_event e where e.${mine} order by e.id desc limit ${events}) x order by id`,
    sql`select j.label from research_job j where j.${mine} and j.status = 'running' order by j.started_at limit ${MOST_READING}`,
    sql`select coalesce(jsonb_object_agg(status, n), '{}') as jobs from (select j.status, count(*) as n from research_job j where j.${mine} group by 1) x`,
    sql`select coalesce(jsonb_object_agg(status, n), '{}') as proposals from (select p.status, count(*) as n from proposal p where p.${mine} group by 1) x`,
    sql`select coalesce(u.name, k.name, case r.started_by_kind when 'system' then 'the schedule' end) as name from run r
      left join app_user u on u.tenant_id = r.tenant_id and u.id = r.started_by_user_id left join api_key k on k.tenant_id = r.tenant_id and k.id = r.started_by_key_id
      where r.tenant_id = app_tenant_id() and r.id = ${runId}::uuid`,
  )
  const found = rows[1]!
  return {
    run: runOf(rows[0]!),
    events: found.map(({ n: _, ...event }) => event) as unknown as RunEvent[],
    earlier_events: found.length > 0 ? Number(found[0]!.n) - found.length : 0,
    reading: rows[2]!.map(({ label }) => String(label)),
    jobs: rows[3]![0]!.jobs as Record<string, number>,
    proposals: rows[4]![0]!.proposals as Record<string, number>,
    started_by: (rows[5]![0]?.name as string | null | undefined) ?? null,
  }
}
