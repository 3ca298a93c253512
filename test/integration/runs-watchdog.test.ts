import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { getRun } from '../../src/runs/get-run.ts'
import { resumeRun } from '../../src/runs/resume-run.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { sweepRuns } from '../../src/runs/sweep-runs.ts'
import { collectingQueue } from '../support/collecting-queue.ts'
import { openRunWorld, type RunWorld } from '../support/open-run-world.ts'

let world: RunWorld
let queue: ReturnType<typeof collectingQueue>
beforeAll(async () => {
  world = await openRunWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.query(`update run set status = 'cancelled', finished_at = now() where finished_at is null`)
  await world.query('delete from outbox')
  await world.query('delete from research_job')
  queue = collectingQueue()
  world.work.queue = queue.queue
})

/** Lets `minutes` pass for everything of the runs. */
const pass = async (minutes: number) => {
  const back = (columns: string[]) =>
    columns.map((column) => `${column} = ${column} - make_interval(secs => ${minutes * 60})`).join(', ')
  await world.query(`update run set ${back(['created_at', 'updated_at', 'begun_at', 'lease_until', 'retry_at'])}`)
  await world.query(`update outbox set ${back(['created_at', 'published_at'])}`)
  await world.query(
    `update research_job set ${back(['created_at', 'started_at', 'finished_at', 'lease_until', 'retry_at', 'dispatched_at'])}`,
  )
}
const startWaiting = async (jobs = 2) => {
  const { id } = await world.start({ params: { jobs } })
  await world.deliverStep(id)
  queue.published.length = 0
  return id
}
const nowhere = { queue: { publish: async () => ({ taken: [], refused: [] }) } }

