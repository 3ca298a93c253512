export type Fault =
  | 'rate_limited'
  | 'server_error'
  | 'slow'
  | 'malformed_json'
  | 'malformed_body'
  | 'wrong_tool'
  | 'wrong_arguments'
  | 'length'
  | 'refusal'
  | 'content_filter'
  | 'disconnect'

export interface ModelFaults {
  /** Faults of the next chat calls, in order; taken before the rates are drawn. */
  next: Fault[]
  /** Chance of each fault per chat call, 0 to 1. */
  rates: Partial<Record<Fault, number>>
  /** The same seed draws the same faults for the same sequence of calls. */
  seed: number
  retryAfterSeconds: number
  slowMs: number
}

export const createFaults = (given: Partial<ModelFaults> = {}): ModelFaults => ({
  next: [],
  rates: {},
  seed: 1,
  retryAfterSeconds: 1,
  slowMs: 3_000,
  ...given,
})

// mulberry32: small, seeded and good enough to draw faults
const createRandom = (seed: number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Draws the fault of each call: queued ones first, then by rate. */
export const createFaultSource = (faults: ModelFaults): (() => Fault | undefined) => {
  const random = createRandom(faults.seed)
  return () => {
    const queued = faults.next.shift()
    if (queued) return queued
    const draw = random()
    let reached = 0
    for (const [fault, rate] of Object.entries(faults.rates)) {
      reached += rate
      if (draw < reached) return fault as Fault
    }
    return undefined
  }
}
