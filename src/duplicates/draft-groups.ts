import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { Row } from '../db/statement.ts'
import type { Draft } from '../proposals/draft.ts'
import type { Cluster, Edge } from './cluster-pairs.ts'
import { withAccounts } from './draft-accounts.ts'
import { draftMerge, type ExplainEdge } from './draft-merge.ts'
import { explainPair } from './explain-pair.ts'
import { entityOf, type KeyedType } from './key-row.ts'
import { pairScorer } from './score-pair.ts'
import { loadComparables, modelOf, selectModel } from './select-keys.ts'
import { type ComparedType, selectMembers } from './select-records.ts'

/** Drafts the groups of a run from an ordinal on: a merge each, those left out with a member that is gone since. */
export async function draftGroups(ctx: Context, runId: string, from: number, most: number): Promise<Draft[]> {
  const { rows } = await ctx.db.run(
    'read',
    sql`select entity_type, edges from duplicate_group where tenant_id = app_tenant_id() and run_id = ${runId} and ordinal >= ${from}
      order by ordinal limit ${most}`,
  )
  const drafts: Draft[] = []
  for (const type of ['Organization', 'Individual', 'Contact'] as const) {
    const clusters = rows[0]!.filter(({ entity_type }) => entity_type === type).map(clusterOf)
    if (clusters.length > 0) drafts.push(...(await draftType(ctx, type, clusters)))
  }
  return drafts
}

function clusterOf({ edges }: Row): Cluster {
  const read = (edges as [number, number, number][]).map(([left, right, weight]): Edge => ({ left, right, weight }))
  return { edges: read, ids: [...new Set(read.flatMap(({ left, right }) => [left, right]))].sort((a, b) => a - b) }
}

async function draftType(ctx: Context, type: ComparedType, clusters: readonly Cluster[]): Promise<Draft[]> {
  const ids = clusters.flatMap((cluster) => cluster.ids)
  const members = await selectMembers(ctx, type, ids)
  const explain = type === 'Contact' ? explainContact : await explainer(ctx, type, ids)
  const drafts = clusters.flatMap((cluster) => {
    const found = cluster.ids.flatMap((id) => members.get(id) ?? [])
    return found.length === cluster.ids.length ? [draftMerge(type, cluster, found, explain)] : []
  })
  return type === 'Organization' ? withAccounts(ctx, drafts, members) : drafts
}

const explainContact = () => 'the same person at the same organization'

async function explainer(ctx: Context, type: KeyedType, ids: readonly number[]): Promise<ExplainEdge> {
  const { rows } = await ctx.db.run('read', selectModel(type))
  const scorer = pairScorer(modelOf(type, rows[0]!))
  const records = await loadComparables(ctx, type, ids)
  return (left, right) => {
    const [a, b] = [records.get(left), records.get(right)]
    if (!a || !b) return 'compared before it changed'
    scorer.score(a, b)
    return explainPair(entityOf(type), scorer)
  }
}
