import { createHash } from 'node:crypto'
import { canonicalHeader } from './canonical-header.ts'
import type { Filterable } from './match-filter.ts'
import type { DeadLetter, Message } from './message.ts'

/** A message as the API shows it, with what the publisher wanted redacted. */
export function presentMessage(message: Message) {
  const redact = (message.redact ?? '').split(',').map((field) => field.trim().toLowerCase())
  const header = Object.entries(message.forward).map(([name, value]) => {
    const hidden = redact.includes('header') || redact.includes('headers') || redact.includes(`header[${name}]`)
    return [canonicalHeader(name), [hidden ? redacted(value) : value]]
  })
  return {
    messageId: message.messageId,
    url: message.url,
    topicName: message.topicName,
    endpointName: message.endpointName,
    method: message.method,
    header: Object.fromEntries(header),
    ...(redact.includes('body') ? { body: redacted(message.body) } : presentBody(message.body, 'body')),
    maxRetries: message.maxRetries,
    retryDelayExpression: message.retryDelay,
    notBefore: message.notBefore,
    createdAt: message.createdAt,
    callback: message.callback,
    failureCallback: message.failureCallback,
    queueName: message.queueName,
    scheduleId: message.scheduleId,
    callerIp: message.callerIp,
    flowControlKey: message.flow?.key,
    parallelism: message.flow?.parallelism || undefined,
    rate: message.flow?.rate || undefined,
    period: message.flow?.periodSeconds,
    label: message.labels[0],
    labels: message.labels.length > 0 ? message.labels : undefined,
  }
}

export function presentDeadLetter(letter: DeadLetter) {
  const { responseBody } = letter
  return {
    ...presentMessage(letter.message),
    dlqId: letter.dlqId,
    responseStatus: letter.responseStatus,
    responseHeader: letter.responseHeader,
    ...(responseBody ? presentBody(Buffer.from(responseBody, 'base64'), 'responseBody') : {}),
  }
}

export function filterableMessage(message: Message): Filterable {
  return { ...message, flowControlKey: message.flow?.key, time: message.createdAt, state: undefined }
}

export function filterableDeadLetter({ dlqId, message, failedAt, responseStatus }: DeadLetter): Filterable {
  return { ...filterableMessage(message), dlqId, time: failedAt, responseStatus }
}

function presentBody(body: Buffer, name: 'body' | 'responseBody'): Record<string, string> {
  if (body.length === 0) return {}
  const text = body.toString('utf8')
  return Buffer.from(text).equals(body) ? { [name]: text } : { [`${name}Base64`]: body.toString('base64') }
}

function redacted(value: string | Buffer): string {
  return `REDACTED:${createHash('sha256').update(value).digest('hex')}`
}
