import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { createGate, openQstashWorld, type QstashWorld, receiver, secrets } from './qstash-world.ts'

let database: TestDatabase
let world: QstashWorld
const to = (path: string) => `${world.destination.url}${path}`

beforeAll(async () => {
  database = await openTestDatabase({ empty: true })
})
afterAll(() => database?.close())
beforeEach(async () => {
  world = await openQstashWorld(database.databaseUrl, { timeScale: 1 })
})
afterEach(() => world.close())

async function bury(paths: string[], more: { label?: string; queueName?: string } = {}) {
  world.destination.answer(() => ({ status: 500 }))
  const answers = await world.client().batch(paths.map((path) => ({ url: to(path), body: path, retries: 0, ...more })))
  await world.broker().idle()
  return answers.map((answer) => ('messageId' in answer ? answer.messageId : ''))
}

describe('messages', () => {
  it('can be read until they are delivered, without what is to be redacted', async () => {
    const { messageId } = await world.client().publish({
      url: to('/a'),
      body: 'secret',
      delay: 60,
      method: 'PATCH',
      callback: to('/told'),
      failureCallback: to('/failed'),
      headers: { Authorization: 'Bearer mine', 'X-Open': 'yes' },
      flowControl: { key: 'k', parallelism: 10, rate: 5, period: '1d' },
      label: ['one', 'two'],
      redact: { body: true, header: ['Authorization'] },
    })
    expect(await world.client().messages.get(messageId)).toMatchObject({
      messageId,
      url: to('/a'),
      method: 'PATCH',
      body: expect.stringMatching(/^REDACTED:[0-9a-f]{64}$/),
      header: { Authorization: [expect.stringMatching(/^REDACTED:/)], 'X-Open': ['yes'] },
      callback: to('/told'),
      failureCallback: to('/failed'),
      flowControlKey: 'k',
      parallelism: 10,
      rate: 5,
      period: 86_400,
      label: 'one',
      labels: ['one', 'two'],
      maxRetries: 3,
    })
  })

  it('are cancelled by id, by ids, by filter and all together, and counted', async () => {
    const { messages } = world.client()
    const publish = async (path: string, label?: string) =>
      (await world.client().publish({ url: to(path), delay: '1h', label })).messageId
    const [a, b, c] = [await publish('/a'), await publish('/b'), await publish('/c')]
    for (const label of ['x', 'x', 'y']) await publish('/labelled', label)
    await publish('/path')
    expect(await messages.cancel(a!)).toEqual({ cancelled: 1 })
    expect(await messages.cancel([b!, c!, 'msg_unknown'])).toEqual({ cancelled: 2 })
    expect(await messages.cancel({ filter: { label: 'x' } })).toEqual({ cancelled: 2 })
    expect(await messages.cancel({ filter: { path: ['/path', '/none'] } })).toEqual({ cancelled: 1 })
    expect(await messages.cancel({ all: true })).toEqual({ cancelled: 1 })
    await expect(messages.cancel(a!)).rejects.toThrow('not found')
    expect(world.broker().stats()).toMatchObject({ cancelled: 7, scheduled: 0, attempts: 0 })
  })

  it('that are on their way when cancelled are not tried again', async () => {
    const gate = createGate()
    world.destination.answer(() => gate.opened.then(() => ({ status: 500 })))
    const { messageId } = await world.client().publish({ url: to('/a'), retryDelay: '1' })
    await world.destination.received(1)
    expect(await world.client().messages.cancel(messageId)).toEqual({ cancelled: 1 })
    gate.open()
    await world.broker().idle()
    expect(world.destination.deliveries).toHaveLength(1)
    const { logs } = await world.client().logs({ messageIds: [messageId] })
    expect(logs.map(({ state }) => state as string)).toEqual([
      'CANCELLED',
      'ERROR',
      'CANCEL_REQUESTED',
      'ACTIVE',
      'CREATED',
    ])
  })
})

describe('dead letters', () => {
  it('are listed newest first in pages, by filter and by id', async () => {
    const ids = await bury(['/1', '/2', '/3'], { label: 'mine' })
    const { dlq } = world.client()
    const first = await dlq.listMessages({ count: 2 })
    const second = await dlq.listMessages({ count: 2, cursor: first.cursor })
    expect([...first.messages, ...second.messages].map(({ messageId }) => messageId)).toEqual([...ids].reverse())
    expect(second.cursor).toBeUndefined()
    expect((await dlq.listMessages({ filter: { label: 'mine', responseStatus: 500 } })).messages).toHaveLength(3)
    expect((await dlq.listMessages({ filter: { label: 'other' } })).messages).toEqual([])
    const { dlqId } = first.messages[0]!
    expect((await dlq.listMessages({ dlqIds: [dlqId] })).messages).toHaveLength(1)
  })

  it('are published again as new messages, and leave', async () => {
    const [first] = await bury(['/1', '/2', '/3'])
    world.destination.answer(() => ({}))
    const { messages } = await world.client().dlq.listMessages({ filter: { messageId: first! } })
    const { responses } = await world.client().dlq.retry(messages[0]!.dlqId)
    expect(responses).toEqual([{ messageId: expect.stringMatching(/^msg_/) }])
    expect(responses[0]?.messageId).not.toBe(first)
    expect((await world.client().dlq.retry({ all: true })).responses).toHaveLength(2)
    await world.broker().idle()
    expect(world.destination.bodies().slice(3).sort()).toEqual(['/1', '/2', '/3'])
    const again = world.destination.deliveries.at(3)!
    expect(again.headers).toMatchObject({ 'upstash-message-id': responses[0]?.messageId, 'upstash-retried': '0' })
    expect((await world.client().dlq.listMessages()).messages).toEqual([])
  })

  it('are deleted by id, by ids, by filter and in counted steps', async () => {
    await bury(['/1', '/2', '/3'], { label: 'mine' })
    await bury(['/4', '/5'])
    const { dlq } = world.client()
    const [newest, next] = (await dlq.listMessages()).messages.map(({ dlqId }) => dlqId)
    await dlq.delete(newest!)
    await expect(dlq.delete(newest!)).rejects.toThrow('not found')
    expect(await dlq.delete([next!])).toEqual({ deleted: 1 })
    const step = await dlq.delete({ filter: { label: 'mine' }, count: 2 })
    expect(step.deleted).toBe(2)
    expect(await dlq.delete({ all: true, count: 2, cursor: step.cursor })).toEqual({ deleted: 1 })
    expect(await dlq.delete({ all: true })).toEqual({ deleted: 0 })
  })
})

