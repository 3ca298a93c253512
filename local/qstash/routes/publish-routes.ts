import { acceptMessages } from '../accept-messages.ts'
import type { Broker } from '../broker.ts'
import { type Plan, type Publication, planPublish } from '../publish-message.ts'
import { Refusal } from '../refusal.ts'
import { type ApiRequest, parseJson, type Route } from '../route.ts'

export const publishRoutes: Route[] = [
  {
    method: 'POST',
    pattern: /^\/v2\/publish\/(.+)$/,
    takesDestination: true,
    answer: (broker, request) => publish(broker, { ...request, destination: request.params[0]! }),
  },
  {
    method: 'POST',
    pattern: /^\/v2\/enqueue\/([^/]+)\/(.+)$/,
    takesDestination: true,
    answer: (broker, request) => {
      const [queueName, destination] = request.params
      return publish(broker, { ...request, queueName, destination: destination! })
    },
  },
  { method: 'POST', pattern: /^\/v2\/batch$/, answer: publishBatch },
]

async function publish(broker: Broker, publication: Publication) {
  const { answer, messages } = planSized(broker, publication)
  await acceptMessages(broker, messages)
  const deduplicated = !Array.isArray(answer) && answer.deduplicated
  return { status: deduplicated ? 202 : 201, body: answer }
}

async function publishBatch(broker: Broker, request: ApiRequest) {
  const items = parseJson(request.body)
  if (!Array.isArray(items)) throw new Refusal(400, 'the body must be a JSON array')
  const plans = items.map((item) => planItem(broker, item, request.callerIp))
  await acceptMessages(
    broker,
    plans.flatMap(({ messages }) => messages),
  )
  return { status: 200, body: plans.map(({ answer }) => answer) }
}

/** One item's error is its own: the others are published. */
function planItem(broker: Broker, item: unknown, callerIp: string): Plan | { answer: { error: string }; messages: [] } {
  try {
    return planSized(broker, { ...parseItem(item), callerIp })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { answer: { error: error.message }, messages: [] }
  }
}

function parseItem(item: unknown): Omit<Publication, 'callerIp'> {
  const { destination, headers = {}, body = '', queue } = (item ?? {}) as Record<string, unknown>
  if (typeof destination !== 'string' || destination === '') throw new Refusal(400, 'destination is missing')
  if (typeof body !== 'string') throw new Refusal(400, 'body must be a string')
  if (queue !== undefined && typeof queue !== 'string') throw new Refusal(400, 'queue must be a string')
  if (typeof headers !== 'object' || headers === null) throw new Refusal(400, 'headers must be an object')
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
  return { destination, headers: Object.fromEntries(entries), body: Buffer.from(body), queueName: queue }
}

function planSized(broker: Broker, publication: Publication): Plan {
  if (publication.body.length > broker.maxMessageBytes) {
    throw new Refusal(413, `the message is larger than ${broker.maxMessageBytes} bytes`)
  }
  return planPublish(broker, publication)
}
