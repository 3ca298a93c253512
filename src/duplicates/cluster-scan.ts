import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { type Cluster, clusterPairs, type Edge, REFUSED, type Verdict } from './cluster-pairs.ts'
import type { KeyedType } from './key-row.ts'
import { MATCH } from './match-band.ts'
import { isBranchVeto } from './organization-veto.ts'
import { type PairScorer, pairScorer } from './score-pair.ts'
import { loadComparables, modelOf, selectModel } from './select-keys.ts'
import { selectRefusedPairs } from './select-records.ts'

const PAIRS_A_PAGE = 50_000
const RECORDS_AT_ONCE = 5_000
const GROUPS_A_WRITE = 5_000

export interface GroupCounts {
  clusters: number
  /** Pairs that match, and pairs that may. */
  matches: number
  maybe: number
}

/** Joins the pairs of a run to groups and keeps them, surest first, behind those kept already. */
export async function clusterScan(
  ctx: Context,
  type: KeyedType,
  { runId, firstOrdinal }: { runId: string; firstOrdinal: number },
): Promise<GroupCounts> {
  const refused = await selectRefusedPairs(ctx, type)
  const pairs = await readPairs(ctx, type, runId)
  const edges = pairs.filter(({ left, right, weight }) => weight >= MATCH && !refused.has(`${left}:${right}`))
  const { rows } = await ctx.db.run('read', selectModel(type))
  const scorer = pairScorer(modelOf(type, rows[0]!))
  const clusters: Cluster[] = []
  for (const batch of batchesOf(componentsOf(edges))) {
    // two records that match contradict nobody; only where there are more must all be looked at
    const ids = new Set(batch.flatMap((component) => (component.length > 1 ? idsOf(component) : [])))
    const records = await loadComparables(ctx, type, [...ids])
    const verdictOn = (left: number, right: number) =>
      judgePair(scorer, refused, records.get(left), records.get(right), pairKey(left, right))
    for (const component of batch) clusters.push(...clusterPairs(component, verdictOn))
  }
  clusters.sort((a, b) => weakestOf(b) - weakestOf(a) || a.ids[0]! - b.ids[0]!)
  for (let at = 0; at < clusters.length; at += GROUPS_A_WRITE)
    await keepGroups(ctx, type, runId, firstOrdinal + at, clusters.slice(at, at + GROUPS_A_WRITE))
  return {
    clusters: clusters.length,
    matches: edges.length,
    maybe: pairs.filter(({ weight }) => weight < MATCH).length,
  }
}

export const pairKey = (left: number, right: number): string => (left < right ? `${left}:${right}` : `${right}:${left}`)

type Known = Parameters<PairScorer['score']>[0] | undefined

/** What is known of two records, if both are, when a join would bring them together. */
export function judgePair(
  scorer: PairScorer,
  refused: ReadonlySet<string>,
  left: Known,
  right: Known,
  key: string,
): Verdict | undefined {
  const isRefused = refused.has(key)
  if (!left || !right) return isRefused ? REFUSED : undefined
  const { weight, veto } = scorer.score(left, right)
  return { weight, vetoed: veto !== '', refused: isRefused, rivals: isRefused || isBranchVeto(veto) }
}

const weakestOf = ({ edges }: Cluster): number => edges.at(-1)!.weight
const idsOf = (edges: readonly Edge[]): number[] => edges.flatMap(({ left, right }) => [left, right])

async function readPairs(ctx: Context, type: KeyedType, runId: string): Promise<Edge[]> {
  const edges: Edge[] = []
  for (let after = [0, 0]; ; ) {
    const { rows } = await ctx.db.run(
      'read',
      sql`select left_id, right_id, weight from duplicate_pair where tenant_id = app_tenant_id() and run_id = ${runId} and entity_type = ${type}
        and (left_id, right_id) > (${after[0]}::bigint, ${after[1]}::bigint) order by left_id, right_id limit ${PAIRS_A_PAGE}`,
    )
    for (const { left_id, right_id, weight } of rows[0]!)
      edges.push({ left: Number(left_id), right: Number(right_id), weight: Number(weight) })
    if (rows[0]!.length < PAIRS_A_PAGE) return edges
    after = [Number(rows[0]!.at(-1)!.left_id), Number(rows[0]!.at(-1)!.right_id)]
  }
}

/** The edges of each connected component. */
function componentsOf(edges: readonly Edge[]): Edge[][] {
  const parents = new Map<number, number>()
  const find = (id: number): number => {
    let root = id
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up
    for (let at = id; at !== root; ) {
      const up = parents.get(at)!
      parents.set(at, root)
      at = up
    }
    return root
  }
  for (const { left, right } of edges) {
    const [a, b] = [find(left), find(right)]
    if (a !== b) parents.set(b, a)
  }
  const components = new Map<number, Edge[]>()
  for (const edge of edges) {
    const root = find(edge.left)
    const component = components.get(root)
    if (component) component.push(edge)
    else components.set(root, [edge])
  }
  return [...components.values()]
}

function* batchesOf(components: readonly Edge[][]): Generator<Edge[][]> {
  let batch: Edge[][] = []
  let records = 0
  for (const component of components) {
    batch.push(component)
    records += component.length > 1 ? component.length + 1 : 0
    if (records < RECORDS_AT_ONCE) continue
    yield batch
    batch = []
    records = 0
  }
  yield batch
}

async function keepGroups(ctx: Context, type: KeyedType, runId: string, first: number, clusters: readonly Cluster[]) {
  const groups = clusters.map(({ edges }, at) => ({
    ordinal: first + at,
    edges: edges.map(({ left, right, weight }) => [left, right, weight]),
  }))
  await ctx.db.run(
    'read',
    sql`insert into duplicate_group (run_id, entity_type, ordinal, edges)
      select ${runId}::uuid, ${type}, g.ordinal, g.edges from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) as g (ordinal int, edges jsonb)
      on conflict (tenant_id, run_id, ordinal) do update set entity_type = excluded.entity_type, edges = excluded.edges`,
  )
}
