import type { QueueMessage } from '../platform/queue.ts'
import type { RunWork } from './run-work.ts'

/** Publishes what is committed. A message the queue does not take stays in the outbox, where the watchdog finds it. */
export async function publishMessages({ queue, log }: Pick<RunWork, 'queue' | 'log'>, messages: QueueMessage[]) {
  if (messages.length === 0) return []
  try {
    const { taken, refused } = await queue.publish(messages)
    for (const { id, reason } of refused) log('warn', 'message_refused', { id, reason })
    return taken
  } catch (error) {
    log('error', 'publish_failed', { messages: messages.length, reason: String(error) })
    return []
  }
}
