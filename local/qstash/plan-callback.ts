import type { Broker } from './broker.ts'
import { canonicalHeaders } from './canonical-header.ts'
import type { Attempt, Message } from './message.ts'
import { callbackHeaders } from './parse-publish.ts'
import { planPublish } from './publish-message.ts'

/**
 * The message that tells a publisher of an attempt: to its callback, or with a `dlqId` to its failure callback. None
 * when there is nobody to tell. Source of the body's fields: Upstash, QStash features/callbacks.
 */
export function planCallback(broker: Broker, message: Message, attempt: Attempt, dlqId?: string): Message[] {
  const destination = dlqId ? message.failureCallback : message.callback
  if (!destination) return []
  broker.stats.callbacks++
  const { messages } = planPublish(broker, {
    destination,
    headers: {
      'upstash-retries': String(message.maxRetries),
      ...callbackHeaders(message.published, dlqId ? 'upstash-failure-callback' : 'upstash-callback'),
      'content-type': 'application/json',
    },
    body: Buffer.from(JSON.stringify(callbackBody(broker, message, attempt, dlqId))),
    callerIp: message.callerIp,
    slot: message.slot,
  })
  return messages
}

function callbackBody(broker: Broker, message: Message, attempt: Attempt, dlqId: string | undefined) {
  // no answer at all has no status; the reason stands where a body would
  const response = attempt.kind === 'response' ? attempt : { status: 0, header: {}, body: Buffer.from(attempt.error) }
  const body = response.body.subarray(0, broker.maxMessageBytes).toString('base64')
  return {
    status: response.status,
    header: response.header,
    body: body || undefined,
    retried: message.retried,
    maxRetries: message.maxRetries,
    dlqId,
    sourceMessageId: message.messageId,
    topicName: message.topicName,
    endpointName: message.endpointName,
    url: message.url,
    method: message.method,
    sourceHeader: canonicalHeaders(message.forward),
    sourceBody: message.body.toString('base64'),
    notBefore: message.notBefore,
    createdAt: message.createdAt,
    scheduleId: message.scheduleId,
    callerIP: message.callerIp,
  }
}
