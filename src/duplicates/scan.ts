import { sql } from 'drizzle-orm'
import type { FlowTools, FlowTurn, JobSpec, Json } from '../agent/flow.ts'
import type { Context } from '../context.ts'
import { clusterScan } from './cluster-scan.ts'
import { groupContacts } from './contact-groups.ts'
import { type BlockCounts, countBlocks } from './count-blocks.ts'
import { draftGroups } from './draft-groups.ts'
import type { DuplicateAsk } from './duplicate-params.ts'
import { keyRecords } from './key-records.ts'
import type { KeyedType } from './key-row.ts'
import { learnModel } from './learn-model.ts'
import { type PairCounts, pairSlice } from './pair-slice.ts'
import { addBlocks, addPairs, emptyReport, readOutcomes, type TypeReport } from './scan-report.ts'
import { countSlices, keySlices, pairSlices } from './scan-slices.ts'
import type { ComparedType } from './select-records.ts'

type Stage = 'key' | 'count' | 'pair' | 'group' | 'propose'

/** Where a scan stands: what the run remembers between deliveries. */
export interface ScanMemory {
  stage: Stage
  types: ComparedType[]
  limit: number | null
  groups: number
  proposed: number
  startedAt: number
  reports: Partial<Record<ComparedType, TypeReport>>
  /** Jobs of a stage that are sent out once those before them are done. */
  waiting: JobSpec[]
}

interface Finished {
  kind: string
  input: Record<string, Json>
  result: Record<string, unknown> | null
  status: string
}

// a run sends out no more at once, and would leave the rest undone
const MOST_AT_ONCE = 450
// what one superstep carries through the checkpoint; a run has rounds for sixteen times as many
const MOST_PER_TURN = 1500

/** Begins a scan, and throws away what runs that are over have left. */
export async function startScan({ ctx }: FlowTools, { types, limit }: DuplicateAsk): Promise<ScanMemory> {
  const over = sql`tenant_id = app_tenant_id() and not exists (select from run r where r.tenant_id = app_tenant_id() and r.id = run_id and r.status in ('queued', 'running', 'waiting'))`
  await ctx.db.run(
    'read',
    sql`delete from duplicate_block where ${over}`,
    sql`delete from duplicate_pair where ${over}`,
    sql`delete from duplicate_group where ${over}`,
  )
  return {
    stage: 'key',
    types,
    limit: limit ?? null,
    groups: 0,
    proposed: 0,
    startedAt: ctx.now.getTime(),
    reports: Object.fromEntries(types.map((type) => [type, emptyReport()])),
    waiting: [],
  }
}

const keyedTypes = ({ types }: ScanMemory) => types.filter((type): type is KeyedType => type !== 'Contact')

/** Goes on from stage to stage until there is work for further deliveries, or something to propose. */
export async function advanceScan(
  tools: FlowTools,
  runId: string,
  before: ScanMemory,
  finished: readonly Finished[] = [],
): Promise<FlowTurn> {
  const memory = structuredClone(before)
  for (const { kind, input, result, status } of finished) if (status === 'done') take(memory, kind, input, result!)
  if (memory.waiting.length > 0) return sendOut(memory, memory.waiting)
  while (memory.stage !== 'propose') {
    const { stage } = memory
    memory.stage = NEXT[stage]
    if (stage === 'group') await group(tools.ctx, runId, memory)
    else {
      const jobs = await jobsOf(stage, tools.ctx, runId, memory)
      if (jobs.length > keyedTypes(memory).length) return sendOut(memory, jobs)
      for (const job of jobs) take(memory, job.kind, job.input, await doScanJob(tools.ctx, runId, job))
    }
  }
  return propose(tools, runId, memory)
}

function sendOut(memory: ScanMemory, jobs: readonly JobSpec[]): FlowTurn {
  const after = { ...memory, waiting: jobs.slice(MOST_AT_ONCE) }
  return {
    jobs: jobs.slice(0, MOST_AT_ONCE),
    memory: after as unknown as Record<string, Json>,
    answer: 'The scan has not come to its end.',
  }
}

