import type { RunEventDraft } from '../agent/flow.ts'
import { assertWithin, type Limit, noUsage } from './budget-limits.ts'
import type { Usage } from './use-case.ts'

/** A timeline row that is not written yet; `key` makes it land once. */
export interface LedgerEvent {
  key: string
  kind: string
  message: string
  detail: Record<string, unknown>
  duration_ms?: number
  input_tokens?: number
  output_tokens?: number
  cost_usd?: number
}

export type Measured = Pick<LedgerEvent, 'duration_ms' | 'input_tokens' | 'output_tokens' | 'cost_usd'>

export interface LedgerPage {
  usage: Usage
  events: LedgerEvent[]
}

// a page's words may sit in a detail; a timeline is read by people and goes through one request
const MAX_MESSAGE = 1_000

/** Keeps what one delivery spends and does until it is committed, and stops it at its limits. */
export class Ledger {
  readonly #limits: Limit[]
  readonly #detail: Record<string, unknown>
  readonly #spent = noUsage()
  #open: LedgerPage = { usage: noUsage(), events: [] }
  #closed = false
  #reached = false

  constructor(limits: Limit[], detail: Record<string, unknown> = {}) {
    this.#limits = limits
    this.#detail = detail
  }

  /** @throws BudgetReached */
  assertWithin(...relevant: (keyof Usage)[]) {
    if (this.#closed) throw new Error('This delivery is over; nobody waits for its work.')
    try {
      assertWithin(this.#limits, this.#spent, relevant)
    } catch (error) {
      this.#reached = true
      throw error
    }
  }

  /** Whether a limit has stopped something. */
  get isReached() {
    return this.#reached
  }

  count(usage: Partial<Usage>) {
    for (const [name, amount] of Object.entries(usage) as [keyof Usage, number][]) {
      this.#spent[name] += amount
      this.#open.usage[name] += amount
    }
  }

  /** Notes under keys that begin with `prefix`; answers the key of each. */
  scope(prefix: string) {
    let count = 0
    return (event: RunEventDraft, measured: Measured = {}): string => {
      const key = `${prefix}:${count++}`
      const detail = { ...this.#detail, ...event.detail }
      this.#open.events.push({
        key,
        kind: event.kind,
        message: event.message.slice(0, MAX_MESSAGE),
        detail,
        ...measured,
      })
      return key
    }
  }

  /** What has come together since the last time. */
  take(): LedgerPage {
    const page = this.#open
    this.#open = { usage: noUsage(), events: [] }
    return page
  }

  /** Nothing may be spent from here on. */
  close() {
    this.#closed = true
  }
}

export type Note = ReturnType<Ledger['scope']>
