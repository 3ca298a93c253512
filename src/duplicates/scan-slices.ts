import { sql } from 'drizzle-orm'
import type { JobSpec } from '../agent/flow.ts'
import type { Context } from '../context.ts'
import { recordTable } from '../records/record-tables.ts'
import type { KeyedType } from './key-row.ts'
import { runIndexed } from './run-indexed.ts'

// a delivery has 25 s and a Worker's memory, on a machine that others use too
const KEYS_A_JOB = 5_000
const BLOCK_ROWS_A_JOB = 6_000
/** Each part reads all keys: a few heavy deliveries are cheaper than many. */
const RECORDS_A_COUNT = 150_000

const jobOf = (kind: string, type: KeyedType, from: number, to: number, label: string): JobSpec => ({
  key: `${kind}:${type}:${from}`,
  kind,
  input: { type, from, to },
  label,
})

/** Ranges of ids with about as many unkeyed records each; both ends belong to them. */
export async function keySlices(ctx: Context, type: KeyedType): Promise<JobSpec[]> {
  const rows = await runIndexed(
    ctx,
    // rows that came with triggers off, by a restore or a replica, were never marked
    sql`insert into duplicate_unkeyed (entity_type, record_id)
      select ${type}, o.id from ${recordTable(type)} o where o.tenant_id = app_tenant_id() and o.archived_at is null and o.merged_into_id is null
        and (select k.record_id from duplicate_key k where k.tenant_id = app_tenant_id() and k.entity_type = ${type} and k.record_id = o.id) is null
      on conflict do nothing`,
    sql`with u as (select record_id, row_number() over (order by record_id) - 1 as at from duplicate_unkeyed
        where tenant_id = app_tenant_id() and entity_type = ${type})
      select min(record_id) as first, max(record_id) as last from u group by at / ${KEYS_A_JOB} order by 1`,
  )
  return rows[1]!.map(({ first, last }) =>
    jobOf('key', type, Number(first), Number(last), `${type} ${first} to ${last}: keys`),
  )
}

/** The parts in which terms are counted: which part of how many. */
export async function countSlices(ctx: Context, type: KeyedType): Promise<{ records: number; jobs: JobSpec[] }> {
  const { rows } = await ctx.db.run(
    'read',
    sql`select count(*) as records from duplicate_key where tenant_id = app_tenant_id() and entity_type = ${type}`,
  )
  const records = Number(rows[0]![0]!.records)
  const slices = Math.max(1, Math.ceil(records / RECORDS_A_COUNT))
  const jobs = Array.from({ length: slices }, (_, at) =>
    jobOf('count', type, at, slices, `${type}: how common values are, ${at + 1} of ${slices}`),
  )
  return { records, jobs: records === 0 ? [] : jobs }
}

/** Ranges of first records whose blocks have about as many rows each; the end does not belong to them. */
export async function pairSlices(ctx: Context, type: KeyedType, runId: string): Promise<JobSpec[]> {
  const { rows } = await ctx.db.run(
    'read',
    sql`with b as (select first_id, row_number() over (order by first_id) - 1 as at from duplicate_block
        where tenant_id = app_tenant_id() and run_id = ${runId} and entity_type = ${type}),
      s as (select min(first_id) as first, max(first_id) as last from b group by at / ${BLOCK_ROWS_A_JOB})
      select first, coalesce(lead(first) over (order by first), max(last) over () + 1) as next from s order by first`,
  )
  return rows[0]!
    .map(({ first, next }) => ({ from: Number(first), to: Number(next) }))
    .filter(({ from, to }) => from < to)
    .map(({ from, to }, at, { length }) => jobOf('pair', type, from, to, `${type}: comparing, ${at + 1} of ${length}`))
}
