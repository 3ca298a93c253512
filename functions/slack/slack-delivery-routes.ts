import { Hono } from 'hono'
import { SlackDelivery } from '../../src/slack/slack-delivery.ts'
import type { SlackWork } from '../../src/slack/slack-work.ts'
import { type DeliveryParts, parseWith, receiveDelivery } from '../steps/receive-delivery.ts'

/** What QStash brings for Slack. @param compose builds the parts of one request from the Worker's bindings */
export const slackDeliveryRoutes = <Bindings extends object>(
  compose: (env: Bindings) => DeliveryParts<SlackWork> | Promise<DeliveryParts<SlackWork>>,
) =>
  new Hono<{ Bindings: Bindings }>().post(
    '/slack',
    receiveDelivery(
      compose,
      parseWith(SlackDelivery),
      async () => (await import('../../src/slack/do-slack-delivery.ts')).doSlackDelivery,
    ),
  )