describe('the watchdog', () => {
  it('leaves alone what is well', async () => {
    await startWaiting()
    expect(await sweepRuns(world.work)).toMatchObject({ published: 0 })
    expect(queue.published).toEqual([])
  })

  it('publishes what a crash left in the outbox, under the id it was promised under, and only once', async () => {
    const { id } = await startRun({ ...world.context(), ...nowhere }, { use_case: 'enrich_contacts' })
    await pass(0.75)
    await sweepRuns(world.work)
    const [row] = await world.query('select id from outbox where run_id = $1', [id])
    expect(queue.published).toMatchObject([
      { id: row.id, path: '/qstash/steps', body: { run_id: id, tenant_id: world.tenantId } },
    ])
    await sweepRuns(world.work)
    expect(queue.published).toHaveLength(1)
  })

  it('publishes the jobs a dead worker had written and not sent, with their flow control', async () => {
    const { id } = await world.start({ params: { jobs: 3 } })
    await world.deliverStep(id, undefined, nowhere)
    expect(queue.at('/qstash/research')).toEqual([])
    await pass(0.75)
    await sweepRuns(world.work)
    const jobs = queue.at('/qstash/research')
    expect(jobs.map(({ body }) => body.job_key).toSorted()).toEqual(['w1-000', 'w1-001', 'w1-002'])
    expect(jobs[0]!.flowControl).toEqual({ key: `research-${world.tenantId}`, parallelism: 10 })
    for (const { body } of jobs) await world.deliverJob(id, String(body.job_key))
    await world.deliverStep(id)
    expect(await world.get(id)).toMatchObject({ status: 'succeeded', proposal_count: 3 })
  })

  it('calls a run again whose first message got lost, under a new id', async () => {
    const { id } = await world.start()
    const [lost] = queue.published
    await world.query('update outbox set published_at = now()')
    await pass(2)
    await sweepRuns(world.work)
    expect(queue.published).toHaveLength(2)
    expect(queue.published[1]!.id).not.toBe(lost!.id)
    await world.deliverStep(id)
    expect(await world.get(id)).toMatchObject({ status: 'succeeded' })
  })

  it('calls a run again whose worker died', async () => {
    const { id } = await world.start()
    const transport: typeof world.work.transport = async (statements) => {
      const answer = await world.database.sql(statements)
      if (statements.some(({ text }) => text.includes('claim_step'))) throw new Error('killed')
      return answer
    }
    await expect(world.deliverStep(id, undefined, { transport })).rejects.toThrow('killed')
    expect(await world.deliverStep(id)).toMatchObject({ kind: 'retry' })
    await pass(3)
    await sweepRuns(world.work)
    await world.deliverStep(id)
    expect(await world.get(id)).toMatchObject({ status: 'succeeded' })
  })

  it('sends a job again that never came, and gives it up in the end', async () => {
    const id = await startWaiting()
    await world.deliverJob(id, 'w1-000')
    for (let sent = 1; sent <= 3; sent++) {
      await pass(5)
      await sweepRuns(world.work)
      expect(queue.at('/qstash/research')).toHaveLength(sent)
    }
    expect(new Set(queue.published.map((message) => message.id)).size).toBe(queue.published.length)
    await pass(5)
    await sweepRuns(world.work)
    expect(queue.at('/qstash/steps').length).toBeGreaterThan(0)
    await world.deliverStep(id)
    expect(await world.get(id)).toMatchObject({
      status: 'succeeded',
      proposal_count: 1,
      answer: 'Read 1. Not read: Source 1.',
    })
  })

  it('does not send jobs again that only wait for others of their tenant', async () => {
    const id = await startWaiting(3)
    await pass(30)
    await world.deliverJob(id, 'w1-000')
    await sweepRuns(world.work)
    expect(queue.at('/qstash/research')).toEqual([])
  })

  it('sends a job again whose worker died', async () => {
    const id = await startWaiting(1)
    const transport: typeof world.work.transport = async (statements) => {
      if (statements.some(({ text }) => text.includes('finish_research_job'))) throw new Error('killed')
      return world.database.sql(statements)
    }
    await expect(world.deliverJob(id, 'w1-000', undefined, { transport })).rejects.toThrow('killed')
    await pass(3)
    await sweepRuns(world.work)
    expect(queue.at('/qstash/research')).toHaveLength(1)
    await world.deliverJob(id, 'w1-000')
    await world.deliverStep(id)
    expect(await world.get(id)).toMatchObject({ status: 'succeeded', proposal_count: 1 })
  })

  it('sends a job again that was left behind while later ones had their turn', async () => {
    const left = await startWaiting(1)
    await pass(5)
    const busy = await startWaiting(2)
    queue.published.length = 0
    await world.deliverJob(busy, 'w1-000')
    await sweepRuns(world.work, { stalled_seconds: 0 })
    expect(queue.at('/qstash/research').map(({ body }) => body.run_id)).toEqual([left])
  })

  it('touches no job of a run that somebody else is writing', async () => {
    const id = await startWaiting(2)
    await pass(5)
    const other = await world.database.admin.connect()
    try {
      await other.query('begin')
      await other.query('select from run where id = $1 for update', [id])
      await sweepRuns(world.work)
      expect(queue.at('/qstash/research')).toEqual([])
    } finally {
      await other.query('rollback')
      other.release()
    }
    await sweepRuns(world.work)
    expect(queue.at('/qstash/research')).toHaveLength(2)
  })

  it('sends a run on whose jobs are over and whose message got lost', async () => {
    const id = await startWaiting(1)
    await world.deliverJob(id, 'w1-000')
    queue.published.length = 0
    await world.query('update outbox set published_at = now()')
    await pass(2)
    await sweepRuns(world.work)
    expect(queue.at('/qstash/steps')).toHaveLength(1)
  })

  it('ends a run that takes longer than a day', async () => {
    const id = await startWaiting(1)
    await pass(25 * 60)
    await sweepRuns(world.work)
    expect(await world.get(id)).toMatchObject({ status: 'failed', error: 'This run took too long and was ended.' })
    expect(await world.deliverJob(id, 'w1-000')).toEqual({ kind: 'done', detail: 'run_finished' })
  })

  it('ends a run that a person then lets go on: what was out is sent out again, what was done stays', async () => {
    const id = await startWaiting(2)
    await world.deliverJob(id, 'w1-000')
    await pass(25 * 60)
    await sweepRuns(world.work)
    expect(await world.get(id)).toMatchObject({ status: 'failed', progress: { done: 1, total: 2 } })
    queue.published.length = 0
    const resumed = await resumeRun({ ...world.context(), queue: queue.queue }, id, {})
    expect(resumed).toMatchObject({ status: 'waiting', error: null, progress: { done: 1, total: 2 } })
    expect(queue.at('/qstash/research').map(({ body }) => body.job_key)).toEqual(['w1-001'])
    await world.deliverStep(id)
    expect(await world.get(id)).toMatchObject({ status: 'waiting' })
    await world.deliverJob(id, 'w1-001')
    expect(queue.at('/qstash/steps')).toHaveLength(1)
    await world.deliverStep(id)
    expect(await world.get(id)).toMatchObject({
      status: 'succeeded',
      status_reason: null,
      proposal_count: 2,
      progress: { done: 2, total: 2 },
    })
    const paid = world.model.paid.filter((prompt) => prompt.includes(id))
    expect(new Set(paid).size).toBe(paid.length)
  })

  it('waits seven days for a person, not longer, and does not call the run meanwhile', async () => {
    const { id } = await world.start({ params: { confirm: true } })
    await world.deliverStep(id)
    await world.query('update outbox set published_at = now()')
    queue.published.length = 0
    await pass(6 * 24 * 60)
    await sweepRuns(world.work)
    expect(queue.published).toEqual([])
    expect(await world.get(id)).toMatchObject({ status: 'waiting' })
    await pass(2 * 24 * 60)
    await sweepRuns(world.work)
    expect(await world.get(id)).toMatchObject({ status: 'failed', error: 'Nobody confirmed within seven days.' })
  })

  it('looks after every tenant, as that tenant', async () => {
    const [{ id: other }] = await world.query(`insert into tenant (name) values ('Other') returning id`)
    const theirs = { ...world.context(Number(other)), ...nowhere }
    const ours = { ...world.context(), ...nowhere }
    const runs = [
      await startRun(theirs, { use_case: 'enrich_contacts' }),
      await startRun(ours, { use_case: 'enrich_contacts' }),
    ]
    await pass(0.75)
    expect(await sweepRuns(world.work)).toEqual({ tenants: 2, published: 2 })
    expect(new Set(queue.published.map(({ body }) => body.tenant_id))).toEqual(new Set([Number(other), world.tenantId]))
    await expect(getRun(ours, runs[0]!.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('survives that two of them look at once', async () => {
    const { id } = await startRun({ ...world.context(), ...nowhere }, { use_case: 'enrich_contacts' })
    await pass(10)
    await Promise.all([sweepRuns(world.work), sweepRuns(world.work)])
    await world.deliverStep(id)
    await world.deliverStep(id)
    expect(await world.get(id)).toMatchObject({ status: 'succeeded', proposal_count: 1 })
  })
})
