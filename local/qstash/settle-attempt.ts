import type { Broker } from './broker.ts'
import { recordCancelled } from './cancel-message.ts'
import { judgeAttempt } from './judge-attempt.ts'
import type { Attempt, DeadLetter, Message } from './message.ts'
import { planCallback } from './plan-callback.ts'
import { recordDeadLetter, recordEvent, recordMessage, removeMessage } from './record.ts'

/** Writes what an attempt came to, in one statement with its callbacks, and lets the next thing begin. */
export async function settleAttempt(broker: Broker, message: Message, attempt: Attempt): Promise<void> {
  const verdict = judgeAttempt(message, attempt, Date.now())
  const callbacks = planCallback(broker, message, attempt)
  if (verdict.kind !== 'delivered') recordEvent(broker, message, 'ERROR', describe(attempt))
  if (verdict.kind === 'delivered') {
    broker.stats.delivered++
    recordEvent(broker, message, 'DELIVERED')
    removeMessage(broker, message)
  } else if (message.cancelRequested) {
    recordCancelled(broker, message)
  } else if (verdict.kind === 'failed') {
    callbacks.push(...buryMessage(broker, message, attempt))
  } else {
    broker.stats.retried++
    message.state = 'RETRY'
    message.retried++
    message.notBefore = Math.round(Date.now() + verdict.delayMs * broker.timeScale)
    recordMessage(broker, message)
    recordEvent(broker, message, 'RETRY', { nextDeliveryTime: message.notBefore })
  }
  await broker.journal.commit()
  // the callbacks take their place in the queue before the message gives up its own
  broker.dispatcher.admit(callbacks)
  const cancelledMeanwhile = message.cancelRequested && broker.messages.has(message.messageId)
  if (cancelledMeanwhile) recordCancelled(broker, message)
  if (broker.messages.has(message.messageId)) broker.dispatcher.retry(message)
  else broker.dispatcher.end(message)
}

function buryMessage(broker: Broker, message: Message, attempt: Attempt): Message[] {
  broker.stats.failed++
  const letter: DeadLetter = {
    dlqId: `${Date.now()}-${message.seq}`,
    message,
    failedAt: Date.now(),
    ...(attempt.kind === 'response'
      ? {
          responseStatus: attempt.status,
          responseHeader: attempt.header,
          responseBody: attempt.body.toString('base64'),
        }
      : { error: attempt.error }),
  }
  recordDeadLetter(broker, letter)
  recordEvent(broker, message, 'FAILED')
  removeMessage(broker, message, true)
  return planCallback(broker, message, attempt, letter.dlqId)
}

function describe(attempt: Attempt): { error: string; responseStatus?: number } {
  if (attempt.kind === 'error') return { error: attempt.error }
  return { error: `the destination answered ${attempt.status}`, responseStatus: attempt.status }
}
