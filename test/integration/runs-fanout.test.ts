import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cancelRun } from '../../src/runs/cancel-run.ts'
import { resumeRun } from '../../src/runs/resume-run.ts'
import { collectingQueue } from '../support/collecting-queue.ts'
import { openRunWorld, type RunWorld } from '../support/open-run-world.ts'
import { toyFlow } from '../support/toy-flow.ts'

let world: RunWorld
beforeAll(async () => {
  world = await openRunWorld()
})
afterAll(() => world.close())

describe('five hundred jobs', () => {
  it('all come home, in few messages and round trips, and become proposals', { timeout: 120_000 }, async () => {
    world.database.resetRequests()
    const { id } = await world.start({ params: { jobs: 500 } })
    const run = await world.settled(id)
    const requests = world.database.requests()
    expect(run).toMatchObject({ status: 'succeeded', proposal_count: 500, progress: { done: 500, total: 500 } })
    expect(run.usage).toMatchObject({ model_calls: 502, searches: 500, queue_messages: 502 })
    expect(requests / 500).toBeLessThanOrEqual(3)
    expect(world.broker.stats().published / 500).toBeLessThanOrEqual(1.1)
    expect(new Set(world.model.paid).size).toBe(world.model.paid.length)
  })

  it('are the most that one wave sends out, and the timeline says so', { timeout: 120_000 }, async () => {
    const { id } = await world.start({ params: { jobs: 501 } })
    expect(await world.settled(id)).toMatchObject({ status: 'succeeded', progress: { total: 500 } })
    const [event] = await world.query(`select message from run_event where run_id = $1 and kind = 'left_out'`, [id])
    expect(event.message).toBe('Only the first 500 of 501 sources are read.')
  })
})

describe('flow control', () => {
  it("carries the tenant's rate to the queue, and its parallelism", async () => {
    await world.query(`update tenant set settings = '{"research": {"parallelism": 7, "rate_per_second": 40}}'`)
    const { queue, at } = collectingQueue()
    const again = await world.start({ params: { confirm: true, jobs: 1 } })
    await world.settled(again.id)
    await resumeRun({ ...world.context(), queue }, again.id, { confirmed: true })
    await world.deliverStep(again.id, undefined, { queue })
    const [job] = at('/qstash/research')
    expect(job!.flowControl).toEqual({ key: `research-${world.tenantId}`, parallelism: 7, ratePerSecond: 40 })
    await cancelRun(world.context(), again.id)
  })

  it('holds a tenant to its parallelism, over all of its runs', async () => {
    await world.query(`update tenant set settings = '{"research": {"parallelism": 3}}'`)
    let atWork = 0
    let most = 0
    const onJob = async () => {
      most = Math.max(most, ++atWork)
      await new Promise((resolve) => setTimeout(resolve, 10))
      atWork -= 1
    }
    world.work.flows = { enrich_contacts: toyFlow({ onJob }) }
    const runs = [await world.start({ params: { jobs: 10 } }), await world.start({ params: { jobs: 10 } })]
    for (const { id } of runs)
      expect(await world.settled(id)).toMatchObject({ status: 'succeeded', proposal_count: 10 })
    expect(most).toBe(3)
  })
})

describe('results', () => {
  it('larger together than one answer of the database are read in pages', { timeout: 60_000 }, async () => {
    await world.query(`update tenant set settings = '{}'`)
    const big = 'x'.repeat(190_000)
    const toy = toyFlow()
    const seen: number[] = []
    world.work.flows = {
      enrich_contacts: {
        ...toy,
        research: async () => ({ big }),
        assess: (input, results, tools) => {
          seen.push(results.length, new Set(results.map(({ key }) => key)).size)
          return toy.assess(input, results, tools)
        },
      },
    }
    const { id } = await world.start({ params: { jobs: 60 } })
    expect(await world.settled(id)).toMatchObject({ status: 'succeeded', proposal_count: 60 })
    expect(seen).toEqual([60, 60])
  })
})
