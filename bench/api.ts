/** Three routes of the Worker in workerd, under load and beside a bare Hono handler with one Neon query on the same rows. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findFreePort } from '../local/postgres/find-free-port.ts'
import { runWorker } from '../local/stack/run-worker.ts'
import { seedInbox } from './api/seed-inbox.ts'
import { openBenchDatabase } from './open-bench-database.ts'
import { type Figure, printFigures } from './print-figures.ts'

const ROUND_TRIP_MS = 5
const CLIENTS = 4
const REQUESTS = 400
const WARM_UP = 60

interface Ask {
  path: string
  body?: string
}

const path = (file: string) => fileURLToPath(new URL(file, import.meta.url))
const dir = await mkdtemp(join(tmpdir(), 'greenlight-bench-api-'))
const bench = await openBenchDatabase()
const { key, userId, runId } = await seedInbox(bench.admin, bench.tenantId)
const [ours, bare] = [await start('../wrangler.toml'), await start('api/wrangler.toml')]
bench.endpoint.setRoundTrip(ROUND_TRIP_MS)
try {
  const toDecide = await readPending()
  const figures: Figure[] = []
  figures.push(...(await compare('GET /v1/proposals', () => ({ path: '/v1/proposals?status=pending' }))))
  figures.push(...(await compare('GET /v1/runs/{id}', () => ({ path: `/v1/runs/${runId}` }))))
  figures.push(
    ...(await compare('POST /v1/proposals/{id}/approve', () => {
      const { id, content_hash } = toDecide.pop()!
      return { path: `/v1/proposals/${id}/approve`, body: JSON.stringify({ content_hash }) }
    })),
  )
  printFigures(figures)
} finally {
  await ours.close()
  await bare.close()
  await bench.close()
  await rm(dir, { recursive: true, force: true })
}
// wrangler keeps handles that nothing waits for
process.exit()

async function start(config: string) {
  const port = await findFreePort()
  const environment = {
    DATABASE_URL: bench.databaseUrl,
    NEON_FETCH_ENDPOINT: bench.endpoint.url,
    TENANT_ID: String(bench.tenantId),
    USER_ID: String(userId),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SESSION_SECRET: 'a-secret-of-a-bench-and-nothing-else',
    QSTASH_TOKEN: 'bench',
    QSTASH_CURRENT_SIGNING_KEY: 'bench',
    QSTASH_NEXT_SIGNING_KEY: 'bench',
    OPENAI_API_KEY: 'bench',
    SERPER_API_KEY: 'bench',
  }
  return runWorker({ config: path(config), port, environment, dir, signal: new AbortController().signal })
}

/** About one person each, and nobody twice: none is in the way of another. */
async function readPending(): Promise<{ id: string; content_hash: string }[]> {
  const { rows } = await bench.admin.query(
    `select distinct on (entity_id) id, content_hash from proposal where tenant_id = $1 order by entity_id, created_at`,
    [bench.tenantId],
  )
  return rows
}

async function compare(name: string, ask: () => Ask): Promise<Figure[]> {
  bench.endpoint.resetRequests()
  await send(ours.url, ask())
  const roundTrips = bench.endpoint.requests()
  await load(WARM_UP, ask)
  const { mine, theirs } = await load(REQUESTS, ask)
  return [
    { ...head(`${name}, round trips`, roundTrips, 1), unit: 'count', bar: '1', ok: roundTrips === 1 },
    timed(`${name}, p50`, percentile(mine, 0.5), percentile(theirs, 0.5), 1.3),
    timed(`${name}, p99`, percentile(mine, 0.99), percentile(theirs, 0.99), 1.5),
  ]
}

/** So many requests to each, by clients that ask one and the other by turns, so that the machine's other work falls on both. */
async function load(requests: number, ask: () => Ask) {
  const [mine, theirs]: [number[], number[]] = [[], []]
  let left = requests
  const client = async () => {
    while (left-- > 0) {
      mine.push(await send(ours.url, ask()))
      theirs.push(await send(bare.url, ask()))
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return { mine, theirs }
}

function head(name: string, mine: number, peer: number) {
  return { bench: 'api', case: name, ours: mine, peer, ratio: mine / peer }
}

function timed(name: string, mine: number, peer: number, bar: number): Figure {
  return { ...head(name, mine, peer), unit: 'ms', bar: `<= ${bar} x`, ok: mine <= bar * peer }
}

async function send(url: string, { path, body }: Ask): Promise<number> {
  const headers = { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) }
  const startedAt = performance.now()
  const response = await fetch(url + path, { headers, ...(body && { method: 'POST', body }) })
  const text = await response.text()
  const took = performance.now() - startedAt
  if (!response.ok) throw new Error(`${response.status} ${path} ${text.slice(0, 500)}`)
  return took
}

function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]!
}
