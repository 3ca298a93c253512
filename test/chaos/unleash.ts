/** Everything that goes wrong in a cloud, at once and by seed: at the queue, the database, the model, and the Worker itself. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultRule } from '../../local/qstash/faults.ts'
import { unavailable } from '../../src/errors.ts'
import { sweepRuns } from '../../src/runs/sweep-runs.ts'
import type { RunWorld } from '../support/open-run-world.ts'
import { seededRandom } from './seeded-random.ts'

export interface Chaos {
  /** Database requests that were lost, before or after they committed. */
  databaseFaults(): number
  /** Backends that were shot at work. */
  shots(): number
  /** Model calls that were refused, and answers that were spoilt. */
  modelFaults(): number
  /** Searches and pages that did not come. */
  webFaults(): number
  calm(): Promise<void>
}

const odds = { database: 0.02, kill: 0.015, model: 0.12, slow: 0.1, spoil: 0.06, web: 0.06 }

const brokerFaults: FaultRule[] = [
  { kind: 'deliver-twice', probability: 0.15 },
  { kind: 'drop-response', probability: 0.1 },
  { kind: 'delay', probability: 0.2, delayMs: [5, 80] },
  { kind: 'reorder', probability: 0.1 },
  { kind: 'lose', probability: 0.02 },
  { kind: 'next-key', probability: 0.1 },
  { kind: 'stale-signature', probability: 0.03 },
  { kind: 'bad-signature', probability: 0.03 },
]

// only what serves the product: the broker lives in the same database, and is another's to break
const shootOne = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
  and state in ('active', 'idle in transaction') and query ~ 'begin_request|head as|_step|research_job' limit 1`

/** How long the watchdog waits in a world whose clocks run fast. */
const patience = { unpublished_seconds: 1, stalled_seconds: 2, job_seconds: 4, job_redispatches: 50 }

export function unleash(world: RunWorld, seed: number): Chaos {
  const random = seededRandom(seed)
  const count = { database: 0, shots: 0, model: 0, web: 0 }
  const { transport } = world.work
  world.work.transport = (statements) => {
    if (random() < odds.database) {
      count.database += 1
      world.database.failNext(1, random() < 0.5 ? 'before' : 'after')
    }
    return transport(statements)
  }
  world.kills.next = () => random() < odds.kill
  world.model.before = async () => {
    if (random() < odds.slow) await sleep(random() * 50)
    if (random() >= odds.model) return
    count.model += 1
    throw unavailable(random() < 0.5 ? 'The model is busy (429).' : 'The model does not answer (500).')
  }
  world.model.spoil = () => {
    const drawn = random()
    if (drawn >= 2 * odds.spoil) return undefined
    count.model += 1
    return drawn < odds.spoil ? 'json' : 'tool'
  }
  const isLost = () => {
    if (random() >= odds.web) return false
    count.web += 1
    return true
  }
  world.web.beforeSearch = () => {
    if (isLost()) throw unavailable('The search does not answer.')
  }
  world.web.unread = () =>
    isLost() ? { unread: 'It took too long.', retryable: true } : { unread: 'There is no such page.', retryable: false }
  world.broker.faults.seed(seed)
  for (const fault of brokerFaults) world.broker.faults.inject(fault)
  let loose = true
  const shooter = (async () => {
    while (loose) {
      await sleep(200)
      count.shots += (await world.query(shootOne)).length
    }
  })()
  const watchdog = (async () => {
    while (loose) {
      await sleep(300)
      // the cron meets the same faults, and comes again
      await sweepRuns(world.work, patience).catch(() => {})
    }
  })()
  return {
    databaseFaults: () => count.database,
    shots: () => count.shots,
    modelFaults: () => count.model,
    webFaults: () => count.web,
    async calm() {
      loose = false
      await Promise.all([watchdog, shooter])
      world.work.transport = transport
      world.kills.next = () => false
      world.model.before = () => {}
      world.model.spoil = () => undefined
      world.web.beforeSearch = () => {}
      world.web.unread = () => ({ unread: 'There is no such page.', retryable: false })
      world.broker.faults.clear()
      // a fault that nobody has met yet would meet who looks at the result
      await transport([{ text: 'select 1', params: [] }]).catch(() => {})
    },
  }
}
