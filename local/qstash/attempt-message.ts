import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Broker } from './broker.ts'
import type { AttemptFaults } from './faults.ts'
import type { Attempt, Message } from './message.ts'
import { recordEvent } from './record.ts'
import { sendRequest } from './send-request.ts'
import { settleAttempt } from './settle-attempt.ts'
import { signDelivery } from './sign-delivery.ts'

// the free plan's longest HTTP response
const defaultTimeoutMs = 15 * 60_000
const staleMs = 3_600_000

/** Delivers a message once, with the faults a test asked for, and settles what came of it. */
export async function attemptMessage(broker: Broker, message: Message): Promise<void> {
  const faults = broker.faults.forAttempt(message)
  if (faults.delayMs > 0) await sleep(faults.delayMs, undefined, { signal: broker.stopped })
  recordEvent(broker, message, 'ACTIVE')
  const calls = [deliver(broker, message, faults)]
  if (faults.twice) calls.push(deliver(broker, message, faults))
  const [first] = (await Promise.all(calls)) as [Attempt]
  // a stopped broker cut the call off itself: the row still says that the message is due
  if (broker.stopped.aborted) return
  await settleAttempt(broker, message, faults.dropResponse ? { kind: 'error', error: 'the response was lost' } : first)
}

async function deliver(broker: Broker, message: Message, faults: AttemptFaults): Promise<Attempt> {
  broker.stats.attempts++
  const signature = await sign(broker, message, faults.signature)
  return await sendRequest({
    url: message.url,
    method: message.method,
    headers: { ...message.forward, ...deliveryHeaders(message), 'upstash-signature': signature },
    body: message.body,
    timeoutMs: message.timeoutMs ?? defaultTimeoutMs,
    signal: broker.stopped,
  })
}

function sign(broker: Broker, { url, body }: Message, fault: AttemptFaults['signature']): Promise<string> {
  const now = Date.now()
  switch (fault) {
    case 'good':
      return signDelivery(broker.keys.current, url, body, now)
    case 'next-key':
      return signDelivery(broker.keys.next, url, body, now)
    case 'stale-signature':
      return signDelivery(broker.keys.current, url, body, now - staleMs)
    case 'bad-signature':
      return signDelivery(randomBytes(16).toString('hex'), url, body, now)
  }
}

function deliveryHeaders(message: Message): Record<string, string> {
  return {
    'user-agent': 'Upstash-QStash',
    'upstash-message-id': message.messageId,
    'upstash-retried': String(message.retried),
    'upstash-caller-ip': message.callerIp,
    'upstash-region': 'EU-CENTRAL-1',
    ...(message.topicName ? { 'upstash-topic-name': message.topicName } : {}),
    ...(message.scheduleId ? { 'upstash-schedule-id': message.scheduleId } : {}),
  }
}
