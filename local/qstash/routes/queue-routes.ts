import type { Broker } from '../broker.ts'
import { cancelMessage } from '../cancel-message.ts'
import type { Queue } from '../message.ts'
import { Refusal } from '../refusal.ts'
import { type ApiRequest, jsonObject, nameParam, type Route } from '../route.ts'

const one = /^\/v2\/queues\/([^/]+)$/

export const queueRoutes: Route[] = [
  { method: 'POST', pattern: /^\/v2\/queues\/?$/, answer: upsert },
  {
    method: 'GET',
    pattern: /^\/v2\/queues$/,
    answer: (broker) => ({ status: 200, body: [...broker.queues.values()].map((queue) => present(broker, queue)) }),
  },
  {
    method: 'GET',
    pattern: one,
    answer: (broker, request) => ({ status: 200, body: present(broker, getQueue(broker, request)) }),
  },
  { method: 'DELETE', pattern: one, answer: remove },
  {
    method: 'POST',
    pattern: /^\/v2\/queues\/([^/]+)\/pause$/,
    answer: (broker, request) => save(broker, { ...getQueue(broker, request), paused: true }),
  },
  {
    method: 'POST',
    pattern: /^\/v2\/queues\/([^/]+)\/resume$/,
    answer: (broker, request) => save(broker, { ...getQueue(broker, request), paused: false }),
  },
]

async function upsert(broker: Broker, { body }: ApiRequest) {
  const { queueName: name, parallelism = 1, paused = false } = jsonObject(body)
  if (typeof name !== 'string' || !/^[\w.-]+$/.test(name)) throw new Refusal(400, 'invalid queue name')
  if (!Number.isInteger(parallelism) || (parallelism as number) < 1) throw new Refusal(400, 'invalid parallelism')
  const createdAt = broker.queues.get(name)?.createdAt ?? Date.now()
  return await save(broker, {
    name,
    parallelism: parallelism as number,
    paused: paused === true,
    createdAt,
    updatedAt: createdAt,
  })
}

async function save(broker: Broker, queue: Queue) {
  const saved = { ...queue, updatedAt: Date.now() }
  broker.queues.set(queue.name, saved)
  broker.journal.put('queue', queue.name, saved)
  await broker.journal.commit()
  broker.dispatcher.pump()
  return { status: 200 }
}

async function remove(broker: Broker, request: ApiRequest) {
  const { name } = getQueue(broker, request)
  broker.queues.delete(name)
  broker.journal.remove('queue', name)
  for (const message of [...broker.messages.values()]) {
    if (message.queueName === name) cancelMessage(broker, message)
  }
  await broker.journal.commit()
  return { status: 200 }
}

function present(broker: Broker, queue: Queue) {
  const lag = [...broker.messages.values()].filter(({ queueName }) => queueName === queue.name).length
  return { ...queue, lag }
}

function getQueue(broker: Broker, request: ApiRequest): Queue {
  const name = nameParam(request)
  const queue = broker.queues.get(name)
  if (!queue) throw new Refusal(404, `queue ${name} not found`)
  return queue
}
