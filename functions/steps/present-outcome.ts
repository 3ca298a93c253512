import { AppError } from '../../src/errors.ts'
import type { DeliveryOutcome } from '../../src/runs/delivery.ts'
import type { RunWork } from '../../src/runs/run-work.ts'

/** The answer QStash understands: done, later, or never again (489). */
export function presentOutcome(outcome: DeliveryOutcome): Response {
  switch (outcome.kind) {
    case 'done':
      return Response.json({ detail: outcome.detail })
    case 'retry':
      return Response.json(
        { detail: outcome.detail },
        { status: 503, headers: { 'retry-after': String(Math.max(1, Math.ceil(outcome.afterSeconds))) } },
      )
    case 'refused':
      return Response.json(
        { detail: outcome.detail },
        { status: 489, headers: { 'upstash-nonretryable-error': 'true' } },
      )
  }
}

const RETRY_SECONDS = 10

/** What was thrown, as the queue is told: the database or the queue out of reach is later, a bug is an error. */
export function outcomeOf(error: unknown, work: Pick<RunWork, 'log'>): DeliveryOutcome | undefined {
  if (error instanceof AppError && error.code === 'unavailable')
    return { kind: 'retry', afterSeconds: RETRY_SECONDS, detail: error.message }
  if (error instanceof AppError) return { kind: 'refused', detail: error.message }
  work.log('error', 'delivery_failed', {
    reason: String(error),
    stack: error instanceof Error ? error.stack : undefined,
  })
  return undefined
}
