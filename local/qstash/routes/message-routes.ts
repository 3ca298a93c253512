import type { Broker } from '../broker.ts'
import { cancelMessage } from '../cancel-message.ts'
import { matchesFilter } from '../match-filter.ts'
import type { Message } from '../message.ts'
import { filterableMessage, presentMessage } from '../present-message.ts'
import { Refusal } from '../refusal.ts'
import { type ApiRequest, nameParam, type Route } from '../route.ts'

const one = /^\/v2\/messages\/([^/]+)$/

export const messageRoutes: Route[] = [
  {
    method: 'GET',
    pattern: one,
    answer: (broker, request) => ({ status: 200, body: presentMessage(getMessage(broker, request)) }),
  },
  { method: 'DELETE', pattern: one, answer: (broker, request) => cancel(broker, [getMessage(broker, request)]) },
  {
    method: 'DELETE',
    pattern: /^\/v2\/messages$/,
    answer: (broker, { query }) => {
      const wanted = [...broker.messages.values()].filter((message) => matchesFilter(filterableMessage(message), query))
      return cancel(broker, wanted)
    },
  },
]

async function cancel(broker: Broker, messages: Message[]) {
  const open = messages.filter((message) => !message.cancelRequested)
  for (const message of open) cancelMessage(broker, message)
  await broker.journal.commit()
  return { status: 200, body: { cancelled: open.length } }
}

function getMessage(broker: Broker, request: ApiRequest): Message {
  const messageId = nameParam(request)
  const message = broker.messages.get(messageId)
  if (!message) throw new Refusal(404, `message ${messageId} not found`)
  return message
}
