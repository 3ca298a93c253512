import { acceptMessages } from '../accept-messages.ts'
import type { Broker } from '../broker.ts'
import { matchesFilter } from '../match-filter.ts'
import type { DeadLetter } from '../message.ts'
import { filterableDeadLetter, presentDeadLetter } from '../present-message.ts'
import { planPublish } from '../publish-message.ts'
import { removeDeadLetter } from '../record.ts'
import { Refusal } from '../refusal.ts'
import { type ApiRequest, nameParam, paginate, type Route } from '../route.ts'

const one = /^\/v2\/dlq\/([^/]+)$/
const all = /^\/v2\/dlq$/

// they say when and whether to publish, and that was settled the first time
const settledHeaders = [
  'upstash-delay',
  'upstash-not-before',
  'upstash-deduplication-id',
  'upstash-content-based-deduplication',
]

export const deadLetterRoutes: Route[] = [
  {
    method: 'GET',
    pattern: all,
    answer: (broker, { query }) => {
      const { page, cursor } = pageOf(broker, query)
      return { status: 200, body: { messages: page.map(presentDeadLetter), cursor } }
    },
  },
  {
    method: 'GET',
    pattern: one,
    answer: (broker, request) => ({ status: 200, body: presentDeadLetter(getDeadLetter(broker, request)) }),
  },
  {
    method: 'DELETE',
    pattern: one,
    answer: async (broker, request) => {
      await remove(broker, [getDeadLetter(broker, request)])
      return { status: 200 }
    },
  },
  {
    method: 'DELETE',
    pattern: all,
    answer: async (broker, { query }) => {
      const { page, cursor } = pageOf(broker, query)
      await remove(broker, page)
      return { status: 200, body: { deleted: page.length, cursor } }
    },
  },
  {
    method: 'POST',
    pattern: /^\/v2\/dlq\/retry\/([^/]+)$/,
    answer: async (broker, request) => {
      const [response] = await retry(broker, [getDeadLetter(broker, request)], request)
      return { status: 201, body: response }
    },
  },
  {
    method: 'POST',
    pattern: /^\/v2\/dlq\/retry$/,
    answer: async (broker, request) => {
      const { page, cursor } = pageOf(broker, request.query)
      return { status: 200, body: { responses: await retry(broker, page, request), cursor } }
    },
  },
]

/** The newest first. A page that is taken away leaves the cursor's entry behind it, so the cursor is the next one. */
function pageOf(broker: Broker, query: URLSearchParams) {
  const letters = [...broker.deadLetters.values()]
    .filter((letter) => matchesFilter(filterableDeadLetter(letter), query))
    .sort((a, b) => b.message.seq - a.message.seq)
  const after = query.get('cursor')
  const rest = after ? letters.filter((letter) => letter.message.seq < Number(after)) : letters
  const unpaged = new URLSearchParams({ count: query.get('count') ?? '100' })
  return paginate(rest, unpaged, (letter) => String(letter.message.seq))
}

async function remove(broker: Broker, letters: DeadLetter[]): Promise<void> {
  for (const letter of letters) removeDeadLetter(broker, letter)
  await broker.journal.commit()
}

async function retry(broker: Broker, letters: DeadLetter[], request: ApiRequest) {
  const plans = letters.map((letter) => {
    const { message } = letter
    const plan = planPublish(broker, {
      destination: message.url,
      headers: retryHeaders(message.published, request.headers),
      body: message.body,
      callerIp: message.callerIp,
      queueName: message.queueName,
      scheduleId: message.scheduleId,
    })
    removeDeadLetter(broker, letter)
    return plan
  })
  await acceptMessages(
    broker,
    plans.flatMap(({ messages }) => messages),
  )
  return plans.flatMap(({ answer }) => answer)
}

function retryHeaders(published: Record<string, string>, asked: Record<string, string>): Record<string, string> {
  const kept = Object.entries(published).filter(([name]) => !settledHeaders.includes(name))
  const overrides = Object.entries(asked).filter(([name]) => name.startsWith('upstash-'))
  return Object.fromEntries([...kept, ...overrides])
}

function getDeadLetter(broker: Broker, request: ApiRequest): DeadLetter {
  const dlqId = nameParam(request)
  const letter = broker.deadLetters.get(dlqId)
  if (!letter) throw new Refusal(404, `dlq message ${dlqId} not found`)
  return letter
}
