import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { followUps } from '../../src/followups/flow.ts'
import { startFollowUpRuns } from '../../src/followups/start-follow-up-runs.ts'
import type { QueueMessage } from '../../src/platform/queue.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { openRunWorld, type RunWorld } from '../support/open-run-world.ts'

let database: TestDatabase
let world: RunWorld
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await database.admin.query('update tenant set settings = \'{"follow_ups": {"enabled": false}}\'')
  world = await openRunWorld({ database, work: { flows: { follow_ups: followUps } } })
  return () => world.close()
})

const slot = (name: string) => `${name}-${world.tenantId}`
const addTenants = async (count: number, withLead = true) => {
  const { rows } = await database.admin.query(
    `insert into tenant (name) select 'C' || n from generate_series(1, $1::int) n returning id`,
    [count],
  )
  const ids = rows.map(({ id }) => Number(id))
  if (withLead)
    await database.admin.query(
      `insert into lead (tenant_id, title, created_at) select id, 'Lead', now() - interval '30 days' from unnest($1::bigint[]) id`,
      [ids],
    )
  return ids
}
const collecting = (sent: QueueMessage[]) => ({
  publish: async (messages: QueueMessage[]) => {
    sent.push(...messages)
    return { taken: messages.map(({ id }) => id), refused: [] }
  },
})

describe('the cron', () => {
  it('starts one run for every tenant that has leads, and they end with their proposals', async () => {
    const tenants = await addTenants(3)
    await addTenants(2, false)
    expect(await startFollowUpRuns(world.work, slot('am'))).toEqual({ started: 3 })
    await world.broker.idle()
    const { rows } = await database.admin.query(
      `select r.tenant_id, r.status, r.answer, r.surface, (select count(*)::int from proposal p where p.run_id = r.id) as proposals from run r where r.tenant_id = any ($1) order by 1`,
      [tenants],
    )
    expect(rows).toEqual(
      tenants.map((id) => ({
        tenant_id: String(id),
        status: 'succeeded',
        answer: '1 follow-up proposed.',
        surface: 'cron',
        proposals: 1,
      })),
    )
  })

  it('T47 twice in the same minute, at once and again after a crash, starts nothing more', async () => {
    await addTenants(5)
    const started = await Promise.all([1, 2, 3, 4].map(() => startFollowUpRuns(world.work, slot('am'))))
    expect(started.reduce((sum, each) => sum + each.started, 0)).toBe(5)
    expect(await startFollowUpRuns(world.work, slot('am'))).toEqual({ started: 0 })
    await world.broker.idle()
    expect(await startFollowUpRuns(world.work, slot('pm'))).toEqual({ started: 5 })
    await world.broker.idle()
    const { rows } = await database.admin.query(
      `select count(*)::int as n, count(distinct tenant_id)::int as tenants from proposal where tenant_id in (select id from tenant where settings = '{}')`,
    )
    expect(rows[0]).toEqual({ n: 5, tenants: 5 })
  })

  it('leaves a tenant alone that does not want it', async () => {
    const [quiet] = await addTenants(2)
    await database.admin.query(`update tenant set settings = '{"follow_ups": {"enabled": false}}' where id = $1`, [
      quiet,
    ])
    expect(await startFollowUpRuns(world.work, slot('am'))).toEqual({ started: 1 })
  })

  it('what the queue does not take stays in the outbox, for the watchdog', async () => {
    const tenants = await addTenants(2)
    const work = { ...world.work, queue: { publish: async () => Promise.reject(new Error('down')) } }
    expect(await startFollowUpRuns(work, slot('am'))).toEqual({ started: 2 })
    const { rows } = await database.admin.query(`select path, published_at from outbox where tenant_id = any ($1)`, [
      tenants,
    ])
    expect(rows).toEqual(tenants.map(() => ({ path: '/qstash/steps', published_at: null })))
  })

  it('ten thousand tenants are one statement and a hundred batches', async () => {
    await addTenants(10_000)
    const sent: QueueMessage[] = []
    const batches: number[] = []
    const work = {
      ...world.work,
      queue: {
        publish: (messages: QueueMessage[]) => {
          batches.push(messages.length)
          return collecting(sent).publish(messages)
        },
      },
    }
    database.resetRequests()
    expect(await startFollowUpRuns(work, slot('am'))).toEqual({ started: 10_000 })
    expect(new Set(sent.map(({ body }) => (body as { tenant_id: number }).tenant_id)).size).toBe(10_000)
    expect(batches).toHaveLength(100)
    expect(database.requests()).toBeLessThanOrEqual(101)
    const { rows } = await database.admin.query(
      `select count(*)::int as n from outbox where published_at is null and tenant_id in (select id from tenant where settings = '{}')`,
    )
    expect(rows[0].n).toBe(0)
  })
})