describe('URL groups', () => {
  it('give every endpoint a message of its own, deduplicated one by one', async () => {
    const { urlGroups } = world.client()
    const endpoints = [{ name: 'first', url: to('/one') }, { url: to('/two') }]
    await urlGroups.addEndpoints({ name: 'both', endpoints })
    const group = { urlGroup: 'both', body: 'hello', deduplicationId: 'once' }
    const published = await world.client().publish(group)
    expect(published.map(({ url }) => url)).toEqual([to('/one'), to('/two')])
    const again = await world.client().publish(group)
    expect(again).toEqual(published.map((answer) => ({ ...answer, deduplicated: true })))
    await world.broker().idle()
    expect(world.destination.deliveries.map(({ headers }) => headers['upstash-topic-name'])).toEqual(['both', 'both'])
    await urlGroups.removeEndpoints({ name: 'both', endpoints: [{ name: 'first' }] })
    expect(await urlGroups.get('both')).toMatchObject({ name: 'both', endpoints: [{ url: to('/two') }] })
    expect(await urlGroups.list()).toHaveLength(1)
    await urlGroups.delete('both')
    await expect(urlGroups.get('both')).rejects.toThrow('not found')
    await expect(world.client().publish(group)).rejects.toThrow('not found')
  })
})

describe('schedules', () => {
  it('are kept, changed, paused and deleted', async () => {
    const { schedules } = world.client()
    const { scheduleId } = await schedules.create({
      destination: to('/cron'),
      cron: '*/10 * * * * ',
      body: '{"hello":"world"}',
      headers: { 'X-Run': '7' },
      retries: 5,
      delay: 10,
    })
    expect(await schedules.get(scheduleId)).toMatchObject({
      scheduleId,
      cron: '*/10 * * * *',
      destination: to('/cron'),
      method: 'POST',
      header: { 'Content-Type': ['application/json'], 'X-Run': ['7'] },
      body: '{"hello":"world"}',
      retries: 5,
      delay: 10,
      isPaused: false,
      nextScheduleTime: expect.any(Number),
    })
    await schedules.create({ destination: to('/other'), cron: '0 0 * * *', scheduleId })
    await schedules.pause({ schedule: scheduleId })
    expect(await schedules.list()).toEqual([
      expect.objectContaining({ scheduleId, destination: to('/other'), isPaused: true }),
    ])
    await schedules.resume({ schedule: scheduleId })
    expect(await schedules.get(scheduleId)).toMatchObject({ isPaused: false })
    await schedules.delete(scheduleId)
    await expect(schedules.get(scheduleId)).rejects.toThrow('not found')
    await expect(schedules.create({ destination: to('/a'), cron: 'hourly' })).rejects.toThrow('invalid cron')
  })
})

describe('keys', () => {
  it('are read and rotated, and what is signed after a rotation is signed with the next key', async () => {
    const call = async (path: string, method = 'GET') => {
      const headers = { authorization: `Bearer ${secrets.token}` }
      return (await fetch(`${world.broker().url}${path}`, { method, headers })).json()
    }
    expect(await call('/v2/keys')).toEqual({ current: secrets.currentSigningKey, next: secrets.nextSigningKey })
    const rotated = await call('/v2/keys/rotate', 'POST')
    expect(rotated).toEqual({ current: secrets.nextSigningKey, next: expect.stringMatching(/^sig_/) })
    await world.client().publish({ url: to('/a'), body: 'hello' })
    await world.broker().idle()
    const signature = String(world.destination.deliveries[0]!.headers['upstash-signature'])
    await expect(receiver.verify({ signature, body: 'hello', url: to('/a') })).resolves.toBe(true)
    await world.broker().close()
    await world.restart()
    expect(await call('/v2/keys')).toEqual(rotated)
  })
})

describe('logs', () => {
  it('are paged and filtered', async () => {
    await world.client().batch(['/1', '/2', '/3'].map((path) => ({ url: to(path), label: path.slice(1) })))
    await world.broker().idle()
    const { logs } = await world.client().logs({ filter: { url: [to('/1'), to('/2')], state: 'DELIVERED' } })
    expect(logs.map(({ url, label }) => [url, label]).sort()).toEqual([
      [to('/1'), '1'],
      [to('/2'), '2'],
    ])
    const seen: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await world.client().logs({ cursor, filter: { count: 4 } })
      seen.push(...page.logs.map(({ state }) => state))
      cursor = page.cursor
      if (!cursor) break
    }
    expect(seen.sort()).toEqual([
      ...Array(3).fill('ACTIVE'),
      ...Array(3).fill('CREATED'),
      ...Array(3).fill('DELIVERED'),
    ])
  })
})
