import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { type AnyComparable, countTerms } from './comparable.ts'
import type { DuplicateModel } from './duplicate-model.ts'
import { fitModel } from './fit-model.ts'
import { entityOf, type KeyedType } from './key-row.ts'
import { runIndexed } from './run-indexed.ts'
import { comparablesOf, countsOf, idList, keyOf, membersOf, selectCounts, selectForms } from './select-keys.ts'

const STRANGERS = 500
const PROBES = 1000

/** Learns a tenant's model from a sample of its keyed records and their blocks, and keeps it. */
export async function learnModel(ctx: Context, type: KeyedType, runId: string): Promise<DuplicateModel> {
  const rows = await runIndexed(
    ctx,
    // evenly spread over the ids; where there are fewer records than points, each of them once
    sql`with bounds as (select min(record_id) as least, max(record_id) as most from duplicate_key where tenant_id = app_tenant_id() and entity_type = ${type}),
      probe as (select distinct p.record_id from bounds, generate_series(0, ${PROBES - 1}) n,
        lateral (select k.record_id from duplicate_key k where k.tenant_id = app_tenant_id() and k.entity_type = ${type}
          and k.record_id >= least + (most - least) * n / ${PROBES} order by k.record_id limit 1) p)
      select p.record_id, array(select distinct b.record_id from (${keyOf(type, sql`p.record_id`)} offset 0) k, unnest(k.blocks) t (term), ${membersOf(type, runId, sql`t.term`)} b
          where b.record_id <> p.record_id) as candidates
      from probe p order by p.record_id`,
    sql`select count(*) as records from duplicate_key where tenant_id = app_tenant_id() and entity_type = ${type}`,
  )
  const probes = rows[0]!.map(({ record_id, candidates }) => ({
    id: Number(record_id),
    candidates: (candidates as unknown[]).map(Number),
  }))
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
