import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { type AnyComparable, countTerms } from './comparable.ts'
import type { DuplicateModel } from './duplicate-model.ts'
import { fitModel } from './fit-model.ts'
import { entityOf, type KeyedType } from './key-row.ts'
import { runIndexed } from './run-indexed.ts'
import { comparablesOf, countsOf, idList, selectCounts, selectForms } from './select-keys.ts'

const STRANGERS = 500
const PROBES = 1000

/** Learns a tenant's model from a sample of its keyed records and their blocks, and keeps it. */
export async function learnModel(ctx: Context, type: KeyedType, runId: string): Promise<DuplicateModel> {
  const rows = await runIndexed(
    ctx,
    // evenly spread over the ids; where there are fewer records than points, each of them once
    sql`with bounds as (select min(record_id) as least, max(record_id) as most from duplicate_key where tenant_id = app_tenant_id() and entity_type = ${type})
      select distinct p.record_id from bounds, generate_series(0, ${PROBES - 1}) n,
        lateral (select k.record_id from duplicate_key k where k.tenant_id = app_tenant_id() and k.entity_type = ${type}
          and k.record_id >= least + (most - least) * n / ${PROBES} order by k.record_id limit 1) p order by 1`,
    sql`select count(*) as records from duplicate_key where tenant_id = app_tenant_id() and entity_type = ${type}`,
  )
  const probed = rows[0]!.map(({ record_id }) => Number(record_id))
  const met = await selectMet(ctx, type, runId, probed)
  const probes = probed.map((id) => ({ id, candidates: met.get(id) ?? [] }))
  const ids = [...new Set(probes.flatMap(({ id, candidates }) => [id, ...candidates]))]
  const read = await runIndexed(ctx, selectForms(type, idList(ids)), selectCounts(type, idList(ids)))
  const countOf = countsOf(read[1]!)
  const byId = new Map<number, AnyComparable>()
  for (const record of comparablesOf(type, read[0]!)) {
    countTerms(record, countOf)
    byId.set(record.id, record)
  }
  const known = (list: number[]) => list.flatMap((id) => byId.get(id) ?? [])
  const step = Math.max(1, probes.length / STRANGERS)
  const model = fitModel(entityOf(type), {
    records: Number(rows[1]![0]!.records),
    strangers: known(
      Array.from({ length: Math.min(STRANGERS, probes.length) }, (_, at) => probes[Math.floor(at * step)]!.id),
    ),
    probes: probes.flatMap(({ id, candidates }) => {
      const record = byId.get(id)
      return record ? [{ record, candidates: known(candidates) }] : []
    }),
  })
  await ctx.db.run(
    'read',
    sql`insert into duplicate_model (entity_type, model) values (${type}, ${JSON.stringify(model)}::jsonb)
      on conflict (tenant_id, entity_type) do update set model = excluded.model, learnt_at = now()`,
  )
  return model
}

/** For each of some records those in a block with it, if there are any. */
async function selectMet(ctx: Context, type: KeyedType, runId: string, ids: readonly number[]) {
  const blocks = sql`duplicate_block b where b.tenant_id = app_tenant_id() and b.run_id = ${runId} and b.entity_type = ${type}`
  const rows = await runIndexed(
    ctx,
    sql`select own.record_id, array_agg(distinct other.record_id) as met
      from (select b.first_id, b.term, b.record_id from ${blocks} and b.record_id = any(${`{${ids.join()}}`}::bigint[]) offset 0) own,
        lateral (select b.record_id from ${blocks} and b.first_id = own.first_id and b.term = own.term and b.record_id <> own.record_id offset 0) other
      group by 1`,
  )
  return new Map(rows[0]!.map(({ record_id, met }) => [Number(record_id), (met as unknown[]).map(Number)]))
}
