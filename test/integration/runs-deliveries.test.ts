import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { unavailable } from '../../src/errors.ts'
import { cancelRun } from '../../src/runs/cancel-run.ts'
import { doResearchJob } from '../../src/runs/do-research-job.ts'
import { noteFailure } from '../../src/runs/note-failure.ts'
import { collectingQueue } from '../support/collecting-queue.ts'
import { openRunWorld, type RunWorld } from '../support/open-run-world.ts'
import { toyFlow } from '../support/toy-flow.ts'

let world: RunWorld
let queue: ReturnType<typeof collectingQueue>
beforeAll(async () => {
  world = await openRunWorld()
})
afterAll(() => world.close())
beforeEach(() => {
  queue = collectingQueue()
  world.work.queue = queue.queue
  world.work.flows = { enrich_contacts: toyFlow() }
  delete world.work.patience
  world.model.before = () => {}
  world.model.paid.length = 0
})

const keys = (count: number) => Array.from({ length: count }, (_, index) => `w1-00${index}`)
const finishedRun = { status: 'succeeded', proposal_count: 3, progress: { done: 3, total: 3 } }

/** A run whose three jobs are out. */
const startWaiting = async () => {
  const { id } = await world.start({ params: { jobs: 3 } })
  await world.deliverStep(id)
  expect(await world.get(id)).toMatchObject({ status: 'waiting', waiting: { kind: 'research' } })
  return id
}

/** Deliveries of which the first is held at work until the others have been answered. */
const whileItWorks = () => {
  const started = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  return {
    onFirst: () => {
      started.resolve()
      return released.promise
    },
    async meanwhile<T>([first, ...others]: (() => Promise<T>)[]): Promise<T[]> {
      const holding = first!()
      await started.promise
      const answered = await Promise.all(others.map((deliver) => deliver()))
      released.resolve()
      return [await holding, ...answered]
    },
  }
}

