import type { OwnNodes } from '../agent/run-graph-builder.ts'
import type { ChooseUseCase, Flows } from '../agent/step-work.ts'
import type { SqlTransport } from '../db/statement.ts'
import type { Log } from '../platform/log.ts'
import type { Model } from '../platform/model.ts'
import type { Queue } from '../platform/queue.ts'
import type { Web } from '../web/web.ts'

/** How long things may take; a test sets other times than a Worker. */
export interface Patience {
  /** A delivery hands on after the superstep that passes this: a Worker's answer should take less than 30 s. */
  deliveryMs: number
  /** A dead delivery holds its run for this long; longer than any superstep. */
  stepLeaseSeconds: number
  jobMs: number
  jobLeaseSeconds: number
  /** Deliveries of one step, and of one job, that may fail before it is given up. */
  maxAttempts: number
  /** Seconds until the next try after `retried` failed ones. */
  retrySeconds: (retried: number) => number
}

export const defaultPatience: Patience = {
  deliveryMs: 20_000,
  stepLeaseSeconds: 90,
  jobMs: 25_000,
  jobLeaseSeconds: 45,
  maxAttempts: 6,
  // 10 s, 30 s, 90 s, 270 s, 810 s: an outage of twenty minutes loses nothing
  retrySeconds: (retried) => Math.min(10 * 3 ** retried, 900),
}

/** What the machinery of runs works with; composed once per request. */
export interface RunWork {
  transport: SqlTransport
  queue: Queue
  model: Model
  web: Web
  flows: Flows
  now: () => Date
  log: Log
  chooseUseCase?: ChooseUseCase
  ownNodes?: OwnNodes[]
  patience?: Partial<Patience>
}

export const patienceOf = ({ patience }: RunWork): Patience => ({ ...defaultPatience, ...patience })
