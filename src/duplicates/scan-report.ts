import { sql } from 'drizzle-orm'
import type { Json } from '../agent/flow.ts'
import type { Context } from '../context.ts'
import type { BlockCounts } from './count-blocks.ts'
import { MATCH } from './match-band.ts'
import type { PairCounts } from './pair-slice.ts'
import type { ComparedType } from './select-records.ts'

const SHOWN = 20

/** What a scan tells of one kind of record. */
export interface TypeReport {
  records: number
  keyed: number
  blocks: number
  candidate_pairs: number
  matches: number
  maybe: number
  dropped: BlockCounts['dropped']
  clusters: number
}

export const emptyReport = (): TypeReport => ({
  records: 0,
  keyed: 0,
  blocks: 0,
  candidate_pairs: 0,
  matches: 0,
  maybe: 0,
  dropped: {},
  clusters: 0,
})

export function addBlocks(report: TypeReport, { blocks, dropped }: BlockCounts): void {
  report.blocks += blocks
  for (const [kind, more] of Object.entries(dropped)) {
    const known = report.dropped[kind] ?? { blocks: 0, records: 0 }
    report.dropped[kind] = { blocks: known.blocks + more.blocks, records: known.records + more.records }
  }
}

export function addPairs(report: TypeReport, { pairs }: PairCounts): void {
  report.candidate_pairs += pairs
}

/** What people have made of earlier merges, and the likeliest of the pairs that are only shown. */
export async function readOutcomes(ctx: Context, runId: string, types: readonly ComparedType[]) {
  const { rows } = await ctx.db.run(
    'read',
    sql`select p.entity_type, count(*) filter (where p.status = 'committed') as right, count(*) filter (where p.status in ('rejected', 'undone')) as wrong
      from proposal p where p.tenant_id = app_tenant_id() and p.producer = 'find_duplicates' and p.proposed_action = 'merge' group by 1`,
    sql`select p.entity_type, left_id, right_id, weight from duplicate_pair p where p.tenant_id = app_tenant_id() and p.run_id = ${runId} and weight < ${MATCH}
        and not exists (select from refusal r where r.tenant_id = app_tenant_id() and r.lifted_at is null and r.question_key = format('merge:%s:%s:%s', p.entity_type, left_id, right_id))
      order by weight desc, left_id, right_id limit ${SHOWN}`,
  )
  const precision: Record<string, Json> = {}
  for (const type of types) {
    const counts = rows[0]!.find(({ entity_type }) => entity_type === type)
    const [right, wrong] = [Number(counts?.right ?? 0), Number(counts?.wrong ?? 0)]
    // below thirty the share of a few says nothing
    const share = right + wrong < 30 ? 'not measured' : Math.round((1000 * right) / (right + wrong)) / 1000
    precision[type] = { accepted: right, rejected_or_undone: wrong, precision: share }
  }
  const maybe = rows[1]!.map(({ entity_type, left_id, right_id, weight }) => ({
    entity_type: String(entity_type),
    ids: [Number(left_id), Number(right_id)],
    weight: Math.round(Number(weight) * 10) / 10,
  }))
  return { precision, maybe }
}