describe('a step', () => {
  it('costs one round trip to read and one for each superstep and the wait', async () => {
    const { id } = await world.start({ params: { jobs: 3 } })
    world.database.resetRequests()
    await world.deliverStep(id)
    // claim; route, plan, dispatch, the interrupt; and once per wave the note that the jobs are published
    expect(world.database.requests()).toBe(1 + 4 + 1)
  })

  it('delivered several times at once is done by one of them, and the others come back later', async () => {
    const { onFirst, meanwhile } = whileItWorks()
    world.work.flows = { enrich_contacts: toyFlow({ onPlan: onFirst }) }
    const { id } = await world.start({ params: { jobs: 3 } })
    const outcomes = await meanwhile([1, 2, 3, 4].map(() => () => world.deliverStep(id)))
    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(1)
    expect(outcomes.filter(({ kind }) => kind === 'retry')).toHaveLength(3)
    expect(world.model.paid).toEqual([`plan ${id}`])
    expect(queue.at('/qstash/research')).toHaveLength(3)
  })

  it('that comes while the jobs are out does nothing', async () => {
    const id = await startWaiting()
    const before = await world.get(id)
    expect(await world.deliverStep(id)).toEqual({ kind: 'done', detail: 'waiting' })
    expect(await world.get(id)).toEqual(before)
  })

  it('goes on when all jobs are over, whoever sent it, and once only', async () => {
    const id = await startWaiting()
    for (const key of keys(3)) await world.deliverJob(id, key)
    await Promise.all([world.deliverStep(id), world.deliverStep(id)])
    await world.deliverStep(id)
    expect(await world.get(id)).toMatchObject(finishedRun)
    expect(world.model.paid.filter((prompt) => prompt.startsWith('assess'))).toHaveLength(1)
  })

  it('goes on itself where the jobs were over before it could wait', async () => {
    const { id } = await world.start({ params: { jobs: 3 } })
    // between the commit of the jobs and the commit of the interrupt, all of them are done
    let doneEarly = false
    const transport: typeof world.work.transport = async (statements) => {
      if (!doneEarly && statements.some(({ text }) => text.includes('settle_wait'))) {
        doneEarly = true
        for (const key of keys(3)) await world.deliverJob(id, key)
      }
      return world.database.sql(statements)
    }
    expect(await world.deliverStep(id, 'early', { transport })).toEqual({ kind: 'done', detail: 'finished' })
    expect(await world.get(id)).toMatchObject(finishedRun)
  })

  it('hands on when its time is up, and loses nothing', async () => {
    const { id } = await world.start({ params: { jobs: 1, waves: 2 } })
    world.work.patience = { deliveryMs: 0 }
    for (let delivered = 0; delivered < 30; delivered++) {
      const { status } = await world.get(id)
      if (status === 'succeeded') break
      await world.deliverStep(id)
      for (const { body } of queue.at('/qstash/research')) await world.deliverJob(id, String(body.job_key))
    }
    expect(await world.get(id)).toMatchObject({ status: 'succeeded', proposal_count: 2 })
    expect(world.model.paid.toSorted()).toEqual(
      [`assess ${id} 1`, `assess ${id} 2`, `plan ${id}`, `read ${id} w1-000`, `read ${id} w2-000`].toSorted(),
    )
    expect(queue.at('/qstash/steps').length).toBeGreaterThan(5)
  })

  it('that fails gives its run back, says so, and pays again only for what failed', async () => {
    const { id } = await world.start({ params: { jobs: 1 } })
    world.model.before = () => {
      throw unavailable('The model does not answer.')
    }
    expect(await world.deliverStep(id)).toMatchObject({ kind: 'retry', afterSeconds: 10 })
    world.model.before = () => {}
    await world.deliverStep(id)
    expect(await world.get(id)).toMatchObject({ status: 'waiting' })
    const events = await world.query(`select kind, message from run_event where run_id = $1 order by id`, [id])
    expect(events.map(({ kind }) => kind)).toContain('model_failed')
    expect(events).toContainEqual({
      kind: 'retry',
      message: 'The model does not answer. It is tried again in 10 seconds.',
    })
    expect(world.model.paid).toEqual([`plan ${id}`])
  })

  it('that fails for good ends the run with the reason', async () => {
    const { id } = await world.start({ use_case: 'ask', prompt: 'who?' })
    expect(await world.deliverStep(id)).toMatchObject({ kind: 'done', detail: 'failed' })
    expect(await world.get(id)).toMatchObject({
      status: 'failed',
      error: '"ask" is not something this service can do.',
    })
  })

  it('that holds more than can be saved ends the run, says what of, and is not tried again', async () => {
    const plan = async () => ({ memory: { notes: 'x'.repeat(10_000_000) }, answer: 'Never.' })
    world.work.flows = { enrich_contacts: { ...toyFlow(), plan } }
    const { id } = await world.start()
    expect(await world.deliverStep(id)).toEqual({ kind: 'done', detail: 'failed' })
    const run = await world.get(id)
    expect(run).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('more than can be saved in one step'),
    })
    expect(run.error).toContain('memory')
  })

  it('is given up after several attempts that got nowhere', async () => {
    const { id } = await world.start()
    world.model.before = () => {
      throw new Error('a bug')
    }
    world.work.patience = { maxAttempts: 3 }
    for (let delivered = 0; delivered < 4; delivered++) await world.deliverStep(id)
    const run = await world.get(id)
    expect(run).toMatchObject({ status: 'failed', error: 'This run was tried 3 times without getting any further.' })
    expect(JSON.stringify(run)).not.toContain('a bug')
  })

  it('keeps its hands off a run that another tenant names', async () => {
    const { id } = await world.start()
    const [{ id: other }] = await world.query(`insert into tenant (name) values ('Other') returning id`)
    const { advanceRun } = await import('../../src/runs/advance-run.ts')
    const forged = { message: { tenant_id: Number(other), run_id: id }, messageId: 'forged', retried: 0 }
    expect(await advanceRun(world.work, forged)).toMatchObject({ kind: 'refused' })
    expect(await world.get(id)).toMatchObject({ status: 'queued' })
  })

  it('whose message id was taken in before does nothing', async () => {
    const { id } = await world.start({ params: { jobs: 1 } })
    await world.deliverStep(id, 'step-1')
    await world.deliverJob(id, 'w1-000')
    expect(await world.deliverStep(id, 'step-1')).toEqual({ kind: 'done', detail: 'replayed' })
    expect(await world.get(id)).toMatchObject({ status: 'waiting' })
    await world.deliverStep(id, 'step-2')
    expect(await world.deliverStep(id, 'step-2')).toEqual({ kind: 'done', detail: 'replayed' })
    expect(await world.get(id)).toMatchObject({ status: 'succeeded' })
  })

  it('that was not done comes again under its message id', async () => {
    const { id } = await world.start()
    world.model.before = () => {
      throw unavailable('The model does not answer.')
    }
    expect(await world.deliverStep(id, 'step-3')).toMatchObject({ kind: 'retry' })
    world.model.before = () => {}
    expect(await world.deliverStep(id, 'step-3')).toEqual({ kind: 'done', detail: 'finished' })
  })

  it('that lost its run to a cancellation has cost what it cost, on the run and on the day', async () => {
    await world.query('delete from usage_day')
    const { id } = await world.start({ params: { thorough: true } })
    let asked = 0
    world.model.before = async () => {
      if (++asked === 2) await cancelRun(world.context(), id)
    }
    expect(await world.deliverStep(id)).toMatchObject({ kind: 'done' })
    expect(await world.get(id)).toMatchObject({ status: 'cancelled', usage: { model_calls: 2, input_tokens: 200 } })
    expect(await world.query('select model_calls, input_tokens::int from usage_day')).toEqual([
      { model_calls: 2, input_tokens: 200 },
    ])
  })

  it('files nothing for a run that was cancelled while it planned', async () => {
    const { id } = await world.start()
    const transport: typeof world.work.transport = async (statements) => {
      if (statements.some(({ text }) => text.includes('hold_lease'))) await cancelRun(world.context(), id)
      return world.database.sql(statements)
    }
    expect(await world.deliverStep(id, undefined, { transport })).toMatchObject({ kind: 'done' })
    expect(await world.get(id)).toMatchObject({ status: 'cancelled', proposal_count: 0 })
  })
})

