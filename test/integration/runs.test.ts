import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRunWorld, type RunWorld } from '../support/open-run-world.ts'

let world: RunWorld
beforeAll(async () => {
  world = await openRunWorld()
})
afterAll(() => world.close())

describe('a run', () => {
  it('goes from its start to its proposals', async () => {
    const { id, status } = await world.start({ params: { jobs: 3 } })
    expect(status).toBe('queued')
    const run = await world.settled(id)
    expect(run).toMatchObject({
      status: 'succeeded',
      answer: 'Read 3.',
      progress: { done: 3, total: 3 },
      proposal_count: 3,
    })
    expect(await world.proposals(id)).toEqual(['Call w1-000', 'Call w1-001', 'Call w1-002'])
    expect(run.usage).toMatchObject({ model_calls: 5, searches: 3, input_tokens: 500 })
  })
})
