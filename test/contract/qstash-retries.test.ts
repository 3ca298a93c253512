import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { openQstashWorld, type QstashWorld, receiver } from './qstash-world.ts'

let database: TestDatabase
let world: QstashWorld
const to = (path: string) => `${world.destination.url}${path}`

beforeAll(async () => {
  database = await openTestDatabase({ empty: true })
})
afterAll(() => database?.close())
beforeEach(async () => {
  world = await openQstashWorld(database.databaseUrl, { timeScale: 0.00001 })
})
afterEach(() => world.close())

async function statesOf(messageId: string) {
  const { logs } = await world.client().logs({ messageIds: [messageId] })
  return logs.map(({ state }) => state as string).reverse()
}

/** Seconds, before scaling, that the broker meant to wait before the next attempt. */
async function plannedWaits(messageId: string) {
  const { logs } = await world.client().logs({ messageIds: [messageId] })
  return logs.flatMap((log) => (log.nextDeliveryTime ? [log.nextDeliveryTime - log.time] : [])).reverse()
}

describe('retries', () => {
  it('go on until a 2xx, counting in Upstash-Retried, under one message id', async () => {
    world.destination.answer((_, nth) => ({ status: [500, 302, 204][nth] }))
    const { messageId } = await world.client().publishJSON({ url: to('/a'), body: {} })
    await world.broker().idle()
    expect(world.destination.deliveries.map(({ headers }) => headers['upstash-retried'])).toEqual(['0', '1', '2'])
    expect(new Set(world.destination.deliveries.map(({ headers }) => headers['upstash-message-id'])).size).toBe(1)
    expect(await statesOf(messageId)).toEqual([
      'CREATED',
      'ACTIVE',
      'ERROR',
      'RETRY',
      'ACTIVE',
      'ERROR',
      'RETRY',
      'ACTIVE',
      'DELIVERED',
    ])
    expect(world.broker().stats()).toMatchObject({ attempts: 3, retried: 2, delivered: 1, failed: 0 })
  })

  it('end after three by default, or as many as asked, in a dead letter', async () => {
    world.destination.answer(() => ({ status: 500, body: 'broken', headers: { 'x-why': 'test' } }))
    const first = await world.client().publish({ url: to('/default'), body: 'hello', label: ['one', 'two'] })
    await world.client().publish({ url: to('/none'), retries: 0 })
    await world.broker().idle()
    expect(world.destination.at('/default')).toHaveLength(4)
    expect(world.destination.at('/none')).toHaveLength(1)
    const { messages } = await world.client().dlq.listMessages({ filter: { messageId: first.messageId } })
    expect(messages).toEqual([
      expect.objectContaining({
        messageId: first.messageId,
        dlqId: expect.any(String),
        url: to('/default'),
        body: 'hello',
        maxRetries: 3,
        responseStatus: 500,
        responseBody: 'broken',
        responseHeader: expect.objectContaining({ 'X-Why': ['test'] }),
        label: 'one',
        labels: ['one', 'two'],
      }),
    ])
    await expect(world.client().messages.get(first.messageId)).rejects.toThrow('not found')
  })

  it('happen when nobody answers, or not in time', async () => {
    world.destination.answer((_, nth) => (nth === 0 ? new Promise(() => {}) : {}))
    await world.client().publish({ url: to('/slow'), retries: 1, timeout: 1 })
    const nobody = await world.client().publish({ url: 'http://127.0.0.1:1/', retries: 1 })
    await world.broker().idle()
    expect(world.destination.at('/slow').map(({ headers }) => headers['upstash-retried'])).toEqual(['0', '1'])
    expect(await statesOf(nobody.messageId)).toContain('FAILED')
    const { messages } = await world.client().dlq.listMessages()
    expect(messages.map(({ messageId, responseStatus }) => [messageId, responseStatus])).toEqual([
      [nobody.messageId, undefined],
    ])
  })

  it('wait e^(2.5 n) seconds by default', async () => {
    await world.close()
    world = await openQstashWorld(database.databaseUrl, { timeScale: 0.001 })
    world.destination.answer(() => ({ status: 500 }))
    const { messageId } = await world.client().publish({ url: to('/a'), retries: 2 })
    await world.broker().idle()
    const waits = await plannedWaits(messageId)
    expect(waits).toHaveLength(2)
    // 12.18 s and 148.4 s, at a thousandth; two clock readings of one moment may differ by a tick or two
    expect(Math.abs(waits[0]! - 12)).toBeLessThan(8)
    expect(Math.abs(waits[1]! - 148)).toBeLessThan(8)
  })

  it('wait as the expression says, in milliseconds', async () => {
    await world.close()
    world = await openQstashWorld(database.databaseUrl, { timeScale: 1 })
    world.destination.answer((_, nth) => ({ status: nth === 0 ? 500 : 200 }))
    const { messageId } = await world
      .client()
      .publish({ url: to('/a'), retries: 2, retryDelay: 'max(3600000, pow(2, retried) * 1000)' })
    await world.destination.received(1)
    await world.broker().idle()
    const [wait] = await plannedWaits(messageId)
    expect(Math.abs(wait! - 3_600_000)).toBeLessThan(100)
    expect(await world.client().messages.get(messageId)).toMatchObject({
      retryDelayExpression: 'max(3600000, pow(2, retried) * 1000)',
      maxRetries: 2,
    })
  })

  it.each([
    ['Retry-After', '7200', 7_200_000],
    ['X-RateLimit-Reset', '2h', 7_200_000],
    ['X-RateLimit-Reset-Requests', '1h1m1s', 3_661_000],
    ['X-RateLimit-Reset-Tokens', '90m', 5_400_000],
    // more than a day is not granted: the default backoff holds
    ['Retry-After', '100000', 12_182],
  ])('wait as %s: %s asks', async (name, value, waitMs) => {
    await world.close()
    world = await openQstashWorld(database.databaseUrl, { timeScale: 1 })
    world.destination.answer(() => ({ status: 429, headers: { [name]: value } }))
    const { messageId } = await world.client().publish({ url: to('/a'), retries: 1 })
    await world.destination.received(1)
    await world.broker().idle()
    const [wait] = await plannedWaits(messageId)
    expect(Math.abs(wait! - waitMs)).toBeLessThan(100)
  })

  it('stop at once at 489 with Upstash-NonRetryable-Error, and not without it', async () => {
    world.destination.answer(({ path }) => ({
      status: 489,
      headers: { 'Upstash-NonRetryable-Error': path === '/final' ? 'true' : 'false' },
    }))
    await world.client().publish({ url: to('/final') })
    await world.client().publish({ url: to('/only-489'), retries: 1 })
    await world.broker().idle()
    expect(world.destination.at('/final')).toHaveLength(1)
    expect(world.destination.at('/only-489')).toHaveLength(2)
    const { messages } = await world.client().dlq.listMessages()
    expect(messages.map(({ url, responseStatus }) => [url, responseStatus])).toEqual(
      expect.arrayContaining([
        [to('/final'), 489],
        [to('/only-489'), 489],
      ]),
    )
  })
})

