import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listModelCallsBehind } from '../../src/runs/list-model-calls-behind.ts'
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

  it('does not pay again for what a failed attempt has been answered, and counts it once', async () => {
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
    expect((await world.settled(id)).usage).toMatchObject({ model_calls: 1, input_tokens: 100 })
    const [proposal] = await world.query('select id from proposal where run_id = $1', [id])
    expect(await listModelCallsBehind(world.context(), proposal.id)).toMatchObject([{ prompt: `user: plan ${id}` }])
  })

  it('half-way through its plan takes the answers it has paid for along', async () => {
    const { id } = await world.start({ params: { thorough: true }, budget: { model_calls: 1 } })
    expect(await world.settled(id)).toMatchObject({
      proposal_count: 0,
      answer: "Nothing was planned. Stopped at the run's budget of 1 model calls.",
    })
    await resumeRun(world.context(), id, { budget: { model_calls: 2 } })
    expect(await world.settled(id)).toMatchObject({
      status_reason: null,
      proposal_count: 1,
      usage: { model_calls: 2 },
    })
    expect(world.model.paid).toEqual([`plan ${id}`, `plan ${id} again`])
  })

  it('half-way through a source takes the answers it has paid for along', async () => {
    const { id } = await world.start({ params: { jobs: 1, thorough: true }, budget: { model_calls: 3 } })
    expect(await world.settled(id)).toMatchObject({ proposal_count: 0, usage: { model_calls: 3, searches: 1 } })
    await resumeRun(world.context(), id, { budget: { model_calls: 100 } })
    expect(await world.settled(id)).toMatchObject({
      status_reason: null,
      proposal_count: 1,
      usage: { model_calls: 5, searches: 1 },
    })
    expect(doubles()).toBe(0)
    const [{ kept }] = await world.query('select kept from research_job where run_id = $1', [id])
    expect(kept).toBeNull()
  })

  it('is held to it although many sources are read at once', async () => {
    await world.query(`update tenant set settings = '{"research": {"parallelism": 20}}'`)
    const { id } = await world.start({ params: { jobs: 30 }, budget: { searches: 4 } })
    const run = await world.settled(id)
    expect(run).toMatchObject({ status_reason: "Stopped at the run's budget of 4 searches.", proposal_count: 4 })
    expect(run.usage.searches).toBe(4)
  })

  it.each([
    ['input_tokens', 300, '300 input tokens'],
    ['output_tokens', 30, '30 output tokens'],
    ['cost_usd', 0.003, '$0.003'],
    ['pages', 1, '1 pages'],
  ])('may be one of %s', async (name, amount, words) => {
    const { id } = await world.start({ params: { jobs: 5, thorough: true }, budget: { [name]: amount } })
    const run = await world.settled(id)
    expect(run).toMatchObject({ status: 'succeeded', status_reason: `Stopped at the run's budget of ${words}.` })
    await resumeRun(world.context(), id, { budget: { [name]: 1_000 * amount } })
    expect(await world.settled(id)).toMatchObject({ status_reason: null, proposal_count: 5 })
    expect(doubles()).toBe(0)
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
    expect(day.model_calls).toBe(3)
  })

  it('that is set wrongly does not stop all work', async () => {
    await world.query(`update tenant set settings = '{"daily_budget": {"model_calls": "none"}, "research": "many"}'`)
    const { id } = await world.start({ params: { jobs: 1 } })
    expect(await world.settled(id)).toMatchObject({ status: 'succeeded', status_reason: null })
  })
})
