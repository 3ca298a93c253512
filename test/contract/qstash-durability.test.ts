import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { clientOf, createGate, openQstashWorld, type QstashWorld, secrets } from './qstash-world.ts'

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

/** A broker in a process of its own, so that it can be killed without a chance to tidy up. */
async function spawnBroker(schema: string): Promise<{ child: ChildProcess; url: string }> {
  const module = new URL('../../local/qstash/serve-qstash.ts', import.meta.url).href
  const options = { databaseUrl: database.databaseUrl, ...secrets, schema }
  const script = `const { serveQstash } = await import('${module}')
    console.log((await serveQstash(${JSON.stringify(options)})).url)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout!, 'data')
  return { child, url: String(line).trim() }
}

async function killHard(child: ChildProcess) {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

describe('a broker that is killed', () => {
  it('delivers what it had accepted when it is started anew, with its counts', async () => {
    const schema = 'qstash_killed'
    const { child, url } = await spawnBroker(schema)
    const client = clientOf(url)
    world.destination.answer(({ path }) =>
      path === '/in-flight' ? new Promise(() => {}) : { status: path === '/failing' ? 500 : 200 },
    )
    const failing = await client.publish({ url: to('/failing'), retryDelay: '2000', retries: 1 })
    await client.publish({ url: to('/delayed'), delay: 3, body: 'later' })
    await client.publishJSON({ url: to('/in-flight'), body: { n: 1 }, deduplicationId: 'once' })
    await world.destination.received(2)
    await expect.poll(async () => (await client.logs({ filter: { state: 'RETRY' } })).logs).toHaveLength(1)
    await killHard(child)

    world.destination.answer(() => ({}))
    await world.broker().close()
    await world.restart({ schema })
    await world.broker().idle(10_000)
    expect(world.destination.at('/in-flight').map(({ body }) => body)).toEqual(['{"n":1}', '{"n":1}'])
    expect(world.destination.at('/delayed').map(({ body }) => body)).toEqual(['later'])
    expect(world.destination.at('/failing').map(({ headers }) => headers['upstash-retried'])).toEqual(['0', '1'])
    const ids = world.destination.at('/failing').map(({ headers }) => headers['upstash-message-id'])
    expect(ids).toEqual([failing.messageId, failing.messageId])
    const again = await world.client().publish({ url: to('/in-flight'), deduplicationId: 'once' })
    expect(again.deduplicated).toBe(true)
  })

  it('loses none of many messages, wherever it is killed', async () => {
    const schema = 'qstash_killed_often'
    const wanted = new Set<string>()
    let n = 0
    for (const pauseMs of [0, 5, 15, 30, undefined]) {
      const { child, url } = await spawnBroker(schema)
      const client = clientOf(url)
      const acknowledged = Promise.allSettled(
        Array.from({ length: 20 }, async () => {
          const body = String(n++)
          await client.publish({ url: to('/a'), body })
          wanted.add(body)
        }),
      )
      // on a slow machine nothing may have been taken in by then; the last time waits until something has
      if (pauseMs !== undefined) await new Promise((resolve) => setTimeout(resolve, pauseMs))
      else while (wanted.size === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      await killHard(child)
      await acknowledged
    }
    await world.broker().close()
    await world.restart({ schema })
    await world.broker().idle()
    const delivered = new Set(world.destination.bodies())
    expect(wanted.size).toBeGreaterThan(0)
    expect([...wanted].filter((body) => !delivered.has(body))).toEqual([])
  })
})

describe('a broker that is stopped', () => {
  it('keeps queues in order and closed, flow control, groups, dead letters and schedules', async () => {
    const line = () => world.client().queue({ queueName: 'line' })
    world.destination.answer(({ path }) => ({ status: path.startsWith('/bad') ? 500 : 200 }))
    await world.client().publish({ url: to('/bad'), body: 'buried', retries: 0 })
    const waiting = await line().enqueue({ url: to('/bad-in-line'), retryDelay: '3600000', retries: 1 })
    for (const path of ['/2', '/3']) await line().enqueue({ url: to(path) })
    await world.client().urlGroups.addEndpoints({ name: 'both', endpoints: [{ url: to('/one') }] })
    await world.client().publish({ url: to('/rated'), flowControl: { key: 'k', rate: 1, period: '1h' } })
    await world.client().flowControl.pause('paused')
    const { scheduleId } = await world.client().schedules.create({ destination: to('/cron'), cron: '0 0 1 1 *' })
    await world.broker().idle()
    await world.broker().close()

    world.destination.answer(() => ({}))
    await world.restart()
    await world.client().publish({ url: to('/rated'), flowControl: { key: 'k', rate: 1, period: '1h' } })
    await world.broker().idle()
    expect(world.destination.at('/2')).toEqual([])
    expect(world.destination.at('/rated')).toHaveLength(1)
    expect(await world.client().flowControl.get('paused')).toMatchObject({ isPaused: true })
    expect(await world.client().urlGroups.get('both')).toMatchObject({ endpoints: [{ url: to('/one') }] })
    expect(await world.client().schedules.get(scheduleId)).toMatchObject({ cron: '0 0 1 1 *' })
    const { messages } = await world.client().dlq.listMessages()
    expect(messages).toEqual([expect.objectContaining({ url: to('/bad'), body: 'buried' })])
    await world.client().messages.cancel(waiting.messageId)
    await world.broker().idle()
    const inLine = world.destination.deliveries.map(({ path }) => path).filter((path) => /line|2|3/.test(path))
    expect(inLine).toEqual(['/bad-in-line', '/2', '/3'])
  })

  it('makes calls again that it had cut off', async () => {
    const gate = createGate()
    world.destination.answer(() => gate.opened.then(() => ({})))
    const { messageId } = await world.client().publish({ url: to('/a') })
    await world.destination.received(1)
    await world.broker().kill()
    gate.open()
    await world.restart()
    await world.broker().idle()
    expect(world.destination.deliveries.map(({ headers }) => headers['upstash-message-id'])).toEqual([
      messageId,
      messageId,
    ])
  })
})

describe('a broken database connection', () => {
  it('costs no message and no acknowledgement', async () => {
    let broken = 0
    const breaking = setInterval(() => {
      const text = `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()
        and datname = current_database() and query like '%' || $1 || '%'`
      database.admin
        .query(text, [world.schema])
        .then(({ rowCount }) => {
          broken += rowCount ?? 0
        })
        .catch(() => {})
    }, 10)
    try {
      const bodies = Array.from({ length: 60 }, (_, n) => String(n))
      for (const body of bodies) await world.client().publish({ url: to('/a'), body })
      await world.broker().idle()
      expect([...new Set(world.destination.bodies())].sort()).toEqual(bodies.sort())
      expect(broken).toBeGreaterThan(0)
    } finally {
      clearInterval(breaking)
    }
  })
})

describe('on PGlite', () => {
  it('delivers, retries, and goes on after a restart', async () => {
    const pglite = await openTestDatabase({ postgres: 'pglite', empty: true })
    const small = await openQstashWorld(pglite.databaseUrl, { timeScale: 0.00001 })
    try {
      const url = `${small.destination.url}/a`
      small.destination.answer((_, nth) => ({ status: nth === 0 ? 500 : 200 }))
      await small
        .client()
        .batchJSON([1, 2, 3].map((body) => ({ url, body, flowControl: { key: 'k', parallelism: 1 } })))
      await small.broker().idle()
      expect(small.destination.bodies().sort()).toEqual(['1', '1', '2', '3'])
      await small.client().flowControl.pause('k')
      await small.client().publish({ url, body: 'kept', flowControl: { key: 'k', parallelism: 1 } })
      await small.broker().kill()
      await small.restart()
      await small.client().flowControl.resume('k')
      await small.broker().idle()
      expect(small.destination.bodies().at(-1)).toBe('kept')
    } finally {
      await small.close()
      await pglite.close()
    }
  })
})
