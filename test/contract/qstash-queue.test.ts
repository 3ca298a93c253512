import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createQstashQueue } from '../../src/platform/qstash-queue.ts'
import type { QueueMessage } from '../../src/platform/queue.ts'
import { createDeliveryVerifier } from '../../src/platform/verify-delivery.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { openQstashWorld, type QstashWorld, secrets } from './qstash-world.ts'

let database: TestDatabase
let world: QstashWorld
beforeAll(async () => {
  database = await openTestDatabase({ empty: true })
})
afterAll(() => database?.close())
beforeEach(async () => {
  world = await openQstashWorld(database.databaseUrl, { timeScale: 0.00001 })
})
afterEach(() => world.close())

const queue = (changed: { baseUrl?: string; token?: string } = {}) =>
  createQstashQueue({ baseUrl: world.broker().url, token: secrets.token, publicUrl: world.destination.url, ...changed })
const message = (id: string, changed: Partial<QueueMessage> = {}): QueueMessage => ({
  id,
  path: '/qstash/steps',
  body: { id },
  ...changed,
})

describe('the queue', () => {
  it('delivers each message to its path, as JSON', async () => {
    const { taken, refused } = await queue().publish([message('a'), message('b', { path: '/qstash/research' })])
    expect([taken, refused]).toEqual([['a', 'b'], []])
    await world.broker().idle()
    expect(world.destination.at('/qstash/steps').map(({ body }) => JSON.parse(body))).toEqual([{ id: 'a' }])
    expect(world.destination.at('/qstash/research').map(({ body }) => JSON.parse(body))).toEqual([{ id: 'b' }])
  })

  it('takes many in batches of a hundred', async () => {
    const { taken } = await queue().publish(Array.from({ length: 250 }, (_, index) => message(`m${index}`)))
    expect(taken).toHaveLength(250)
    await world.broker().idle()
    expect(world.destination.deliveries).toHaveLength(250)
  })

  it('delivers once what is published again under the same id, and counts it as taken', async () => {
    await queue().publish([message('a')])
    expect(await queue().publish([message('a')])).toEqual({ taken: ['a'], refused: [] })
    await world.broker().idle()
    expect(world.destination.deliveries).toHaveLength(1)
  })

  it('says which messages were not taken, and never throws', async () => {
    const down = await queue({ baseUrl: 'http://127.0.0.1:9' }).publish([message('a')])
    expect(down).toMatchObject({ taken: [], refused: [{ id: 'a' }] })
    const unknown = await queue({ token: 'wrong' }).publish([message('a')])
    expect(unknown).toMatchObject({ taken: [], refused: [{ id: 'a' }] })
    expect(await queue().publish([])).toEqual({ taken: [], refused: [] })
  })

  it('tries as often as it is told, then tells the failure path with the message', async () => {
    world.destination.answer(({ path }) => ({ status: path === '/qstash/failures' ? 200 : 500 }))
    await queue().publish([message('a', { retries: 1 })])
    await world.broker().idle()
    expect(world.destination.at('/qstash/steps')).toHaveLength(2)
    const [failure] = world.destination.at('/qstash/failures')
    const { sourceBody, status, url } = JSON.parse(failure!.body)
    expect([JSON.parse(atob(sourceBody)), status, url]).toEqual([
      { id: 'a' },
      500,
      `${world.destination.url}/qstash/steps`,
    ])
  })

  it('holds messages of one key to their parallelism', async () => {
    let atWork = 0
    let most = 0
    world.destination.answer(async () => {
      most = Math.max(most, ++atWork)
      await new Promise((resolve) => setTimeout(resolve, 10))
      atWork -= 1
      return {}
    })
    const flowControl = { key: 'tenant-1', parallelism: 2, ratePerSecond: 1000 }
    await queue().publish(Array.from({ length: 12 }, (_, index) => message(`m${index}`, { flowControl })))
    await world.broker().idle()
    expect(most).toBe(2)
  })
})

describe('a delivery', () => {
  const verify = createDeliveryVerifier(secrets)
  const arrived = async () => {
    await queue().publish([message('a')])
    const [{ headers, body, path }] = (await world.destination.received(1)) as [
      (typeof world.destination.deliveries)[0],
    ]
    return { signature: String(headers['upstash-signature']), body, url: `${world.destination.url}${path}` }
  }

  it('is let in as it was signed, with either key', async () => {
    expect(await verify(await arrived())).toBe(true)
    world.broker().faults.inject({ kind: 'next-key' })
    await queue().publish([message('b')])
    const { headers, body, path } = (await world.destination.received(2))[1]!
    expect(
      await verify({ signature: String(headers['upstash-signature']), body, url: `${world.destination.url}${path}` }),
    ).toBe(true)
  })

  it('is kept out when its body, address or signature is another, or it has none', async () => {
    const delivery = await arrived()
    expect(await verify({ ...delivery, body: delivery.body.replace('a', 'b') })).toBe(false)
    expect(await verify({ ...delivery, url: `${world.destination.url}/qstash/research` })).toBe(false)
    expect(await verify({ ...delivery, url: `${delivery.url}?x=1` })).toBe(false)
    expect(await verify({ ...delivery, signature: undefined })).toBe(false)
    expect(await verify({ ...delivery, signature: 'not.a.token' })).toBe(false)
  })

  it('is kept out when it was signed long ago', async () => {
    world.broker().faults.inject({ kind: 'stale-signature' })
    expect(await verify(await arrived())).toBe(false)
  })

  it('is checked with our keys although the environment asks for development keys', async () => {
    process.env.QSTASH_DEV = 'true'
    try {
      const strict = createDeliveryVerifier(secrets)
      expect(await strict(await arrived())).toBe(true)
    } finally {
      delete process.env.QSTASH_DEV
    }
  })
})
