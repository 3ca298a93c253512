import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'

export const tables = [
  'message',
  'body',
  'event',
  'deduplication',
  'dead_letter',
  'queue',
  'flow_control',
  'url_group',
  'schedule',
  'signing_keys',
] as const

export type Table = (typeof tables)[number]
type Dirty = Map<Table, Map<string, unknown>>
type Waiter = { resolve: () => void; reject: (error: unknown) => void }

export type Journal = ReturnType<typeof createJournal>

// rows nobody waits for go along with the next commit, or after this long
const lazyMs = 100
const longestPauseMs = 1_000

/**
 * The broker's memory, as rows. Changes are collected and written in one statement per flush, so that publishers
 * arriving together share a round trip and everything that one event changes is atomic.
 */
export function createJournal(pool: Pool, schema: string) {
  let dirty: Dirty = new Map()
  let waiters: Waiter[] = []
  let flushing = false
  let dead = false
  let lazy: NodeJS.Timeout | undefined

  function note(table: Table, key: string, row: unknown): void {
    const rows = dirty.get(table) ?? new Map<string, unknown>()
    dirty.set(table, rows.set(key, row))
    lazy ??= setTimeout(() => void flush(), lazyMs)
  }

  async function flush(): Promise<void> {
    if (flushing) return
    flushing = true
    while (!dead && (dirty.size > 0 || waiters.length > 0)) {
      await new Promise(setImmediate)
      clearTimeout(lazy)
      lazy = undefined
      const waiting = waiters
      const statement = writeStatement(schema, dirty)
      dirty = new Map()
      waiters = []
      try {
        if (statement) await writeUntilDone(statement)
        for (const waiter of waiting) waiter.resolve()
      } catch (error) {
        if (!dead) console.error('qstash: rows could not be written', error)
        for (const waiter of waiting) waiter.reject(error)
      }
    }
    flushing = false
  }

  async function writeUntilDone(statement: { text: string; values: unknown[] }): Promise<void> {
    for (let pauseMs = 20; !dead; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        await pool.query(statement)
        return
      } catch (error) {
        if (isOurFault(error)) throw error
        await sleep(pauseMs)
      }
    }
    throw new Error('the broker was stopped before its rows were written')
  }

  return {
    /** Remembers a row; it is read when it is written, so later changes to the object may go along. */
    put: (table: Table, key: string, row: object) => note(table, key, row),
    remove: (table: Table, key: string) => note(table, key, undefined),
    /** Resolves when everything put so far is in the database, however long that is unreachable. */
    commit(): Promise<void> {
      if (dead) return Promise.reject(new Error('the broker was stopped'))
      return new Promise((resolve, reject) => {
        waiters.push({ resolve, reject })
        void flush()
      })
    },
    /** Stops writing, as a killed process would: what is not in the database yet is lost. */
    abandon(): void {
      dead = true
      clearTimeout(lazy)
      for (const waiter of waiters.splice(0)) waiter.reject(new Error('the broker was stopped'))
    },
  }
}

function writeStatement(schema: string, dirty: Dirty): { text: string; values: unknown[] } | undefined {
  const parts: string[] = []
  const values: unknown[] = []
  for (const [table, rows] of dirty) {
    const written = [...rows].filter(([, row]) => row !== undefined)
    const removed = [...rows].filter(([, row]) => row === undefined).map(([key]) => key)
    if (written.length > 0) {
      values.push(JSON.stringify(written, storable))
      parts.push(`put_${table} as (insert into ${schema}.${table} (key, doc)
        select item ->> 0, item -> 1 from jsonb_array_elements($${values.length}::jsonb) item
        on conflict (key) do update set doc = excluded.doc)`)
    }
    if (removed.length > 0) {
      values.push(removed)
      parts.push(`remove_${table} as (delete from ${schema}.${table} where key = any($${values.length}::text[]))`)
    }
  }
  return parts.length > 0 ? { text: `with ${parts.join(', ')} select 1`, values } : undefined
}

// jsonb refuses NUL and lone surrogates, and one such row would block all others
function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd') : value
}

// data exceptions, constraint violations and syntax errors fail again however often they are tried
function isOurFault(error: unknown): boolean {
  return /^(22|23|42)/.test(String((error as { code?: unknown }).code ?? ''))
}
