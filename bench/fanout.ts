/** One run with 100 jobs of 500 ms at parallelism 20, through the broker and the database at 5 ms: beside the ideal of 2.5 s. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { serveQstash } from '../local/qstash/serve-qstash.ts'
import type { Asked, ServedRuns } from './fanout/serve-runs.ts'
import { openBenchDatabase } from './open-bench-database.ts'
import { type Figure, printFigures } from './print-figures.ts'

const JOBS = 100
const JOB_MS = 500
const PARALLELISM = 20
const ROUND_TRIP_MS = 5
const ROUNDS = 5
const IDEAL_MS = (JOBS / PARALLELISM) * JOB_MS
const POLL_MS = 5

interface Measured {
  jobs: number
  /** From the start to the end, and from the first job's start to the last one's end. */
  wallMs: number
  jobsMs: number
  requests: number
  messages: number
  cpuMs: number
  supersteps: number
}

const database = await openBenchDatabase()
const { admin, endpoint, tenantId } = database
const keys = { currentSigningKey: 'sig_current_of_a_bench', nextSigningKey: 'sig_next_of_a_bench' }
const token = 'token-of-a-bench'
const broker = await serveQstash({ databaseUrl: database.databaseUrl, token, ...keys })
const runs = await startRuns({
  databaseUrl: database.databaseUrl,
  neonUrl: endpoint.url,
  tenantId,
  brokerUrl: broker.url,
  token,
  ...keys,
  jobMs: JOB_MS,
  parallelism: PARALLELISM,
})
try {
  await admin.query('update tenant set settings = $1 where id = $2', [
    { research: { parallelism: PARALLELISM } },
    tenantId,
  ])
  endpoint.setRoundTrip(ROUND_TRIP_MS)
  await measure(PARALLELISM)
  const rounds: Measured[] = []
  const alone: Measured[] = []
  const queueAlone: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    queueAlone.push((await runs.ask({ ask: 'bare', jobs: JOBS })) as number)
    await broker.idle()
    alone.push(await measure(1))
    rounds.push(await measure(JOBS))
  }
  const fastest = best(rounds, ({ wallMs }) => wallMs)
  const one = best(alone, ({ cpuMs }) => cpuMs)
  const cpuOfJob = (best(rounds, ({ cpuMs }) => cpuMs).cpuMs - one.cpuMs) / (JOBS - 1)
  printFigures([
    {
      ...against('wall, start to end', fastest.wallMs, IDEAL_MS, 'ms'),
      bar: '<= 1.25 x',
      ok: fastest.wallMs <= 1.25 * IDEAL_MS,
    },
    against('wall, beside the queue with a handler that only sleeps', fastest.wallMs, Math.min(...queueAlone), 'ms'),
    against('wall, first job to last', fastest.jobsMs, IDEAL_MS, 'ms'),
    bounded('round trips per job, whole run', fastest.requests / JOBS, 3, 'count'),
    bounded('messages per job, whole run', fastest.messages / JOBS, 1.1, 'count'),
    plain('round trips per superstep, run of one job', (one.requests - 2) / one.supersteps, 'count'),
    plain('CPU per job', cpuOfJob, 'ms'),
    plain('CPU per superstep, run of one job', (one.cpuMs - cpuOfJob) / one.supersteps, 'ms'),
  ])
} finally {
  runs.close()
  await broker.close()
  await database.close()
}

async function measure(jobs: number): Promise<Measured> {
  endpoint.resetRequests()
  const before = { published: broker.stats().published, cpuMs: (await runs.ask({ ask: 'cpu' })) as number }
  const startedAt = performance.now()
  const id = (await runs.ask({ ask: 'start', jobs })) as string
  for (;;) {
    const { rows } = await admin.query('select status, answer from run where id = $1', [id])
    if (rows[0].status === 'succeeded') break
    if (['failed', 'cancelled'].includes(rows[0].status)) throw new Error(`The run ended: ${JSON.stringify(rows[0])}`)
    await sleep(POLL_MS)
  }
  const wallMs = performance.now() - startedAt
  await broker.idle()
  const { rows } = await admin.query(
    `select extract(epoch from max(finished_at) - min(started_at)) * 1000 as ms, count(*) filter (where status = 'done')::int as done from research_job where run_id = $1`,
    [id],
  )
  if (rows[0].done !== jobs) throw new Error(`${rows[0].done} jobs were done instead of ${jobs}.`)
  const { rows: steps } = await admin.query(
    `select count(*)::int as n from checkpoints where thread_id = $1 and (metadata->>'step')::int > 0`,
    [id],
  )
  return {
    jobs,
    wallMs,
    jobsMs: Number(rows[0].ms),
    requests: endpoint.requests(),
    messages: broker.stats().published - before.published,
    cpuMs: ((await runs.ask({ ask: 'cpu' })) as number) - before.cpuMs,
    supersteps: steps[0].n,
  }
}

async function startRuns(options: ServedRuns) {
  const child = fork(fileURLToPath(new URL('fanout/serve-runs.ts', import.meta.url)), { stdio: 'inherit' })
  const ask = async (message: ServedRuns | Asked): Promise<unknown> => {
    child.send(message)
    return (await once(child, 'message'))[0]
  }
  await ask(options)
  return { ask, close: () => child.disconnect() }
}

function best(rounds: Measured[], by: (measured: Measured) => number): Measured {
  return rounds.toSorted((a, b) => by(a) - by(b))[0]!
}

function against(name: string, ours: number, peer: number, unit: string): Figure {
  return { bench: 'fanout', case: name, ours, peer, ratio: ours / peer, unit, bar: 'none', ok: true }
}

function bounded(name: string, ours: number, most: number, unit: string): Figure {
  return { ...plain(name, ours, unit), bar: `<= ${most}`, ok: ours <= most }
}

function plain(name: string, ours: number, unit: string): Figure {
  return { bench: 'fanout', case: name, ours, peer: null, ratio: null, unit, bar: 'none', ok: true }
}
