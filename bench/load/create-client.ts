import { setTimeout as pause } from 'node:timers/promises'

/** What was measured of all clients together. */
export interface Meter {
  /** Milliseconds of every answered request. */
  times: number[]
  statuses: Record<number, number>
  /** Answers of 500 and above, and requests that got none. */
  failures: number
  runs: number
}

interface Page {
  data: { id: string; content_hash: string; proposed_action: string }[]
}

const RUNS = [
  { use_case: 'follow_ups', params: { days: 14 } },
  { use_case: 'find_duplicates' },
  { use_case: 'similar_leads', prompt: 'Find leads like the ones that reached an interview' },
  { use_case: 'enrich_contacts', prompt: 'Research contacts at organizations linked to my job leads' },
  { use_case: 'ask', prompt: 'How many leads reached an interview?' },
]
const IS_OVER = ['succeeded', 'failed', 'cancelled', 'stopped']
const LOOK_AGAIN_MS = 1000

/** Somebody who reads the inbox and records, writes some and decides some, by the API. */
export function createClient(url: string, key: string, meter: Meter) {
  const made: number[] = []

  async function send<T>(path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<T | undefined> {
    const headers = { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) }
    const startedAt = performance.now()
    try {
      const response = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
      const text = await response.text()
      meter.times.push(performance.now() - startedAt)
      meter.statuses[response.status] = (meter.statuses[response.status] ?? 0) + 1
      if (response.status >= 500) fail(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`)
      return response.ok ? (JSON.parse(text) as T) : undefined
    } catch (error) {
      fail(`${method} ${path}: ${(error as Error).message}`)
      return undefined
    }
  }

  function fail(what: string): void {
    meter.failures++
    if (meter.failures <= 5) console.error(what)
  }

  async function write(): Promise<void> {
    const nth = crypto.randomUUID().slice(0, 8)
    const values = { name: `Loaded ${nth}`, website: `https://loaded-${nth}.example` }
    const record = await send<{ id: number }>('/v1/records/Organization', { values })
    if (record) made.push(Number(record.id))
  }

  async function correct(): Promise<void> {
    const id = made.at(-1)
    if (id === undefined) return write()
    const values = { city: `City ${Math.floor(Math.random() * 1000)}` }
    await send(`/v1/records/Organization/${id}`, { values }, 'PATCH')
  }

  async function decide(): Promise<void> {
    const page = await send<Page>('/v1/proposals?status=pending&limit=50')
    const waiting = page?.data ?? []
    const one = waiting[Math.floor(Math.random() * waiting.length)]
    // others decide too: that somebody was first is an answer
    if (one) await send(`/v1/proposals/${one.id}/approve`, { content_hash: one.content_hash })
  }

  const doings = [
    () => send('/v1/proposals?status=pending'),
    () => send('/v1/proposals?status=pending'),
    () => send('/v1/records/Organization'),
    () => send('/v1/records/Lead?q=engineer'),
    () => send('/v1/runs'),
    write,
    correct,
    decide,
  ]

  return {
    async doSomething(): Promise<void> {
      await doings[Math.floor(Math.random() * doings.length)]!()
    },

    /** One run from its start to its end. */
    async haveAgentsWork(until: number): Promise<void> {
      const started = await send<{ id: string }>('/v1/runs', RUNS[meter.runs++ % RUNS.length]!)
      while (started && performance.now() < until) {
        await pause(LOOK_AGAIN_MS)
        const run = await send<{ status: string }>(`/v1/runs/${started.id}`)
        if (run && IS_OVER.includes(run.status)) return
      }
    },
  }
}
