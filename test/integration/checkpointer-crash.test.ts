import { Command, INTERRUPT } from '@langchain/langgraph'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RunCheckpointer } from '../../src/agent/checkpointer/run-checkpointer.ts'
import type { Superstep } from '../../src/agent/checkpointer/superstep.ts'
import type { SqlTransport } from '../../src/db/statement.ts'
import { deliver, finished, fiveNodes } from '../support/checkpointed-graph.ts'
import { openRunDatabase, type RunDatabase } from '../support/open-run-database.ts'

let database: RunDatabase
beforeAll(async () => {
  database = await openRunDatabase()
})
afterAll(() => database.close())

type Moment = 'before' | 'after'
class Crash extends Error {}

/** Dies at the `nth` request: before it is sent, or after it committed and before anybody hears of it. */
const dyingAt = (sql: SqlTransport, nth: number, moment: Moment) => {
  let requests = 0
  const sent: string[] = []
  const transport: SqlTransport = async (statements) => {
    requests += 1
    const isWrite = statements.some(({ text }) => text.includes('update run'))
    if (requests === nth) sent.push(isWrite ? 'write' : 'read')
    if (requests === nth && moment === 'before') throw new Crash('connection refused')
    const rows = await sql(statements)
    if (requests === nth) throw new Crash('connection lost')
    return rows
  }
  return { transport, hit: () => sent[0], requests: () => requests }
}

const noteStep = ({ step }: Superstep) => ({
  set: { text: 'model_calls = model_calls + $1', params: [1] },
  also: [
    {
      text: `insert into run_event (run_id, event_key, kind, message) select id, $1, 'step', '' from head`,
      params: [`step ${step}`],
    },
  ],
})

/** What the queue does: deliver again until the run has ended, answering the question once it is asked. */
const runToTheEnd = async (runId: string, sql: SqlTransport, toTheEnd: boolean) => {
  const paid: string[] = []
  const graph = fiveNodes(paid)
  for (let delivery = 0; delivery < 20; delivery++) {
    const tuple = await new RunCheckpointer({ sql: database.sql, runId }).load()
    const asked = tuple?.pendingWrites?.find(([, channel]) => channel === INTERRUPT)
    const [question] = (asked?.[2] ?? []) as [{ id: string }?]
    const resume = question ? new Command({ resume: { [question.id]: 'yes' } }) : undefined
    try {
      const state = await deliver({ sql, runId, graph, resume, toTheEnd, onSuperstep: noteStep })
      if ((state.log as string[]).includes('report')) return { state, paid }
    } catch (error) {
      if (!(error instanceof Crash)) throw error
    }
  }
  throw new Error('The run did not end.')
}

const countsOf = async (runId: string) => {
  const { rows } = await database.admin.query(
    `select model_calls, (select count(*)::int from run_event where run_id = run.id) as events,
      (select count(*)::int from checkpoints where thread_id = run.id::text) as checkpoints
    from run where id = $1`,
    [runId],
  )
  return rows[0]
}

const allRequests = { 'one superstep for each delivery': 12, 'all supersteps in one delivery': 8 }

describe.each(Object.entries(allRequests))('a crash with %s', (mode, requests) => {
  const toTheEnd = mode.startsWith('all')
  const moments: Moment[] = ['before', 'after']
  const points = moments.flatMap((moment) =>
    Array.from({ length: requests }, (_, index) => [moment, index + 1] as const),
  )

  it.each(points)(
    '%s request %i changes nothing in the end, and pays at most that superstep again',
    async (moment, nth) => {
      const runId = await database.createRun()
      const { transport, hit } = dyingAt(database.sql, nth, moment)
      const { state, paid } = await runToTheEnd(runId, transport, toTheEnd)
      expect(hit()).toBeDefined()
      expect(state).toMatchObject(finished)
      // input, entry and one for each of the five nodes; an event and a count for each of the five
      expect(await countsOf(runId)).toEqual({ model_calls: 5, events: 5, checkpoints: 7 })
      const again = paid.length - new Set(paid).size
      const lostUnwritten = hit() === 'write' && moment === 'before'
      expect(again).toBeLessThanOrEqual(lostUnwritten ? 1 : 0)
    },
  )
})

it('makes no more requests than the crashes were spread over', async () => {
  for (const [mode, requests] of Object.entries(allRequests)) {
    const counting = dyingAt(database.sql, Number.NaN, 'before')
    await runToTheEnd(await database.createRun(), counting.transport, mode.startsWith('all'))
    expect(counting.requests()).toBe(requests)
  }
})

it('goes on after the endpoint itself lost an answer that had been committed', async () => {
  const runId = await database.createRun()
  const { sql } = database
  const paid: string[] = []
  const checkpointer = new RunCheckpointer({ sql, runId })
  await checkpointer.load()
  database.failNext(1, 'after')
  const config = { configurable: { thread_id: runId }, durability: 'sync' as const }
  const invocation = fiveNodes(paid).compile({ checkpointer }).invoke({ question: 'who?' }, config)
  await expect(invocation).rejects.toMatchObject({ code: 'unavailable' })
  await expect(checkpointer.flush()).rejects.toMatchObject({ code: 'unavailable' })
  await deliver({ sql, runId, graph: fiveNodes(paid) })
  expect(paid).toEqual(['plan', 'search'])
})
