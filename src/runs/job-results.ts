import { sql } from 'drizzle-orm'
import type { JobResult, JobSpec } from '../agent/flow.ts'
import type { ScopedDatabase } from '../db/scoped-database.ts'

// an answer of the database may hold 10 MiB
const PAGE_BYTES = 6_000_000

export interface LabelledResult extends JobResult {
  label: string
}

/** The results of one wave by key, in as few round trips as their size allows: one, but for very large ones. */
export async function listJobResults(db: ScopedDatabase, runId: string, wave: number): Promise<LabelledResult[]> {
  const results: LabelledResult[] = []
  for (let after = ''; ; after = results.at(-1)!.key) {
    const { rows } = await db.run(
      'run',
      sql`select job_key as key, kind, input, status, result, error, label, more from (
        select j.*, sum(octet_length(j.result::text)) over (order by j.job_key collate "C") as bytes, count(*) over () as more
        from research_job j where j.tenant_id = app_tenant_id() and j.run_id = ${runId}::uuid and j.wave = ${wave}
          and j.job_key collate "C" > ${after}) j
        where coalesce(j.bytes, 0) <= ${PAGE_BYTES} order by j.job_key collate "C"`,
    )
    const page = rows[0]!
    results.push(...page.map(({ more: _, ...row }) => row as unknown as LabelledResult))
    if (page.length === 0 || page.length >= Number(page[0]!.more)) return results
  }
}

export async function listSkippedJobs(db: ScopedDatabase, runId: string): Promise<JobSpec[]> {
  const { rows } = await db.run(
    'run',
    sql`select job_key as key, kind, input, label from research_job
      where tenant_id = app_tenant_id() and run_id = ${runId}::uuid and status = 'skipped' order by job_key collate "C"`,
  )
  return rows[0] as unknown as JobSpec[]
}
