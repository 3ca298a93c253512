import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ScopedDatabase } from '../../src/db/scoped-database.ts'
import { cancelRun } from '../../src/runs/cancel-run.ts'
import { getRun } from '../../src/runs/get-run.ts'
import { listModelCallsBehind } from '../../src/runs/list-model-calls-behind.ts'
import { listRunEvents } from '../../src/runs/list-run-events.ts'
import { listRuns } from '../../src/runs/list-runs.ts'
import { resumeRun } from '../../src/runs/resume-run.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { openRunWorld, type RunWorld } from '../support/open-run-world.ts'
import { toyFlow } from '../support/toy-flow.ts'

let world: RunWorld
beforeAll(async () => {
  const chooseUseCase = async ({ prompt }: { prompt: string | null }) =>
    prompt?.includes('weather')
      ? { declined: 'That is no question about your CRM.' }
      : { useCase: 'enrich_contacts' as const }
  world = await openRunWorld({ work: { chooseUseCase } })
})
afterAll(() => world.close())

const keyContext = async (role: string) => {
  const hash = crypto.randomUUID()
  await world.query(`insert into api_key (tenant_id, name, role, key_hash) values ($1, $2, $3, $4)`, [
    world.tenantId,
    role,
    role,
    hash,
  ])
  const db = new ScopedDatabase(world.database.sql, { credential: { kind: 'api_key', value: hash }, surface: 'api' })
  return { ...world.context(), db }
}

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
    expect(run.usage).toMatchObject({ model_calls: 5, searches: 3, input_tokens: 500, queue_messages: 5 })
    expect(run.usage.cost_usd).toBeCloseTo(0.005)
    expect(run.finished_at).not.toBeNull()
  })

  it('proposes at once where there is nothing to research', async () => {
    const { id } = await world.start()
    expect(await world.settled(id)).toMatchObject({ status: 'succeeded', answer: 'One proposal waits for a decision.' })
    expect(await world.proposals(id)).toEqual(['Call plan'])
  })

  it('researches in several waves and keeps what each found', async () => {
    const { id } = await world.start({ params: { jobs: 2, waves: 3 } })
    expect(await world.settled(id)).toMatchObject({
      status: 'succeeded',
      proposal_count: 6,
      progress: { done: 6, total: 6 },
    })
  })

  it('finds its use case from the question', async () => {
    const { id, use_case } = await world.start({ use_case: null, prompt: 'Who works at Northwind?' })
    expect(use_case).toBeNull()
    expect(await world.settled(id)).toMatchObject({ status: 'succeeded', use_case: 'enrich_contacts' })
  })

  it('succeeds with a sentence where the question is none of its business', async () => {
    const { id } = await world.start({ use_case: null, prompt: 'How is the weather?' })
    expect(await world.settled(id)).toMatchObject({
      status: 'succeeded',
      answer: 'That is no question about your CRM.',
    })
  })

  it('fails with a sentence where nobody can do what is asked', async () => {
    const { id } = await world.start({ use_case: 'similar_leads' })
    const run = await world.settled(id)
    expect(run).toMatchObject({ status: 'failed', error: '"similar_leads" is not something this service can do.' })
  })

  it('holds only small values between its steps', async () => {
    const { id } = await world.start({ params: { jobs: 1 } })
    await world.settled(id)
    const [{ bytes }] = await world.query(
      `select max(octet_length(blob)) as bytes from checkpoint_blobs where thread_id = $1 and channel <> 'schema_context'`,
      [id],
    )
    expect(Number(bytes)).toBeLessThan(2_000)
  })
})

