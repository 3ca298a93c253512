import { AppError } from '../errors.ts'
import type { Delivery, DeliveryOutcome } from '../runs/delivery.ts'
import { removeTeam } from './find-team.ts'
import { refreshMessage } from './refresh-message.ts'
import { sendReply } from './send-reply.ts'
import { SlackRefusal } from './slack-api.ts'
import type { DeliveryOf, SlackDelivery } from './slack-delivery.ts'
import type { SlackWork } from './slack-work.ts'
import { takeClick } from './take-click.ts'
import { takeCommand } from './take-command.ts'

const RETRY_SECONDS = 5

/** One delivery for Slack. What Slack or the database cannot take yet comes again, never sooner than they asked. */
export async function doSlackDelivery(work: SlackWork, delivery: Delivery<SlackDelivery>): Promise<DeliveryOutcome> {
  try {
    return await take(work, delivery)
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') {
      const asked = Number(error.extra.retry_after_seconds ?? 0)
      return { kind: 'retry', afterSeconds: asked > 0 ? asked : RETRY_SECONDS, detail: error.message }
    }
    if (error instanceof SlackRefusal) {
      work.log('warn', 'slack_refused', { code: error.code, kind: delivery.message.kind })
      return { kind: 'refused', detail: `Slack refused: ${error.code}` }
    }
    throw error
  }
}

async function take(work: SlackWork, delivery: Delivery<SlackDelivery>): Promise<DeliveryOutcome> {
  const { message } = delivery
  const of = <K extends SlackDelivery['kind']>(given: DeliveryOf<K>) => ({ ...delivery, message: given })
  switch (message.kind) {
    case 'command':
      return takeCommand(work, of(message))
    case 'click':
      return takeClick(work, of(message))
    case 'refresh':
      return refreshMessage(work, of(message))
    case 'reply':
      return sendReply(work, of(message))
    case 'uninstall':
      return { kind: 'done', detail: (await removeTeam(work, message.team_id, message.at)) ? 'removed' : 'not there' }
  }
}
