import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { createGate, openQstashWorld, type QstashWorld } from './qstash-world.ts'

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

describe('flow control', () => {
  it('never has more calls of a key out than its parallelism, over all its destinations', async () => {
    const gate = createGate()
    let active = 0
    let most = 0
    world.destination.answer(async () => {
      most = Math.max(most, ++active)
      await gate.opened
      active--
      return {}
    })
    const flowControl = { key: 'tenant-1', parallelism: 2 }
    await world.client().batchJSON(['/a', '/b', '/a', '/b', '/a'].map((path) => ({ url: to(path), flowControl })))
    await world.client().publish({ url: to('/other'), flowControl: { key: 'tenant-2', parallelism: 1 } })
    await world.destination.received(3)
    expect(await world.client().flowControl.get('tenant-1')).toMatchObject({
      parallelismMax: 2,
      parallelismCount: 2,
      waitListSize: 3,
    })
    expect(await world.client().flowControl.getGlobalParallelism()).toMatchObject({ parallelismCount: 3 })
    gate.open()
    await world.broker().idle()
    expect(world.destination.deliveries).toHaveLength(6)
    expect(most).toBe(3)
  })

  it('gives the place of a failed call to the next one while it waits for its retry', async () => {
    await world.close()
    world = await openQstashWorld(database.databaseUrl, { timeScale: 1 })
    world.destination.answer(({ path }) => ({ status: path === '/bad' ? 500 : 200 }))
    const flowControl = { key: 'one-at-a-time', parallelism: 1 }
    for (const path of ['/bad', '/good']) {
      await world.client().publish({ url: to(path), flowControl, retryDelay: '3600000' })
    }
    await world.broker().idle()
    expect(world.destination.deliveries.map(({ path }) => path)).toEqual(['/bad', '/good'])
    expect(world.broker().stats()).toMatchObject({ scheduled: 1, inFlight: 0 })
  })

  it('starts no more calls in a period than its rate, and goes on when the period is reset', async () => {
    await world.close()
    world = await openQstashWorld(database.databaseUrl, { timeScale: 1 })
    const flowControl = { key: 'rated', rate: 2, period: '1h' } as const
    for (let n = 1; n <= 5; n++) await world.client().publish({ url: to(`/${n}`), flowControl })
    await world.broker().idle()
    expect(world.destination.deliveries.map(({ path }) => path)).toEqual(['/1', '/2'])
    expect(await world.client().flowControl.get('rated')).toMatchObject({
      rateMax: 2,
      rateCount: 2,
      ratePeriod: 3_600,
      waitListSize: 3,
    })
    await world.client().flowControl.resetRate('rated')
    await world.broker().idle()
    expect(world.destination.deliveries.map(({ path }) => path)).toEqual(['/1', '/2', '/3', '/4'])
  })

  it('goes on by itself when the period ends', async () => {
    const flowControl = { key: 'rated', rate: 1, period: '30m' } as const
    for (let n = 1; n <= 3; n++) await world.client().publish({ url: to(`/${n}`), flowControl })
    await world.broker().idle()
    expect(world.destination.deliveries.map(({ path }) => path)).toEqual(['/1', '/2', '/3'])
  })

  it('can be paused, pinned and read', async () => {
    const { flowControl } = world.client()
    await flowControl.pause('tenant 1')
    await world.client().publish({ url: to('/a'), flowControl: { key: 'tenant 1', parallelism: 5 } })
    await world.broker().idle()
    expect(world.destination.deliveries).toEqual([])
    expect(await flowControl.get('tenant 1')).toMatchObject({ isPaused: true, waitListSize: 1, parallelismMax: 5 })
    await flowControl.pin('tenant 1', { parallelism: 3, rate: 20, period: 120 })
    await world.client().publish({ url: to('/b'), flowControl: { key: 'tenant 1', parallelism: 9, rate: 9 } })
    expect(await flowControl.get('tenant 1')).toMatchObject({
      parallelismMax: 3,
      rateMax: 20,
      ratePeriod: 120,
      isPinnedParallelism: true,
      isPinnedRate: true,
    })
    await flowControl.unpin('tenant 1', { parallelism: true })
    await flowControl.resume('tenant 1')
    await world.client().publish({ url: to('/c'), flowControl: { key: 'tenant 1', parallelism: 9, rate: 9 } })
    await world.broker().idle()
    expect(world.destination.deliveries).toHaveLength(3)
    expect(await flowControl.get('tenant 1')).toMatchObject({
      parallelismMax: 9,
      rateMax: 20,
      isPinnedParallelism: false,
      isPinnedRate: true,
      isPaused: false,
    })
    await expect(flowControl.get('unknown')).rejects.toThrow('not found')
  })
})

describe('queues', () => {
  const line = () => world.client().queue({ queueName: 'line' })

  it('deliver one after the other: the next waits for retries of the one before', async () => {
    world.destination.answer(({ path, headers }) => ({
      status: path === '/1' && headers['upstash-retried'] !== '2' ? 500 : 200,
    }))
    for (const path of ['/1', '/2', '/3']) await line().enqueueJSON({ url: to(path), body: {} })
    await world.broker().idle()
    expect(world.destination.deliveries.map(({ path }) => path)).toEqual(['/1', '/1', '/1', '/2', '/3'])
  })

  it('wait for callbacks and failure callbacks too, and go on after a dead letter', async () => {
    world.destination.answer(({ path, headers }) => ({
      status: path === '/1' || (path === '/told' && headers['upstash-retried'] === '0') ? 500 : 200,
    }))
    await line().enqueue({
      url: to('/1'),
      retries: 0,
      failureCallback: to('/told'),
      headers: { 'Upstash-Failure-Callback-Retries': '1' },
    })
    await line().enqueue({ url: to('/2'), callback: to('/told') })
    await line().enqueue({ url: to('/3') })
    await world.broker().idle()
    const paths = world.destination.deliveries.map(({ path }) => path)
    expect(paths).toEqual(['/1', '/told', '/told', '/2', '/told', '/told', '/3'])
  })

  it('have as many out as their parallelism', async () => {
    const gate = createGate()
    world.destination.answer(() => gate.opened.then(() => ({})))
    await line().upsert({ parallelism: 2 })
    for (const path of ['/1', '/2', '/3', '/4']) await line().enqueue({ url: to(path) })
    await world.destination.received(2)
    expect(world.broker().stats()).toMatchObject({ inFlight: 2, waiting: 2 })
    expect(await line().get()).toMatchObject({ name: 'line', parallelism: 2, lag: 4, paused: false })
    gate.open()
    await world.broker().idle()
    expect(world.destination.deliveries).toHaveLength(4)
    expect(await line().get()).toMatchObject({ lag: 0 })
  })

  it('keep their messages while paused, and lose them when deleted', async () => {
    await line().upsert({ paused: true })
    await line().enqueue({ url: to('/1') })
    await world.broker().idle()
    expect(world.destination.deliveries).toEqual([])
    await line().resume()
    await world.broker().idle()
    expect(world.destination.deliveries).toHaveLength(1)
    await line().pause()
    const { messageId } = await line().enqueue({ url: to('/2') })
    await line().delete()
    await expect(world.client().messages.get(messageId)).rejects.toThrow('not found')
    expect(await world.client().queue().list()).toEqual([])
    await expect(line().get()).rejects.toThrow('not found')
  })

  it('take no flow control', async () => {
    const enqueue = line().enqueue({ url: to('/1'), flowControl: { key: 'k', parallelism: 1 } })
    await expect(enqueue).rejects.toThrow('flow control is not available for queues')
  })
})
