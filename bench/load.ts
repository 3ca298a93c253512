/**
 * The whole product in workerd under a mixed load beside the same product idle: sixty-four clients who read, write, decide and
 * pause as people do, three of whom start agents one after the other. `--minutes N` (10 unless said otherwise).
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { findFreePort } from '../local/postgres/find-free-port.ts'
import { startStack } from '../local/stack/start-stack.ts'
import { createClient, type Meter } from './load/create-client.ts'
import { watchMemory } from './load/watch-memory.ts'
import { figuresOf, printFigures } from './print-figures.ts'

const CLIENTS = 64
const RUNNERS = 3
const IDLE_MINUTES = 1
/** What a person reads before the next request. */
const PAUSE_MS = 1000
/** Memory settles while caches fill. */
const SETTLED = 0.3

const { values } = parseArgs({ options: { minutes: { type: 'string' } }, args: process.argv.slice(2), strict: false })
const minutes = Number(values.minutes ?? 10)
const dir = await mkdtemp(join(tmpdir(), 'greenlight-bench-load-'))
const stack = await startStack(
  {
    port: await findFreePort(),
    postgres: 'native',
    fresh: false,
    demo: true,
    allowRemote: false,
    dir,
    workerConfig: fileURLToPath(new URL('../wrangler.toml', import.meta.url)),
  },
  { shell: {}, progress: () => {}, signal: new AbortController().signal },
)
const { url, tenants } = stack.file
try {
  const idle = await withClients(1, 0, IDLE_MINUTES)
  const memory = await watchMemory(dir)
  const busy = await withClients(CLIENTS, RUNNERS, minutes)
  const { settled, last } = memory.stop(SETTLED)
  console.error(`${busy.times.length} requests, ${busy.runs} runs, answers by status: ${JSON.stringify(busy.statuses)}`)
  const [quiet, loaded] = [percentile(idle.times, 0.99), percentile(busy.times, 0.99)]
  const figure = figuresOf('load')
  printFigures([
    figure('answers of 500 and above', busy.failures, 0, 'count', '0', busy.failures === 0),
    figure('p99 under load : idle', loaded, quiet, 'ms', '<= 10 x', loaded <= 10 * quiet),
    figure('p50 under load : idle', percentile(busy.times, 0.5), percentile(idle.times, 0.5), 'ms', 'shown', true),
    figure("workerd's memory at the end : settled", last, settled, 'MB', '<= 1.3 x', last <= 1.3 * settled),
  ])
} finally {
  await stack.close()
  await rm(dir, { recursive: true, force: true })
}
// wrangler keeps handles that nothing waits for
process.exit()

/** So many people at once for so long, some of whom have agents work for them. */
async function withClients(clients: number, runners: number, forMinutes: number): Promise<Meter> {
  const meter: Meter = { times: [], statuses: {}, failures: 0, runs: 0 }
  const until = performance.now() + forMinutes * 60_000
  await Promise.all(
    Array.from({ length: clients }, async (_, nth) => {
      const client = createClient(url, tenants[0]!.keys.admin, meter)
      await pause((PAUSE_MS * nth) / clients)
      while (performance.now() < until) {
        await (nth < runners ? client.haveAgentsWork(until) : client.doSomething())
        await pause(PAUSE_MS * (0.5 + Math.random()))
      }
    }),
  )
  return meter
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]!
}
