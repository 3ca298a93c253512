import { z } from 'zod'
import type { QueueMessage } from '../platform/queue.ts'

const id = z.string().min(1).max(100)
const asked = {
  /** The hash of the signed request: the same for everything that is sent again. */
  key: z.string().min(1).max(100),
  team_id: id,
  user_id: id,
  channel_id: id,
  response_url: z.url().max(2000).nullish(),
}

/** What the queue brings to /qstash/slack. */
export const SlackDelivery = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), ...asked, text: z.string().max(8000) }),
  z.object({
    kind: z.literal('click'),
    ...asked,
    action: z.string().max(255),
    value: z.string().max(2000),
    message_ts: z.string().max(50).nullish(),
  }),
  z.object({ kind: z.literal('refresh'), tenant_id: z.int().positive(), message_id: z.uuid(), outbox_id: z.uuid() }),
  z.object({
    kind: z.literal('reply'),
    tenant_id: z.int().positive(),
    team_id: id,
    user_id: id,
    channel_id: id,
    response_url: z.url().max(2000).nullish(),
    text: z.string().max(4000),
    outbox_id: z.uuid(),
  }),
  z.object({ kind: z.literal('uninstall'), team_id: id, at: z.iso.datetime() }),
])
export type SlackDelivery = z.infer<typeof SlackDelivery>
export type DeliveryOf<K extends SlackDelivery['kind']> = Extract<SlackDelivery, { kind: K }>

export const SLACK_PATH = '/qstash/slack'
const RETRIES = 5

/** A delivery as a message of the queue, which takes the same id only once. */
export const slackMessage = (id: string, body: SlackDelivery): QueueMessage => ({
  id,
  path: SLACK_PATH,
  body,
  retries: RETRIES,
  // Slack asks for about one message a second and channel, and forgives short bursts
  ...('tenant_id' in body && body.kind === 'reply' && { flowControl: flowControlOf(body.team_id) }),
})

export const flowControlOf = (teamId: string) => ({ key: `slack-${teamId}`, parallelism: 2, ratePerSecond: 3 })
