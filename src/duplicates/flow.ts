import type { Flow, FlowInput, FlowTools, FlowTurn, Json } from '../agent/flow.ts'
import type { Context } from '../context.ts'
import type { Draft } from '../proposals/draft.ts'
import type { Cluster } from './cluster-pairs.ts'
import type { AnyComparable } from './comparable.ts'
import { draftMerge } from './draft-merge.ts'
import { readDuplicateAsk } from './duplicate-params.ts'
import { explainPair } from './explain-pair.ts'
import { comparableOf, type Scan, scanRecords } from './scan-records.ts'
import { type ComparedType, readRecords, selectMembers, selectRefusedPairs } from './select-records.ts'

/** Use case 4: finds records that are one and proposes one merge for each group. No model decides anything. */
export const findDuplicates: Flow = {
  useCase: 'find_duplicates',

  async plan({ run }: FlowInput, tools: FlowTools): Promise<FlowTurn> {
    const ask = readDuplicateAsk(run.params, run.prompt)
    const drafts: Draft[] = []
    const report: Record<string, Json> = {}
    let read = 0
    for (const type of ask.types) {
      if (type === 'Contact') continue
      const scan = await scanType(tools.ctx, type)
      read += scan.records.size
      drafts.push(...(await draftClusters(tools.ctx, type, scan)))
      report[type] = {
        records: scan.records.size,
        candidate_pairs: scan.blocks.pairs,
        clusters: scan.clusters.length,
        maybe: scan.maybe.length,
      }
    }
    const kept = drafts.slice(0, ask.limit ?? drafts.length)
    return {
      drafts: kept,
      answer: `Compared ${read} records and found ${kept.length} ${kept.length === 1 ? 'group' : 'groups'} to merge.`,
      result: report,
    }
  },

  async research() {
    return {}
  },

  async assess() {
    return {}
  },
}

async function scanType(ctx: Context, type: 'Organization' | 'Individual'): Promise<Scan> {
  const entity = type === 'Organization' ? 'organization' : 'person'
  const records: AnyComparable[] = []
  await readRecords(ctx, type, (id, source) => records.push(comparableOf(entity, id, source)))
  return scanRecords(entity, records, await selectRefusedPairs(ctx, type))
}

async function draftClusters(ctx: Context, type: ComparedType, { clusters, scorer, records, model }: Scan) {
  const members = await selectMembers(
    ctx,
    type,
    clusters.flatMap(({ ids }) => ids),
  )
  const explain = (left: number, right: number) => {
    scorer.score(records.get(left)!, records.get(right)!)
    return explainPair(model.entity, scorer)
  }
  const whole = ({ ids }: Cluster) => ids.every((id) => members.has(id))
  return clusters.filter(whole).map((cluster) =>
    draftMerge(
      type,
      cluster,
      cluster.ids.map((id) => members.get(id)!),
      explain,
    ),
  )
}
