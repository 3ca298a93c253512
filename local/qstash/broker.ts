import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import type { Dispatcher } from './create-dispatcher.ts'
import type { ScheduleClock } from './create-schedule-clock.ts'
import type { Faults } from './faults.ts'
import type { Journal } from './journal.ts'
import type { DeadLetter, Deduplication, FlowControl, Message, Queue, Schedule, UrlGroup } from './message.ts'

export type SigningKeys = { current: string; next: string }

export type BrokerStats = {
  published: number
  deduplicated: number
  callbacks: number
  attempts: number
  delivered: number
  retried: number
  failed: number
  cancelled: number
  lost: number
}

/** What one broker knows. Memory is a cache over rows: a change is put in the journal before it is acknowledged. */
export type Broker = {
  pool: Pool
  schema: string
  journal: Journal
  faults: Faults
  dispatcher: Dispatcher
  scheduleClock: ScheduleClock
  keys: SigningKeys
  /** the keys it was started with, before any rotation */
  configuredKeys: SigningKeys
  token: string
  timeScale: number
  dedupeWindowMs: number
  maxMessageBytes: number
  globalParallelism: number
  messages: Map<string, Message>
  deadLetters: Map<string, DeadLetter>
  deduplications: Map<string, Deduplication>
  queues: Map<string, Queue>
  flows: Map<string, FlowControl>
  groups: Map<string, UrlGroup>
  schedules: Map<string, Schedule>
  stats: BrokerStats
  /** grows with every message and event, and across restarts */
  nextSeq: () => number
  /** aborted when the broker stops */
  stopped: AbortSignal
}

/** A sequence that starts at the clock's microseconds, so that no counter has to be stored. */
export function createSequence(): () => number {
  let last = 0
  return () => {
    last = Math.max(last + 1, Date.now() * 1_000)
    return last
  }
}

export function newId(prefix: 'msg' | 'scd'): string {
  return `${prefix}_${randomBytes(18).toString('hex')}`
}
