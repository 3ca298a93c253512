/** Where QStash knocks. Nothing is done before the signature over the raw body, for exactly this address, has been checked. */
import { Hono } from 'hono'
import { type Delivery, type DeliveryOutcome, ResearchMessage, StepMessage } from '../../src/runs/delivery.ts'
import type { RunWork } from '../../src/runs/run-work.ts'
import { parseDeadLetter } from './parse-dead-letter.ts'
import { type DeliveryParts, parseWith, receiveDelivery } from './receive-delivery.ts'

export type StepParts = DeliveryParts<RunWork>

/** The routes under /qstash. @param compose builds the parts of one request from the Worker's bindings */
export function stepRoutes<Bindings extends object>(compose: (env: Bindings) => StepParts | Promise<StepParts>) {
  type Verb<T> = (work: RunWork, delivery: Delivery<T>) => Promise<DeliveryOutcome>
  const receive = <T>(parse: (body: string) => T | undefined, load: () => Promise<Verb<T>>) =>
    receiveDelivery(compose, parse, load)

  // only a step needs the graph: everybody else's start stays light
  return new Hono<{ Bindings: Bindings }>()
    .post(
      '/steps',
      receive(parseWith(StepMessage), async () => (await import('../../src/runs/advance-run.ts')).advanceRun),
    )
    .post(
      '/research',
      receive(
        parseWith(ResearchMessage),
        async () => (await import('../../src/runs/do-research-job.ts')).doResearchJob,
      ),
    )
    .post(
      '/failures',
      receive(parseDeadLetter, async () => (await import('../../src/runs/note-failure.ts')).noteFailure),
    )
}
