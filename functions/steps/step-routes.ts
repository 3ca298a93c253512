/** Where QStash knocks. Nothing is done before the signature over the raw body, for exactly this address, has been checked. */
import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import type { VerifyDelivery } from '../../src/platform/verify-delivery.ts'
import { type Delivery, type DeliveryOutcome, ResearchMessage, StepMessage } from '../../src/runs/delivery.ts'
import type { RunWork } from '../../src/runs/run-work.ts'
import { parseDeadLetter } from './parse-dead-letter.ts'
import { outcomeOf, presentOutcome } from './present-outcome.ts'

export interface StepParts {
  work: RunWork
  verify: VerifyDelivery
  /** PUBLIC_URL, which messages are addressed to. */
  publicUrl: string
}

/** The routes under /qstash. @param compose builds the parts of one request from the Worker's bindings */
export function stepRoutes<Bindings extends object>(compose: (env: Bindings) => StepParts | Promise<StepParts>) {
  type Verb<T> = (work: RunWork, delivery: Delivery<T>) => Promise<DeliveryOutcome>

  const receive =
    <T>(parse: (body: string) => T | undefined, load: () => Promise<Verb<T>>) =>
    async (c: Context<{ Bindings: Bindings }>) => {
      const { work, verify, publicUrl } = await compose(c.env)
      const { pathname, search } = new URL(c.req.url)
      const body = await c.req.text()
      const signed = { signature: c.req.header('upstash-signature'), body, url: `${publicUrl}${pathname}${search}` }
      if (!(await verify(signed)))
        return c.json({ detail: 'This delivery is not signed by QStash for this address.' }, 401)
      const messageId = c.req.header('upstash-message-id')
      const message = parse(body)
      if (!message || !messageId) return presentOutcome({ kind: 'refused', detail: 'This message is not one of ours.' })
      const retried = Number(c.req.header('upstash-retried') ?? 0)
      try {
        const verb = await load()
        return presentOutcome(await verb(work, { message, messageId, retried }))
      } catch (error) {
        const outcome = outcomeOf(error, work)
        return outcome ? presentOutcome(outcome) : c.json({ detail: 'Something went wrong.' }, 500)
      }
    }

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

const parseWith =
  <S extends z.ZodType>(schema: S) =>
  (body: string): z.infer<S> | undefined => {
    try {
      return schema.safeParse(JSON.parse(body)).data
    } catch {
      return undefined
    }
  }
