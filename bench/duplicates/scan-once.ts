// A whole scan outside the queue, in a process whose memory is a Worker's: scan-once.ts DATABASE_URL NEON_URL TENANT RUN
import type { FlowTools, JobSpec } from '../../src/agent/flow.ts'
import { createNeonTransport } from '../../src/db/neon-transport.ts'
import { ScopedDatabase } from '../../src/db/scoped-database.ts'
import { findDuplicates } from '../../src/duplicates/flow.ts'
import { AppError } from '../../src/errors.ts'

const [databaseUrl, neonUrl, tenant, runId] = process.argv.slice(2) as [string, string, string, string]
const AT_ONCE = 4

const db = new ScopedDatabase(createNeonTransport(databaseUrl, neonUrl), {
  credential: { kind: 'system', value: tenant },
  surface: 'run',
})
const tools = { ctx: { db, now: new Date(), log: () => {} }, note: () => {} } as unknown as FlowTools
const run = {
  id: runId,
  tenantId: Number(tenant),
  prompt: null,
  params: {},
  reasoningType: 'crm',
  startedByUserId: null,
}
const stages: Record<string, number> = {}
let peak = 0
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().heapUsed)
}, 50)

/** What the queue does with a delivery that did not reach the database. */
async function delivered<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === 5 || !(error instanceof AppError) || error.code !== 'unavailable') throw error
    }
  }
}

async function doAll(jobs: JobSpec[]) {
  const results: {
    key: string
    kind: string
    input: JobSpec['input']
    status: 'done'
    result: Record<string, unknown>
    error: null
  }[] = []
  const waiting = [...jobs]
  const work = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift())
      results.push({
        key: job.key,
        kind: job.kind,
        input: job.input,
        status: 'done',
        result: await delivered(() => findDuplicates.research(job, run, tools)),
        error: null,
      })
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return results
}

const startedAt = performance.now()
let turn = await delivered(() => findDuplicates.plan({ run, memory: {}, stoppedAtBudget: false }, tools))
while (turn.jobs?.length && turn.jobs[0]!.kind !== 'more') {
  const stage = turn.jobs[0]!.kind
  const since = performance.now()
  const results = await doAll(turn.jobs)
  stages[stage] = (stages[stage] ?? 0) + performance.now() - since
  const assessed = performance.now()
  const memory = turn.memory!
  turn = await delivered(() => findDuplicates.assess({ run, memory, stoppedAtBudget: false }, results, tools))
  stages[`after ${stage}`] = (stages[`after ${stage}`] ?? 0) + performance.now() - assessed
}
clearInterval(watch)
process.send?.({
  ms: performance.now() - startedAt,
  peak,
  stages,
  drafts: turn.drafts?.length ?? 0,
  result: turn.result,
})
process.disconnect?.()
