import type { Context } from 'hono'
import type { z } from 'zod'
import type { VerifyDelivery } from '../../src/platform/verify-delivery.ts'
import type { Delivery, DeliveryOutcome } from '../../src/runs/delivery.ts'
import type { RunWork } from '../../src/runs/run-work.ts'
import { outcomeOf, presentOutcome } from './present-outcome.ts'

export interface DeliveryParts<W extends Pick<RunWork, 'log'>> {
  work: W
  verify: VerifyDelivery
  /** PUBLIC_URL, which messages are addressed to. */
  publicUrl: string
}

/** Takes in one kind of QStash's messages. Nothing is done before the signature over the raw body has been checked. */
export const receiveDelivery =
  <W extends Pick<RunWork, 'log'>, T, Bindings extends object>(
    compose: (env: Bindings) => DeliveryParts<W> | Promise<DeliveryParts<W>>,
    parse: (body: string) => T | undefined,
    load: () => Promise<(work: W, delivery: Delivery<T>) => Promise<DeliveryOutcome>>,
  ) =>
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

export const parseWith =
  <S extends z.ZodType>(schema: S) =>
  (body: string): z.infer<S> | undefined => {
    try {
      return schema.safeParse(JSON.parse(body)).data
    } catch {
      return undefined
    }
  }
