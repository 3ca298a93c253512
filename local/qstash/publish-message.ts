import { createHash } from 'node:crypto'
import { type Broker, newId } from './broker.ts'
import { configureFlow } from './flow-gate.ts'
import type { Message, Slot } from './message.ts'
import { isHttpUrl, type PublishOptions, parsePublish } from './parse-publish.ts'
import { recordBody, recordEvent, recordMessage } from './record.ts'
import { Refusal } from './refusal.ts'

export type Publication = {
  /** a URL, or the name of a URL group */
  destination: string
  headers: Record<string, string>
  body: Buffer
  callerIp: string
  queueName?: string
  scheduleId?: string
  /** for a callback: the place in a queue that it keeps taken */
  slot?: Slot
}

export type Published = { messageId: string; url?: string; deduplicated?: true }

/** What a publication came to; `messages` are to be admitted once the journal is committed. */
export type Plan = { answer: Published | Published[]; messages: Message[] }

// the service's default
const defaultRetries = 3

/** Turns a publication into rows of the journal, not yet committed; throws a Refusal when it cannot be. */
export function planPublish(broker: Broker, publication: Publication): Plan {
  const options = parsePublish(publication.headers)
  if (options.flow && publication.queueName) throw new Refusal(400, 'flow control is not available for queues')
  const { destination } = publication
  const endpoints = resolveDestination(broker, destination)
  if (publication.queueName) ensureQueue(broker, publication.queueName)
  if (options.flow) configureFlow(broker, options.flow)

  const messages: Message[] = []
  const answers = endpoints.map((endpoint): Published => {
    const dedupeKey = deduplicationKey(publication, options, endpoint)
    const first = dedupeKey ? broker.deduplications.get(dedupeKey) : undefined
    const url = endpoint.topicName ? { url: endpoint.url } : {}
    if (first && first.expiresAt > Date.now()) {
      broker.stats.deduplicated++
      return { messageId: first.messageId, deduplicated: true, ...url }
    }
    broker.stats.published++
    const message = createMessage(broker, publication, options, endpoint)
    if (dedupeKey) recordDeduplication(broker, dedupeKey, message.messageId)
    if (broker.faults.loses(message)) broker.stats.lost++
    else messages.push(message)
    return { messageId: message.messageId, ...url }
  })
  for (const message of messages) {
    recordMessage(broker, message)
    recordBody(broker, message)
    recordEvent(broker, message, 'CREATED')
  }
  const [only] = answers
  return { answer: only && !endpoints[0]?.topicName ? only : answers, messages }
}

type Endpoint = { url: string; topicName?: string; endpointName?: string }

function resolveDestination(broker: Broker, destination: string): Endpoint[] {
  if (isHttpUrl(destination)) return [{ url: destination }]
  if (!/^[\w.-]+$/.test(destination)) {
    throw new Refusal(400, 'invalid destination url: endpoint has invalid scheme, add http:// or https://')
  }
  const group = broker.groups.get(destination)
  if (!group) throw new Refusal(404, `url group ${destination} not found`)
  return group.endpoints.map(({ url, name }) => ({ url, topicName: destination, endpointName: name }))
}

function createMessage(broker: Broker, publication: Publication, options: PublishOptions, endpoint: Endpoint): Message {
  const messageId = newId('msg')
  const now = Date.now()
  const waitMs = options.notBefore === undefined ? options.delayMs : Math.max(0, options.notBefore - now)
  const { queueName } = publication
  return {
    messageId,
    seq: broker.nextSeq(),
    ordinal: broker.faults.nextOrdinal(endpoint.url),
    ...endpoint,
    method: options.method,
    forward: options.forward,
    published: ownHeaders(publication.headers),
    body: publication.body,
    scheduleId: publication.scheduleId,
    queueName,
    slot: publication.slot ?? (queueName ? { queueName, owner: messageId } : undefined),
    callerIp: publication.callerIp,
    labels: options.labels,
    maxRetries: options.retries ?? defaultRetries,
    retryDelay: options.retryDelay,
    timeoutMs: options.timeoutMs,
    callback: options.callback,
    failureCallback: options.failureCallback,
    flow: options.flow,
    redact: options.redact,
    createdAt: now,
    notBefore: Math.round(now + waitMs * broker.timeScale),
    state: 'CREATED',
    retried: 0,
  }
}

function ownHeaders(headers: Record<string, string>): Record<string, string> {
  const own = Object.entries(headers).filter(
    ([name]) => name === 'content-type' || (name.startsWith('upstash-') && !name.startsWith('upstash-telemetry-')),
  )
  return Object.fromEntries(own)
}

function deduplicationKey(publication: Publication, options: PublishOptions, endpoint: Endpoint): string | undefined {
  const scope = endpoint.topicName ? ` ${endpoint.url}` : ''
  if (options.deduplicationId) return `id:${options.deduplicationId}${scope}`
  if (!options.contentBasedDeduplication) return undefined
  const forward = Object.entries(options.forward).sort(([a], [b]) => (a < b ? -1 : 1))
  const hash = createHash('sha256')
    .update(JSON.stringify([publication.destination, forward]))
    .update(publication.body)
  return `content:${hash.digest('hex')}${scope}`
}

function recordDeduplication(broker: Broker, key: string, messageId: string): void {
  const row = { messageId, expiresAt: Date.now() + broker.dedupeWindowMs }
  broker.deduplications.set(key, row)
  broker.journal.put('deduplication', key, row)
}

function ensureQueue(broker: Broker, name: string): void {
  if (!/^[\w.-]+$/.test(name)) throw new Refusal(400, `invalid queue name: ${name}`)
  if (broker.queues.has(name)) return
  const now = Date.now()
  const queue = { name, parallelism: 1, paused: false, createdAt: now, updatedAt: now }
  broker.queues.set(name, queue)
  broker.journal.put('queue', name, queue)
}