describe('callbacks', () => {
  it('tell of every attempt, signed, with what was asked and what was answered', async () => {
    world.destination.answer(({ path, headers }) =>
      path !== '/job'
        ? {}
        : { status: headers['upstash-retried'] === '0' ? 503 : 200, body: 'höhe', headers: { 'x-a': '1' } },
    )
    const { messageId } = await world.client().publishJSON({
      url: to('/job'),
      body: { n: 1 },
      retries: 2,
      callback: to('/told?x=1'),
      headers: {
        'X-Own': 'forwarded',
        'Upstash-Callback-Forward-X-Only-Callback': 'yes',
        'Upstash-Callback-Method': 'PUT',
      },
    })
    await world.broker().idle()
    const told = world.destination.at('/told')
    expect(told.map(({ body }) => JSON.parse(body)).map(({ status, retried }) => [status, retried])).toEqual([
      [503, 0],
      [200, 1],
    ])
    const [callback] = told
    expect(JSON.parse(callback!.body)).toMatchObject({
      header: { 'X-A': ['1'] },
      body: Buffer.from('höhe').toString('base64'),
      maxRetries: 2,
      sourceMessageId: messageId,
      url: to('/job'),
      method: 'POST',
      sourceHeader: { 'Content-Type': ['application/json'], 'X-Own': ['forwarded'] },
      sourceBody: Buffer.from('{"n":1}').toString('base64'),
      createdAt: expect.any(Number),
      notBefore: expect.any(Number),
      callerIP: '127.0.0.1',
    })
    expect(callback).toMatchObject({ method: 'PUT', headers: { 'x-only-callback': 'yes' } })
    expect(callback!.headers['x-own']).toBeUndefined()
    expect(callback!.headers['upstash-message-id']).not.toBe(messageId)
    const signature = String(callback!.headers['upstash-signature'])
    await expect(receiver.verify({ signature, body: callback!.body, url: to('/told?x=1') })).resolves.toBe(true)
  })

  it('are retried like messages, as often as their own header says', async () => {
    world.destination.answer(({ path }) => ({ status: path === '/told' ? 500 : 200 }))
    await world.client().publish({
      url: to('/job'),
      callback: to('/told'),
      retries: 5,
      headers: { 'Upstash-Callback-Retries': '1' },
    })
    await world.broker().idle()
    expect(world.destination.at('/told')).toHaveLength(2)
    const { messages } = await world.client().dlq.listMessages()
    expect(messages.map(({ url }) => url)).toEqual([to('/told')])
  })

  it('of a failure come once, when the retries are used up, with the dead letter to look up', async () => {
    world.destination.answer(({ path }) => (path === '/job' ? { status: 500, body: 'broken' } : {}))
    const { messageId } = await world.client().publish({
      url: to('/job'),
      body: 'hello',
      retries: 1,
      failureCallback: to('/failed'),
      headers: { 'Upstash-Failure-Callback-Forward-X-Run': '7' },
    })
    await world.broker().idle()
    expect(world.destination.at('/job')).toHaveLength(2)
    const [failure, ...others] = world.destination.at('/failed')
    expect(others).toEqual([])
    expect(failure?.headers['x-run']).toBe('7')
    const told = JSON.parse(failure!.body)
    expect(told).toMatchObject({ status: 500, retried: 1, maxRetries: 1, sourceMessageId: messageId })
    const { messages } = await world.client().dlq.listMessages({ dlqIds: [told.dlqId] })
    expect(messages.map(({ messageId: id }) => id)).toEqual([messageId])
  })

  it('of a failure come for 489 and for a destination that never answers', async () => {
    world.destination.answer(({ path }) =>
      path === '/final' ? { status: 489, headers: { 'Upstash-NonRetryable-Error': 'true' } } : {},
    )
    await world.client().publish({ url: to('/final'), failureCallback: to('/failed') })
    await world.client().publish({ url: 'http://127.0.0.1:1/', retries: 0, failureCallback: to('/failed') })
    await world.broker().idle()
    const statuses = world.destination.at('/failed').map(({ body }) => JSON.parse(body).status)
    expect(statuses.sort()).toEqual([0, 489])
  })
})