describe('a job', () => {
  it('costs two round trips', async () => {
    const id = await startWaiting()
    world.database.resetRequests()
    await world.deliverJob(id, 'w1-000')
    expect(world.database.requests()).toBe(2)
  })

  it('delivered several times is paid for once', async () => {
    const { onFirst, meanwhile } = whileItWorks()
    world.work.flows = { enrich_contacts: toyFlow({ onJob: onFirst }) }
    const id = await startWaiting()
    const outcomes = await meanwhile([1, 2, 3].map(() => () => world.deliverJob(id, 'w1-000')))
    expect(outcomes.filter(({ kind }) => kind === 'retry')).toHaveLength(2)
    expect(await world.deliverJob(id, 'w1-000')).toEqual({ kind: 'done', detail: 'finished' })
    expect(world.model.paid.filter((prompt) => prompt.startsWith('read'))).toEqual([`read ${id} w1-000`])
    expect(await world.get(id)).toMatchObject({ progress: { done: 1, total: 3 } })
  })

  it('whose message id was taken in before does nothing', async () => {
    const id = await startWaiting()
    await world.deliverJob(id, 'w1-000', 'message-1')
    expect(await world.deliverJob(id, 'w1-001', 'message-1')).toEqual({ kind: 'done', detail: 'replayed' })
    expect(await world.get(id)).toMatchObject({ progress: { done: 1, total: 3 } })
  })

  it.each([2, 3, 5])('lets %i that finish at once send the run on exactly once', async (count) => {
    const { id } = await world.start({ params: { jobs: count } })
    await world.deliverStep(id)
    queue.published.length = 0
    await Promise.all(keys(count).map((key) => world.deliverJob(id, key)))
    expect(queue.at('/qstash/steps')).toHaveLength(1)
    expect(
      await world.query(`select count(*)::int as n from outbox where run_id = $1 and path = '/qstash/steps'`, [id]),
    ).toEqual([{ n: 2 }])
  })

  it('that fails for good counts as over with its error, and the answer names it (T45)', async () => {
    const onJob = ({ key }: { key: string }) => {
      if (key === 'w1-001')
        throw Object.assign(unavailable('unused'), { code: 'invalid', message: 'This page is no page.' })
    }
    world.work.flows = { enrich_contacts: toyFlow({ onJob }) }
    const id = await startWaiting()
    for (const key of keys(3)) expect(await world.deliverJob(id, key)).toMatchObject({ kind: 'done' })
    await world.deliverStep(id)
    expect(await world.get(id)).toMatchObject({
      status: 'succeeded',
      proposal_count: 2,
      answer: 'Read 2. Not read: Source 1.',
    })
  })

  it('that fails is tried again, and in the end counts as failed', async () => {
    const onJob = ({ key }: { key: string }) => {
      if (key === 'w1-001') throw unavailable('The source does not answer.')
    }
    world.work.flows = { enrich_contacts: toyFlow({ onJob }) }
    world.work.patience = { maxAttempts: 2 }
    const id = await startWaiting()
    expect(await world.deliverJob(id, 'w1-001')).toMatchObject({ kind: 'retry', afterSeconds: 10 })
    expect(await world.deliverJob(id, 'w1-001')).toMatchObject({ kind: 'done', detail: 'failed' })
    const [job] = await world.query(
      `select status, error, attempts from research_job where run_id = $1 and job_key = 'w1-001'`,
      [id],
    )
    expect(job).toEqual({ status: 'failed', error: 'The source does not answer.', attempts: 2 })
  })

  it('that fails half-way is not paid for again up to there', async () => {
    const { id } = await world.start({ params: { jobs: 1, thorough: true } })
    await world.deliverStep(id)
    world.model.before = (prompt) => {
      if (prompt.startsWith('check')) throw unavailable('The model is busy.')
    }
    expect(await world.deliverJob(id, 'w1-000')).toMatchObject({ kind: 'retry' })
    world.model.before = () => {}
    expect(await world.deliverJob(id, 'w1-000')).toEqual({ kind: 'done', detail: 'done' })
    expect(new Set(world.model.paid).size).toBe(world.model.paid.length)
    expect((await world.get(id)).usage).toMatchObject({ model_calls: 4, searches: 1 })
  })

  it('that takes too long is cut off and tried again', async () => {
    world.work.flows = { enrich_contacts: toyFlow({ onJob: () => new Promise(() => {}) }) }
    world.work.patience = { jobMs: 20 }
    const id = await startWaiting()
    expect(await world.deliverJob(id, 'w1-000')).toMatchObject({ kind: 'retry', detail: 'It took too long.' })
  })

  it('whose end was written but not heard of is not paid for again', async () => {
    const id = await startWaiting()
    let lost = false
    const transport: typeof world.work.transport = async (statements) => {
      const answer = await world.database.sql(statements)
      if (lost || !statements.some(({ text }) => text.includes('finish_research_job'))) return answer
      lost = true
      throw new TypeError('fetch failed')
    }
    expect(await world.deliverJob(id, 'w1-000', 'm1', { transport })).toEqual({ kind: 'done', detail: 'done' })
    const { usage, progress } = await world.get(id)
    expect([usage.model_calls, progress.done]).toEqual([2, 1])
  })

  it('that found more than can be kept says so', async () => {
    const flow = { ...toyFlow(), research: async () => ({ text: 'x'.repeat(200_001) }) }
    world.work.flows = { enrich_contacts: flow }
    const id = await startWaiting()
    await world.deliverJob(id, 'w1-000')
    const [job] = await world.query(`select status, error from research_job where run_id = $1 and job_key = 'w1-000'`, [
      id,
    ])
    expect(job).toEqual({ status: 'failed', error: 'It found more than can be kept.' })
  })

  it('is not done for a cancelled run', async () => {
    const id = await startWaiting()
    await cancelRun(world.context(), id)
    expect(await world.deliverJob(id, 'w1-000')).toEqual({ kind: 'done', detail: 'run_finished' })
    expect(world.model.paid).toEqual([`plan ${id}`])
  })

  it('that another tenant names is none, and stays as it is', async () => {
    const id = await startWaiting()
    const [{ id: other }] = await world.query(`insert into tenant (name) values ('Other') returning id`)
    const message = { tenant_id: Number(other), run_id: id, job_key: 'w1-000' }
    const forged = { message, messageId: crypto.randomUUID(), retried: 0 }
    expect(await doResearchJob(world.work, forged)).toMatchObject({ kind: 'refused' })
    expect(await world.query(`select distinct status from research_job where run_id = $1`, [id])).toEqual([
      { status: 'pending' },
    ])
  })

  it('that no run knows is refused', async () => {
    const id = await startWaiting()
    expect(await world.deliverJob(id, 'nobody')).toMatchObject({ kind: 'refused' })
  })
})

