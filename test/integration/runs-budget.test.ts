import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resumeRun } from '../../src/runs/resume-run.ts'
import { openRunWorld, type RunWorld } from '../support/open-run-world.ts'
import { toyFlow } from '../support/toy-flow.ts'

let world: RunWorld
beforeAll(async () => {
  world = await openRunWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  world.work.flows = { enrich_contacts: toyFlow() }
  world.model.paid.length = 0
  await world.query(`update tenant set settings = '{"research": {"parallelism": 1}}'; `)
})

const doubles = () => world.model.paid.length - new Set(world.model.paid).size

describe('a run stopped by its budget (T46)', () => {
  it('says so, keeps what it has, and goes on with a larger one without paying twice', async () => {
    const { id } = await world.start({ params: { jobs: 6 }, budget: { searches: 2 } })
    const stopped = await world.settled(id)
    expect(stopped).toMatchObject({
      status: 'succeeded',
      status_reason: "Stopped at the run's budget of 2 searches.",
      proposal_count: 2,
    })
    expect(stopped.answer).toBe(
      "Read 2. Stopped at the run's budget of 2 searches. Not read: Source 2, Source 3, Source 4, Source 5.",
    )
    expect(stopped.usage).toMatchObject({ searches: 2 })

    const resumed = await resumeRun(world.context(), id, { budget: { searches: 100 } })
    expect(resumed).toMatchObject({ status: 'queued', status_reason: null, finished_at: null })
    const done = await world.settled(id)
    expect(done).toMatchObject({ status: 'succeeded', status_reason: null, proposal_count: 6, answer: 'Read 4.' })
    expect(done.usage).toMatchObject({ searches: 6 })
    expect(done.progress).toEqual({ done: 6, total: 6 })
    expect(world.model.paid.filter((prompt) => prompt.startsWith('read'))).toHaveLength(6)
    expect(doubles()).toBe(0)
    await expect(resumeRun(world.context(), id, {})).rejects.toMatchObject({ code: 'conflict' })
  })

  it('stops again at the next one, and can go on again', async () => {
    const { id } = await world.start({ params: { jobs: 4 }, budget: { searches: 1 } })
    await world.settled(id)
    for (const searches of [2, 3]) {
      await resumeRun(world.context(), id, { budget: { searches } })
      expect(await world.settled(id)).toMatchObject({ status: 'succeeded', proposal_count: searches })
    }
    await resumeRun(world.context(), id, { budget: { searches: 4 } })
    expect(await world.settled(id)).toMatchObject({ status_reason: null, proposal_count: 4 })
  })

  it('in its plan ends with a sentence, and plans when it may', async () => {
    const { id } = await world.start({ params: { jobs: 2 }, budget: { model_calls: 0 } })
    expect(await world.settled(id)).toMatchObject({
      status: 'succeeded',
      proposal_count: 0,
      answer: "Nothing was planned. Stopped at the run's budget of 0 model calls.",
    })
    await resumeRun(world.context(), id, { budget: { model_calls: 10 } })
    expect(await world.settled(id)).toMatchObject({ status: 'succeeded', proposal_count: 2 })
  })

  it('in its assessment proposes what it has, and assesses the rest when it may', async () => {
    // the plan and both jobs use the budget up
    const { id } = await world.start({ params: { jobs: 2, waves: 2 }, budget: { model_calls: 3 } })
    expect(await world.settled(id)).toMatchObject({ status: 'succeeded', proposal_count: 2 })
    await resumeRun(world.context(), id, { budget: { model_calls: 100 } })
    expect(await world.settled(id)).toMatchObject({
      status: 'succeeded',
      proposal_count: 4,
      progress: { done: 4, total: 4 },
    })
    expect(doubles()).toBe(0)
  })

  it('with thirty sources names five of them and counts the rest', async () => {
    const { id } = await world.start({ params: { jobs: 30 }, budget: { searches: 1 } })
    expect((await world.settled(id)).answer).toContain('Source 5 and 24 more.')
  })

  it('takes the money a failed attempt has cost into account', async () => {
    let failures = 1
    world.work.flows = {
      enrich_contacts: {
        ...toyFlow(),
        async plan(input, tools) {
          const turn = await toyFlow().plan(input, tools)
          if (failures-- > 0) throw new TypeError('a bug after the call was paid')
          return turn
        },
      },
    }
    const { id } = await world.start()
    expect((await world.settled(id)).usage).toMatchObject({ model_calls: 2 })
  })
})

describe('the budget of a day', () => {
  it('holds for all runs of the tenant together', async () => {
    await world.query('delete from usage_day')
    await world.query(`update tenant set settings = '{"daily_budget": {"model_calls": 3}}'`)
    const first = await world.start()
    expect(await world.settled(first.id)).toMatchObject({ status: 'succeeded', status_reason: null })
    const second = await world.start({ params: { jobs: 5 } })
    const run = await world.settled(second.id)
    expect(run).toMatchObject({ status: 'succeeded', status_reason: "Stopped at today's budget of 3 model calls." })
    const [day] = await world.query('select model_calls from usage_day where tenant_id = $1', [world.tenantId])
    // ten jobs may be at work when the last call is spent
    expect(day.model_calls).toBeGreaterThanOrEqual(3)
  })

  it('that is set wrongly does not stop all work', async () => {
    await world.query(`update tenant set settings = '{"daily_budget": {"model_calls": "none"}, "research": "many"}'`)
    const { id } = await world.start({ params: { jobs: 1 } })
    expect(await world.settled(id)).toMatchObject({ status: 'succeeded', status_reason: null })
  })
})
