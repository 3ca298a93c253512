import { setTimeout as sleep } from 'node:timers/promises'
import { attemptMessage } from './attempt-message.ts'
import { type Broker, type BrokerStats, createSequence } from './broker.ts'
import { recordCancelled } from './cancel-message.ts'
import { createDispatcher, type DispatcherCounts } from './create-dispatcher.ts'
import { createScheduleClock } from './create-schedule-clock.ts'
import { createFaults, type FaultControls } from './faults.ts'
import { createJournal } from './journal.ts'
import { loadBroker } from './load-broker.ts'
import { openStore } from './open-store.ts'
import { serveHttp } from './serve-http.ts'

export type QstashOptions = {
  databaseUrl: string
  port?: number
  token: string
  currentSigningKey: string
  nextSigningKey: string
  /** multiplies every wait: delays, backoff, Retry-After, flow-control periods; never timeouts or deduplication */
  timeScale?: number
  schema?: string
  dedupeWindowMs?: number
  maxMessageBytes?: number
  globalParallelism?: number
}

export type QstashServer = {
  url: string
  /** Stops and keeps everything: calls in flight are cut off and made again by the next broker on this schema. */
  close(): Promise<void>
  /** Stops as a killed process would: what is not in the database yet is lost. */
  kill(): Promise<void>
  /** Resolves when nothing is in flight, due, or scheduled to start within `withinMs` (1,000 by default). */
  idle(withinMs?: number): Promise<void>
  faults: FaultControls
  stats(): BrokerStats & DispatcherCounts & { deadLetters: number }
}

const dedupeWindowMs = 10 * 60_000
// the free plan's largest message
const maxMessageBytes = 1024 * 1024
const globalParallelism = 200
const flushPatienceMs = 5_000
const sweepMs = 60_000

/**
 * Serves a QStash-compatible broker that the official client and receiver use unmodified. What it has accepted survives
 * it: a broker started on the same schema goes on with it, delivering at least once. One broker per schema at a time.
 */
export async function serveQstash(options: QstashOptions): Promise<QstashServer> {
  const stopper = new AbortController()
  const broker = await openBroker(options, stopper.signal)
  const { server, url } = await serveHttp(broker, options.port ?? 0).catch(async (error) => {
    await broker.pool.end()
    throw error
  })
  resumeBroker(broker)
  const sweeper = setInterval(() => forgetDeduplications(broker), sweepMs)

  async function stop(flush: boolean): Promise<void> {
    if (stopper.signal.aborted) return
    stopper.abort()
    clearInterval(sweeper)
    broker.dispatcher.stop()
    broker.scheduleClock.stopAll()
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
    if (flush) await Promise.race([broker.journal.commit(), sleep(flushPatienceMs, undefined, { ref: false })])
    broker.journal.abandon()
    await broker.pool.end()
  }

  return {
    url,
    close: () => stop(true),
    kill: () => stop(false),
    async idle(withinMs = 1_000) {
      await broker.dispatcher.idle(withinMs)
      if (!stopper.signal.aborted) await broker.journal.commit()
    },
    faults: broker.faults.controls,
    stats: () => ({ ...broker.stats, ...broker.dispatcher.counts(), deadLetters: broker.deadLetters.size }),
  }
}

async function openBroker(options: QstashOptions, stopped: AbortSignal): Promise<Broker> {
  const schema = options.schema ?? 'local_qstash'
  const pool = await openStore(options.databaseUrl, schema)
  const keys = { current: options.currentSigningKey, next: options.nextSigningKey }
  const host = {
    pool,
    schema,
    journal: createJournal(pool, schema),
    faults: createFaults(),
    keys,
    configuredKeys: keys,
    token: options.token,
    timeScale: options.timeScale ?? 1,
    dedupeWindowMs: options.dedupeWindowMs ?? dedupeWindowMs,
    maxMessageBytes: options.maxMessageBytes ?? maxMessageBytes,
    globalParallelism: options.globalParallelism ?? globalParallelism,
    messages: new Map(),
    deadLetters: new Map(),
    deduplications: new Map(),
    queues: new Map(),
    flows: new Map(),
    groups: new Map(),
    schedules: new Map(),
    stats: emptyStats(),
    nextSeq: createSequence(),
    stopped,
  }
  const broker: Broker = Object.assign(host, {
    dispatcher: createDispatcher(host, (message) => attemptMessage(broker, message)),
    scheduleClock: createScheduleClock(() => broker),
  })
  await loadBroker(broker)
  return broker
}

/** Goes on with what an earlier broker left; its calls in flight at the end are made again. */
function resumeBroker(broker: Broker): void {
  const left = [...broker.messages.values()].sort((a, b) => a.seq - b.seq)
  for (const message of left) if (message.cancelRequested) recordCancelled(broker, message)
  broker.dispatcher.admit(left.filter((message) => !message.cancelRequested))
  for (const schedule of broker.schedules.values()) broker.scheduleClock.start(schedule)
}

function forgetDeduplications(broker: Broker): void {
  for (const [key, { expiresAt }] of broker.deduplications) {
    if (expiresAt > Date.now()) continue
    broker.deduplications.delete(key)
    broker.journal.remove('deduplication', key)
  }
}

function emptyStats(): BrokerStats {
  return {
    published: 0,
    deduplicated: 0,
    callbacks: 0,
    attempts: 0,
    delivered: 0,
    retried: 0,
    failed: 0,
    cancelled: 0,
    lost: 0,
  }
}
