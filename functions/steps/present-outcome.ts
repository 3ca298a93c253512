import type { DeliveryOutcome } from '../../src/runs/delivery.ts'

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
