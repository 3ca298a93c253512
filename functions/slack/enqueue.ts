import { consoleLog } from '../../src/platform/log.ts'
import { type SlackDelivery, slackMessage } from '../../src/slack/slack-delivery.ts'
import { uuidOf } from '../../src/slack/uuid-of.ts'
import { createQueue } from '../compose.ts'
import type { Env } from '../env.ts'

// Slack gives three seconds in all
const PATIENCE_MS = 2_300

/** Hands a request of Slack to the queue, which takes the same one once. False where it could not be handed over in time. */
export async function enqueue(env: Env, key: string, delivery: SlackDelivery): Promise<boolean> {
  const id = await uuidOf(`slack:${key}`)
  const published = createQueue(env)
    .publish([slackMessage(id, delivery)])
    .then(
      ({ taken, refused }) => {
        for (const { reason } of refused) consoleLog('error', 'slack_request_not_queued', { reason })
        return taken.length > 0
      },
      (error: unknown) => {
        consoleLog('error', 'slack_request_not_queued', { reason: String(error) })
        return false
      },
    )
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS)
  })
  try {
    return await Promise.race([published, late])
  } finally {
    clearTimeout(timer)
  }
}