describe('a dead letter', () => {
  const dead = (path: string, body: Record<string, unknown>) =>
    noteFailure(world.work, {
      message: { path, body: { tenant_id: world.tenantId, ...body }, reason: '500' },
      messageId: crypto.randomUUID(),
      retried: 0,
    })

  it('of a job counts as its end, and the last one sends the run on', async () => {
    const id = await startWaiting()
    await world.deliverJob(id, 'w1-000')
    await dead('/qstash/research', { run_id: id, job_key: 'w1-001' })
    queue.published.length = 0
    await dead('/qstash/research', { run_id: id, job_key: 'w1-002' })
    expect(queue.at('/qstash/steps')).toHaveLength(1)
    await world.deliverStep(id)
    expect(await world.get(id)).toMatchObject({
      status: 'succeeded',
      proposal_count: 1,
      answer: 'Read 1. Not read: Source 1, Source 2.',
    })
  })

  it('of a job that is over changes nothing', async () => {
    const id = await startWaiting()
    await world.deliverJob(id, 'w1-000')
    await dead('/qstash/research', { run_id: id, job_key: 'w1-000' })
    const [job] = await world.query(`select status from research_job where run_id = $1 and job_key = 'w1-000'`, [id])
    expect(job).toEqual({ status: 'done' })
  })

  it('of a step that got nowhere ends its run', async () => {
    const { id } = await world.start()
    world.model.before = () => {
      throw new Error('a bug')
    }
    await world.deliverStep(id)
    await dead('/qstash/steps', { run_id: id })
    expect(await world.get(id)).toMatchObject({
      status: 'failed',
      error: 'This run could not go on: its next step failed again and again.',
    })
  })

  it('of a duplicate step leaves a run alone that is well', async () => {
    const id = await startWaiting()
    await dead('/qstash/steps', { run_id: id })
    expect(await world.get(id)).toMatchObject({ status: 'waiting' })
  })
})

describe('the front door of the queue', () => {
  const post = (path: string, headers: Record<string, string>, body = '{}') =>
    fetch(`${world.publicUrl}${path}`, { method: 'POST', headers, body })

  it('lets nobody in without a signature, nor with a wrong one', async () => {
    for (const path of ['/qstash/steps', '/qstash/research', '/qstash/failures']) {
      expect((await post(path, {})).status).toBe(401)
      expect((await post(path, { 'upstash-signature': 'a.b.c', 'upstash-message-id': 'm' })).status).toBe(401)
    }
  })
})