const NEXT = { key: 'count', count: 'pair', pair: 'group', group: 'propose' } as const

async function jobsOf(
  stage: 'key' | 'count' | 'pair',
  ctx: Context,
  runId: string,
  memory: ScanMemory,
): Promise<JobSpec[]> {
  const jobs: JobSpec[] = []
  for (const type of keyedTypes(memory)) {
    if (stage === 'key') jobs.push(...(await keySlices(ctx, type)))
    if (stage === 'count') {
      const slices = await countSlices(ctx, type)
      memory.reports[type]!.records = slices.records
      jobs.push(...slices.jobs)
    }
    if (stage === 'pair') {
      await learnModel(ctx, type, runId)
      jobs.push(...(await pairSlices(ctx, type, runId)))
    }
  }
  return jobs
}

/** One slice of a stage. Everything it writes is derived and written the same again if it runs twice. */
export async function doScanJob(ctx: Context, runId: string, { kind, input }: JobSpec): Promise<object> {
  const type = input.type as KeyedType
  const [from, to] = [Number(input.from), Number(input.to)]
  if (kind === 'key') return { keyed: await keyRecords(ctx, type, from, to) }
  if (kind === 'count') return countBlocks(ctx, type, { runId, slice: from, slices: to })
  return pairSlice(ctx, type, { runId, from, to })
}

function take(memory: ScanMemory, kind: string, input: Record<string, Json>, result: object): void {
  const report = memory.reports[input.type as KeyedType]!
  if (kind === 'key') report.keyed += (result as { keyed: number }).keyed
  if (kind === 'count') addBlocks(report, result as BlockCounts)
  if (kind === 'pair') addPairs(report, result as PairCounts)
}

async function group(ctx: Context, runId: string, memory: ScanMemory): Promise<void> {
  for (const type of memory.types) {
    const firstOrdinal = memory.groups
    const found =
      type === 'Contact'
        ? { clusters: await groupContacts(ctx, runId, firstOrdinal) }
        : await clusterScan(ctx, type, { runId, firstOrdinal })
    Object.assign(memory.reports[type]!, found)
    memory.groups += found.clusters
  }
}

async function propose({ ctx, note }: FlowTools, runId: string, memory: ScanMemory): Promise<FlowTurn> {
  const last = Math.min(memory.groups, memory.limit ?? memory.groups)
  const most = Math.min(MOST_PER_TURN, last - memory.proposed)
  const drafts = await draftGroups(ctx, runId, memory.proposed, most)
  if (memory.proposed === 0)
    for (const [type, { records, candidate_pairs, clusters }] of Object.entries(memory.reports))
      note({ kind: 'compared', message: `${type}: ${records} records, ${candidate_pairs} pairs, ${clusters} groups.` })
  const proposed = memory.proposed + most
  const more: JobSpec[] =
    proposed < last ? [{ key: `after-${proposed}`, kind: 'more', input: {}, label: 'further groups' }] : []
  const { precision, maybe } = await readOutcomes(ctx, runId, memory.types)
  return {
    drafts,
    jobs: more,
    memory: { ...memory, proposed } as unknown as Record<string, Json>,
    answer: summarise(memory, last),
    result: {
      scan: JSON.parse(JSON.stringify(memory.reports)) as Json,
      seconds: Math.round((ctx.now.getTime() - memory.startedAt) / 100) / 10,
      precision,
      maybe,
    },
  }
}

function summarise({ reports, groups }: ScanMemory, last: number): string {
  const all = Object.values(reports)
  const records = all.reduce((sum, report) => sum + report.records, 0)
  const maybe = all.reduce((sum, report) => sum + report.maybe, 0)
  const parts = [
    groups === 0
      ? `Compared ${records} records and found no duplicates.`
      : `Compared ${records} records and found ${groups === 1 ? 'one group' : `${groups} groups`} to merge.`,
    last < groups ? `The ${last} surest are proposed.` : '',
    maybe > 0 ? `${maybe === 1 ? 'One pair' : `${maybe} pairs`} may be the same and are only shown.` : '',
  ]
  return parts.filter(Boolean).join(' ')
}
