import type { Broker } from './broker.ts'
import type { DeadLetter, Message } from './message.ts'

export type EventState =
  | 'CREATED'
  | 'ACTIVE'
  | 'DELIVERED'
  | 'ERROR'
  | 'RETRY'
  | 'FAILED'
  | 'CANCEL_REQUESTED'
  | 'CANCELLED'

/** One line of the log, as `GET /v2/events` answers it. */
export type BrokerEvent = {
  time: number
  state: EventState
  messageId: string
  url: string
  nextDeliveryTime?: number
  error?: string
  responseStatus?: number
  topicName?: string
  endpointName?: string
  queueName?: string
  scheduleId?: string
  flowControlKey?: string
  callerIp?: string
  label?: string
  labels?: string[]
  method?: string
  maxRetries?: number
}

/** Writes a message's row; its body is a row of its own, because it never changes. */
export function recordMessage(broker: Broker, message: Message): void {
  const { body: _, ...row } = message
  broker.messages.set(message.messageId, message)
  broker.journal.put('message', message.messageId, row)
}

export function recordBody(broker: Broker, message: Message): void {
  broker.journal.put('body', message.messageId, { base64: message.body.toString('base64') })
}

/** Takes a message out of the living; its body stays when a dead letter still needs it. */
export function removeMessage(broker: Broker, message: Message, keepBody = false): void {
  broker.messages.delete(message.messageId)
  broker.journal.remove('message', message.messageId)
  if (!keepBody) broker.journal.remove('body', message.messageId)
}

export function recordDeadLetter(broker: Broker, letter: DeadLetter): void {
  const { body: _, ...message } = letter.message
  broker.deadLetters.set(letter.dlqId, letter)
  broker.journal.put('dead_letter', letter.dlqId, { ...letter, message })
}

export function removeDeadLetter(broker: Broker, letter: DeadLetter): void {
  broker.deadLetters.delete(letter.dlqId)
  broker.journal.remove('dead_letter', letter.dlqId)
  broker.journal.remove('body', letter.message.messageId)
}

export function recordEvent(
  broker: Broker,
  message: Message,
  state: EventState,
  more: Partial<BrokerEvent> = {},
): void {
  const event: BrokerEvent = {
    time: Date.now(),
    state,
    messageId: message.messageId,
    url: message.url,
    topicName: message.topicName,
    endpointName: message.endpointName,
    queueName: message.queueName,
    scheduleId: message.scheduleId,
    flowControlKey: message.flow?.key,
    callerIp: message.callerIp,
    label: message.labels[0],
    labels: message.labels.length > 0 ? message.labels : undefined,
    method: message.method,
    maxRetries: message.maxRetries,
    ...more,
  }
  broker.journal.put('event', String(broker.nextSeq()).padStart(17, '0'), event)
}