describe('the timeline', () => {
  it('tells every step, job and model call once, in order, with what it cost', async () => {
    const { id } = await world.start({ params: { jobs: 2 } })
    await world.settled(id)
    const { data, status } = await listRunEvents(world.context(), id, { limit: 200 })
    expect(status).toBe('succeeded')
    const kinds = data.map(({ kind }) => kind)
    for (const kind of ['started', 'chosen', 'planned', 'dispatched', 'assessed', 'proposed'])
      expect(kinds.filter((k) => k === kind)).toHaveLength(1)
    expect(kinds.filter((kind) => kind === 'model_call')).toHaveLength(4)
    expect(kinds.filter((kind) => kind === 'job_done')).toHaveLength(2)
    const call = data.find(({ kind }) => kind === 'model_call')!
    expect(call).toMatchObject({ input_tokens: 100, output_tokens: 10, cost_usd: 0.001, duration_ms: 5 })
    const later = await listRunEvents(world.context(), id, { after: data[2]!.id, limit: 2 })
    expect(later.data).toEqual(data.slice(3, 5))
  })

  it('shows the prompt and the model behind a proposal', async () => {
    const { id } = await world.start({ params: { jobs: 2 } })
    await world.settled(id)
    const [{ id: proposalId }] = await world.query('select id from proposal where run_id = $1 limit 1', [id])
    const calls = await listModelCallsBehind(world.context(), proposalId)
    expect(calls.map(({ purpose }) => purpose).toSorted()).toEqual(['assess', 'read', 'read'])
    expect(calls[0]).toMatchObject({ model: 'fake-1', prompt: expect.stringContaining('user: read') })
  })

  it('is not there for another tenant', async () => {
    const { id } = await world.start()
    const [{ id: other }] = await world.query(`insert into tenant (name) values ('Other') returning id`)
    const theirs = world.context(Number(other))
    await expect(getRun(theirs, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(listRunEvents(theirs, id, { limit: 10 })).rejects.toMatchObject({ code: 'not_found' })
    await expect(cancelRun(theirs, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(resumeRun(theirs, id, {})).rejects.toMatchObject({ code: 'not_found' })
    await expect(getRun(theirs, 'not-an-id')).rejects.toMatchObject({ code: 'not_found' })
    expect((await listRuns(theirs, { limit: 10 })).data).toEqual([])
    await world.settled(id)
  })
})

describe('starting a run', () => {
  it('takes one round trip, and so does looking at it', async () => {
    world.database.resetRequests()
    const { id } = await startRun(
      { ...world.context(), queue: { publish: async () => ({ taken: [], refused: [] }) } },
      { use_case: 'enrich_contacts' },
    )
    expect(world.database.requests()).toBe(1)
    await getRun(world.context(), id)
    expect(world.database.requests()).toBe(2)
    await cancelRun(world.context(), id)
    expect(world.database.requests()).toBe(3)
  })

  it('answers the first run to a repeated key, and refuses the key for something else', async () => {
    const input = { params: { jobs: 1 }, idempotency_key: 'key-1' }
    const first = await world.start(input)
    expect((await world.start(input)).id).toBe(first.id)
    await expect(world.start({ ...input, params: { jobs: 2 } })).rejects.toMatchObject({ code: 'conflict' })
    expect(await world.settled(first.id)).toMatchObject({ status: 'succeeded', proposal_count: 1 })
  })

  it('starts one run when the same key comes twice at once', async () => {
    const input = { idempotency_key: 'key-2' }
    const runs = await Promise.all([1, 2, 3, 4].map(() => world.start(input)))
    expect(new Set(runs.map(({ id }) => id)).size).toBe(1)
    await world.settled(runs[0]!.id)
  })

  it('names what is wrong with the parameters', async () => {
    const bad = world.start({ use_case: 'follow_ups', params: { days: 'many', lead_type: 'House' } })
    await expect(bad).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ path: 'params.days' }, { path: 'params.lead_type' }],
    })
    await expect(world.start({ use_case: null })).rejects.toMatchObject({ errors: [{ path: 'prompt' }] })
  })

  it('lists newest first, page by page', async () => {
    const context = world.context()
    const all = await listRuns(context, { limit: 200 })
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const page = await listRuns(context, { limit: 3, cursor })
      paged.push(...page.data.map(({ id }) => id))
      cursor = page.next_cursor ?? undefined
    } while (cursor)
    expect(paged).toEqual(all.data.map(({ id }) => id))
    const succeeded = await listRuns(context, { limit: 200, status: 'succeeded' })
    expect(new Set(succeeded.data.map(({ status }) => status))).toEqual(new Set(['succeeded']))
  })

  it('is not for viewers', async () => {
    await expect(startRun(await keyContext('viewer'), { use_case: 'enrich_contacts' })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

describe('a question to a person', () => {
  it('holds the run until it is answered, and the answer reaches the plan', async () => {
    const { id } = await world.start({ params: { jobs: 1, confirm: true } })
    const waiting = await world.settled(id)
    expect(waiting).toMatchObject({
      status: 'waiting',
      waiting: { kind: 'confirm', ask: 'signature', value: { size: 3 } },
    })
    await expect(resumeRun(world.context(), id, {})).rejects.toMatchObject({ code: 'invalid' })
    await resumeRun(world.context(), id, { confirmed: { size: 4 } })
    expect(await world.settled(id)).toMatchObject({ status: 'succeeded', proposal_count: 1, waiting: null })
    await expect(resumeRun(world.context(), id, { confirmed: 1 })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('may be answered with no', async () => {
    const { id } = await world.start({ params: { jobs: 1, confirm: true } })
    await world.settled(id)
    await resumeRun(world.context(), id, { confirmed: false })
    expect(await world.settled(id)).toMatchObject({ status: 'succeeded' })
  })
})

describe('cancelling', () => {
  it('stops a run while its jobs are out, and none of them is done any more', async () => {
    const paid = world.model.paid.length
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    let began = () => {}
    const atWork = new Promise<void>((resolve) => {
      began = resolve
    })
    const flow = toyFlow({
      onJob: () => {
        began()
        return gate
      },
    })
    world.work.flows.enrich_contacts = flow
    const { id } = await world.start({ params: { jobs: 30 } })
    await atWork
    const cancelled = await cancelRun(world.context(), id)
    expect(cancelled).toMatchObject({ status: 'cancelled', finished_at: expect.any(String) })
    release()
    const run = await world.settled(id)
    expect(run).toMatchObject({ status: 'cancelled', proposal_count: 0 })
    // the ten that were at work may have paid; the other twenty were told that nobody waits
    expect(world.model.paid.length - paid).toBeLessThanOrEqual(11)
    world.work.flows.enrich_contacts = toyFlow()
  })

  it('leaves no proposal of a step that was at work', async () => {
    const flow = toyFlow({ onPlan: async (run) => void (await cancelRun(world.context(), run.id)) })
    world.work.flows.enrich_contacts = flow
    const { id } = await world.start()
    expect(await world.settled(id)).toMatchObject({ status: 'cancelled', proposal_count: 0 })
    world.work.flows.enrich_contacts = toyFlow()
  })

  it('changes nothing about a finished run', async () => {
    const { id } = await world.start()
    const done = await world.settled(id)
    expect(await cancelRun(world.context(), id)).toEqual(done)
  })

  it('is for an agent only where it started the run', async () => {
    const agent = await keyContext('agent')
    const { id } = await world.start({ params: { confirm: true } })
    await world.settled(id)
    await expect(cancelRun(agent, id)).rejects.toMatchObject({ code: 'forbidden' })
    const own = await startRun(agent, { use_case: 'enrich_contacts', params: { confirm: true } })
    await world.settled(own.id)
    expect(await cancelRun(agent, own.id)).toMatchObject({ status: 'cancelled' })
  })
})
