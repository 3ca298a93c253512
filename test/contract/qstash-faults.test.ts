import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { InjectedFault } from '../../local/qstash/faults.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { openQstashWorld, type QstashWorld, receiver } from './qstash-world.ts'

let database: TestDatabase
let world: QstashWorld
const to = (path: string) => `${world.destination.url}${path}`
const faults = () => world.broker().faults

beforeAll(async () => {
  database = await openTestDatabase({ empty: true })
})
afterAll(() => database?.close())
beforeEach(async () => {
  world = await openQstashWorld(database.databaseUrl, { timeScale: 0.00001 })
})
afterEach(() => world.close())

/** For each delivery, what the official receiver said of its signature. */
async function verdicts(clockTolerance = 0) {
  return await Promise.all(
    world.destination.deliveries.map(({ headers, body, path }) =>
      receiver
        .verify({ signature: String(headers['upstash-signature']), body, url: to(path), clockTolerance })
        .catch(String),
    ),
  )
}

describe('injected faults', () => {
  it('deliver twice: the same message id and attempt, settled once', async () => {
    faults().inject({ kind: 'deliver-twice', times: 1 })
    const { messageId } = await world.client().publish({ url: to('/a'), callback: to('/told') })
    await world.broker().idle()
    expect(world.destination.at('/a').map(({ headers }) => headers['upstash-message-id'])).toEqual([
      messageId,
      messageId,
    ])
    expect(world.destination.at('/a').map(({ headers }) => headers['upstash-retried'])).toEqual(['0', '0'])
    expect(world.destination.at('/told')).toHaveLength(1)
  })

  it('drop the response after the handler ran: the handler runs again', async () => {
    faults().inject({ kind: 'drop-response', times: 1 })
    await world.client().publish({ url: to('/a') })
    await world.broker().idle()
    expect(world.destination.deliveries.map(({ headers }) => headers['upstash-retried'])).toEqual(['0', '1'])
    expect(world.broker().stats()).toMatchObject({ delivered: 1, retried: 1 })
  })

  it('dead-letter a message whose responses are all dropped', async () => {
    faults().inject({ kind: 'drop-response' })
    await world.client().publish({ url: to('/a'), retries: 1 })
    await world.broker().idle()
    expect(world.destination.deliveries).toHaveLength(2)
    expect(world.broker().stats()).toMatchObject({ delivered: 0, deadLetters: 1 })
  })

  it('lose a message that was acknowledged, and with it its deduplication id', async () => {
    faults().inject({ kind: 'lose', url: '/lost' })
    const lost = await world.client().publish({ url: to('/lost'), deduplicationId: 'once' })
    expect(lost.messageId).toMatch(/^msg_/)
    expect(await world.client().publish({ url: to('/lost'), deduplicationId: 'once' })).toEqual({
      messageId: lost.messageId,
      deduplicated: true,
    })
    await world.client().publish({ url: to('/kept') })
    await world.broker().idle()
    expect(world.destination.deliveries.map(({ path }) => path)).toEqual(['/kept'])
    expect(world.broker().stats().lost).toBe(1)
  })

  it('delay: another message that came later arrives first', async () => {
    faults().inject({ kind: 'delay', url: /slow$/, delayMs: [400, 500] })
    await world.client().batch([{ url: to('/slow') }, { url: to('/fast') }])
    await world.broker().idle()
    expect(world.destination.deliveries.map(({ path }) => path)).toEqual(['/fast', '/slow'])
  })

  it('reorder: the first one is held back until the second has gone, and never for ever', async () => {
    faults().inject({ kind: 'reorder', times: 1 })
    await world.client().batch(['/1', '/2', '/3'].map((path) => ({ url: to(path) })))
    await world.broker().idle()
    const paths = world.destination.deliveries.map(({ path }) => path)
    expect(paths.indexOf('/2')).toBeLessThan(paths.indexOf('/1'))
    faults().inject({ kind: 'reorder' })
    await world.client().publish({ url: to('/alone') })
    await world.broker().idle()
    expect(world.destination.at('/alone')).toHaveLength(1)
  })

  it('leave a queue in its order', async () => {
    faults().inject({ kind: 'reorder' })
    const line = world.client().queue({ queueName: 'line' })
    for (const path of ['/1', '/2', '/3']) await line.enqueue({ url: to(path) })
    await world.broker().idle()
    expect(world.destination.deliveries.map(({ path }) => path)).toEqual(['/1', '/2', '/3'])
  })

  it('sign with the next key, which the receiver accepts', async () => {
    faults().inject({ kind: 'next-key' })
    await world.client().publish({ url: to('/a'), body: 'hello' })
    await world.broker().idle()
    expect(await verdicts()).toEqual([true])
  })

  it.each(['stale-signature', 'bad-signature'] as const)('send a %s, which the receiver refuses', async (kind) => {
    faults().inject({ kind, times: 1 })
    world.destination.answer((_, nth) => ({ status: nth === 0 ? 401 : 200 }))
    await world.client().publish({ url: to('/a'), body: 'hello' })
    await world.broker().idle()
    expect(await verdicts()).toEqual([expect.stringContaining('SignatureError'), true])
    expect(await verdicts(3_600)).toEqual([kind === 'stale-signature' ? true : expect.any(String), true])
  })

  it('hit the same messages again for the same seed and traffic, whatever the order of arrival', async () => {
    const run = async (seed: number, order: number[]) => {
      faults().clear()
      faults().seed(seed)
      faults().inject({ kind: 'drop-response', probability: 0.3 })
      faults().inject({ kind: 'lose', probability: 0.2 })
      faults().inject({ kind: 'delay', probability: 0.2, delayMs: 5 })
      const before = world.destination.deliveries.length
      await Promise.all(order.map((n) => world.client().publish({ url: to(`/job/${n}`), body: String(n) })))
      await world.broker().idle()
      const named = ({ kind, url, retried }: InjectedFault) => `${kind} ${new URL(url).pathname} ${retried}`
      return { faults: faults().injected().map(named).sort(), calls: world.destination.deliveries.length - before }
    }
    const forwards = [...Array(30).keys()]
    const first = await run(7, forwards)
    expect(await run(7, forwards.toReversed())).toEqual(first)
    expect((await run(8, forwards)).faults).not.toEqual(first.faults)
    expect(first.faults.length).toBeGreaterThan(5)
  })

  it('end when their rule is taken away', async () => {
    const stop = faults().inject({ kind: 'lose' })
    await world.client().publish({ url: to('/a') })
    stop()
    await world.client().publish({ url: to('/b') })
    await world.broker().idle()
    expect(world.destination.deliveries.map(({ path }) => path)).toEqual(['/b'])
  })
})

describe('idle', () => {
  it('does not wait for what is scheduled beyond its horizon, and waits for what is within', async () => {
    await world.close()
    world = await openQstashWorld(database.databaseUrl, { timeScale: 1 })
    await world.client().publish({ url: to('/later'), delay: '1h' })
    await world.broker().idle()
    expect(world.destination.deliveries).toEqual([])
    await world.client().publish({ url: to('/soon'), delay: '1s' })
    await world.broker().idle(5_000)
    expect(world.destination.deliveries.map(({ path }) => path)).toEqual(['/soon'])
  })
})
