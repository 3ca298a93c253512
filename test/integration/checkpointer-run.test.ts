import {
  Annotation,
  Command,
  END,
  INTERRUPT,
  interrupt,
  RunControl,
  Send,
  START,
  StateGraph,
  type StateSnapshot,
} from '@langchain/langgraph'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RunCheckpointer } from '../../src/agent/checkpointer/run-checkpointer.ts'
import { selectHead } from '../../src/agent/checkpointer/select-checkpoints.ts'
import type { Superstep } from '../../src/agent/checkpointer/superstep.ts'
import { deliver, finished, fiveNodes } from '../support/checkpointed-graph.ts'
import { openRunDatabase, type RunDatabase } from '../support/open-run-database.ts'

let database: RunDatabase
beforeAll(async () => {
  database = await openRunDatabase()
})
afterAll(() => database.close())

const count = async (table: string, runId: string) => {
  const column = table.startsWith('checkpoint') ? 'thread_id' : 'run_id'
  const { rows } = await database.admin.query(`select count(*)::int as n from ${table} where ${column}::text = $1`, [
    runId,
  ])
  return rows[0].n as number
}
const headOf = async (runId: string) =>
  (await database.admin.query('select head_checkpoint_id from run where id = $1', [runId])).rows[0].head_checkpoint_id

const interruptsOf = (state: Record<string, unknown>) => state[INTERRUPT] as { id: string; value: unknown }[]
const answer = (state: Record<string, unknown>, value: unknown) =>
  new Command({ resume: Object.fromEntries(interruptsOf(state).map(({ id }) => [id, value])) })

describe('one superstep for each delivery', () => {
  it('costs one read and one write', async () => {
    const runId = await database.createRun()
    const { sql } = database
    const paid: string[] = []
    const graph = fiveNodes(paid)
    const trips: number[] = []
    const step = async (resume?: Command) => {
      database.resetRequests()
      const state = await deliver({ sql, runId, graph, resume })
      trips.push(database.requests())
      return state
    }
    await step()
    await step()
    const waiting = await step()
    await step(answer(waiting, 'yes'))
    await step()
    expect(await step()).toMatchObject(finished)
    expect(trips).toEqual([2, 2, 2, 2, 2, 2])
    expect(paid).toEqual(['plan', 'search', 'read', 'report'])
  })

  it('needs only the write where the caller read the head beside its lease', async () => {
    const runId = await database.createRun()
    const [, loaded] = await database.sql([
      { text: `update run set lease_id = 'a' where id = $1 returning id`, params: [runId] },
      selectHead(runId),
    ])
    database.resetRequests()
    const guard = { text: 'lease_id = $1', params: ['a'] }
    await deliver({ sql: database.sql, runId, graph: fiveNodes(), loaded: loaded!, guard })
    expect(database.requests()).toBe(1)
    expect(await headOf(runId)).not.toBeNull()
  })

  it('keeps the whole history: the input, the entry and every superstep', async () => {
    const runId = await database.createRun()
    await deliver({ sql: database.sql, runId, graph: fiveNodes() })
    const saver = new RunCheckpointer({ sql: database.sql, runId })
    const config = { configurable: { thread_id: runId } }
    const history: StateSnapshot[] = []
    for await (const state of fiveNodes().compile({ checkpointer: saver }).getStateHistory(config)) history.push(state)
    expect(history.map(({ metadata }) => metadata?.step)).toEqual([1, 0, -1])
    expect(history.map(({ next }) => next)).toEqual([['search'], ['plan'], ['__start__']])
    expect(await headOf(runId)).toBe(history[0]!.config.configurable!.checkpoint_id)
  })
})

describe('many supersteps in one delivery', () => {
  it('writes each before the next one begins', async () => {
    const runId = await database.createRun()
    const heads: unknown[] = []
    const look = async () => {
      heads.push(await headOf(runId))
      return {}
    }
    const graph = new StateGraph(Annotation.Root({ question: Annotation<string>() }))
      .addNode('first', look)
      .addNode('second', look)
      .addNode('third', look)
      .addEdge(START, 'first')
      .addEdge('first', 'second')
      .addEdge('second', 'third')
    database.resetRequests()
    await deliver({ sql: database.sql, runId, graph, toTheEnd: true })
    expect(database.requests()).toBe(4)
    expect(heads[0]).toBeNull()
    expect(new Set([...heads, await headOf(runId)]).size).toBe(4)
  })

  it('stops at the budget and leaves the message for the next delivery in the same write', async () => {
    const runId = await database.createRun()
    const control = new RunControl()
    const onSuperstep = ({ step }: Superstep) => {
      if (step < 2) return {}
      control.requestDrain('budget')
      return {
        also: [
          {
            text: `insert into outbox (run_id, path, body) select id, $1, $2::jsonb from head`,
            params: ['/qstash/steps', '{}'],
          },
        ],
      }
    }
    const checkpointer = new RunCheckpointer({ sql: database.sql, runId, onSuperstep })
    const graph = fiveNodes().compile({ checkpointer })
    const config = { configurable: { thread_id: runId }, durability: 'sync' as const, control }
    database.resetRequests()
    const invoke = () => graph.invoke({ question: 'who?' }, config)
    await expect(checkpointer.settle(invoke)).rejects.toMatchObject({ name: 'GraphDrained' })
    expect(database.requests()).toBe(3)
    expect(await count('outbox', runId)).toBe(1)
    expect((await new RunCheckpointer({ sql: database.sql, runId }).load())?.metadata?.step).toBe(2)
  })
})

describe("the caller's own rows", () => {
  it('are written with the superstep they belong to, and its counters are on the run', async () => {
    const runId = await database.createRun()
    const seen: Superstep[] = []
    const onSuperstep = (superstep: Superstep) => {
      seen.push(superstep)
      return {
        set: { text: 'model_calls = model_calls + $1, status = $2', params: [3, 'running'] },
        also: [
          {
            text: `insert into run_event (run_id, tenant_id, event_key, kind, message)
              select id, tenant_id, $1, 'step', $2 from head`,
            params: [`step ${superstep.step}`, 'It costs $1.'],
          },
        ],
      }
    }
    database.resetRequests()
    await deliver({ sql: database.sql, runId, graph: fiveNodes(), onSuperstep })
    await deliver({ sql: database.sql, runId, graph: fiveNodes(), onSuperstep })
    expect(database.requests()).toBe(4)
    expect(seen.map(({ step, values }) => [step, values.log])).toEqual([
      [1, ['plan']],
      [2, ['plan', 'search']],
    ])
    const { rows } = await database.admin.query('select model_calls, status from run where id = $1', [runId])
    expect(rows).toEqual([{ model_calls: 6, status: 'running' }])
    expect(await count('run_event', runId)).toBe(2)
  })

  it('are written when the run waits, together with the interrupt', async () => {
    const runId = await database.createRun()
    const graph = fiveNodes()
    const extrasOf = () => ({ set: { text: 'status = $1', params: ['waiting'] } })
    database.resetRequests()
    await deliver({ sql: database.sql, runId, graph, toTheEnd: true, extrasOf })
    expect(database.requests()).toBe(4)
    const tuple = await new RunCheckpointer({ sql: database.sql, runId }).load()
    expect(tuple?.pendingWrites?.map(([, channel]) => channel)).toEqual([INTERRUPT])
    const { rows } = await database.admin.query('select status from run where id = $1', [runId])
    expect(rows).toEqual([{ status: 'waiting' }])
  })

  it('are refused when a loser would write them too', async () => {
    const runId = await database.createRun()
    const onSuperstep = () => ({ also: [{ text: 'delete from outbox', params: [] }] })
    const delivery = deliver({ sql: database.sql, runId, graph: fiveNodes(), onSuperstep })
    await expect(delivery).rejects.toThrow('Not taken from head')
    expect(await count('checkpoints', runId)).toBe(0)
  })

  it('stop the superstep when making them fails', async () => {
    const runId = await database.createRun()
    const onSuperstep = () => {
      throw new Error('no such thing')
    }
    const delivery = deliver({ sql: database.sql, runId, graph: fiveNodes(), onSuperstep })
    await expect(delivery).rejects.toThrow('no such thing')
    expect(await count('checkpoints', runId)).toBe(0)
  })
})

describe('interrupts', () => {
  const Answers = Annotation.Root({
    question: Annotation<string>(),
    answers: Annotation<string[]>({ reducer: (before, more) => [...before, ...more], default: () => [] }),
  })
  const asking = () =>
    new StateGraph(Answers)
      .addNode('left', () => ({ answers: [`left ${interrupt('left?')}`] }))
      .addNode('right', () => ({ answers: [`right ${interrupt('right?')}`] }))
      .addEdge(START, 'left')
      .addEdge(START, 'right')

  it('at the very first node are found by the next delivery', async () => {
    const runId = await database.createRun()
    const { sql } = database
    database.resetRequests()
    const waiting = await deliver({ sql, runId, graph: asking() })
    expect(database.requests()).toBe(2)
    expect(
      interruptsOf(waiting)
        .map(({ value }) => value)
        .toSorted(),
    ).toEqual(['left?', 'right?'])
    expect(await headOf(runId)).not.toBeNull()
  })

  it('in parallel are answered one by one, each by its id', async () => {
    const runId = await database.createRun()
    const { sql } = database
    const waiting = await deliver({ sql, runId, graph: asking() })
    const idOf = (value: string) => interruptsOf(waiting).find((one) => one.value === value)!.id
    const still = await deliver({
      sql,
      runId,
      graph: asking(),
      resume: new Command({ resume: { [idOf('right?')]: 'R' } }),
    })
    expect(interruptsOf(still).map(({ value }) => value)).toEqual(['left?'])
    const both = await deliver({
      sql,
      runId,
      graph: asking(),
      resume: new Command({ resume: { [idOf('left?')]: 'L' } }),
    })
    expect(both.answers).toEqual(['left L', 'right R'])
  })

  it('refuse an answer that comes a second time', async () => {
    const runId = await database.createRun()
    const { sql } = database
    const graph = fiveNodes()
    const waiting = await deliver({ sql, runId, graph, toTheEnd: true })
    const resume = answer(waiting, 'yes')
    await deliver({ sql, runId, graph, resume })
    await expect(deliver({ sql, runId, graph, resume })).rejects.toMatchObject({ name: 'UnknownInterruptError' })
    expect(await deliver({ sql, runId, graph, toTheEnd: true })).toMatchObject(finished)
  })
})

describe('tasks beside each other', () => {
  const Jobs = Annotation.Root({
    question: Annotation<string>(),
    job: Annotation<number>(),
    results: Annotation<number[]>({ reducer: (before, more) => [...before, ...more], default: () => [] }),
  })
  const fanOut = (jobs: number, work: (job: number) => Promise<number>) =>
    new StateGraph(Jobs)
      .addNode('split', () => ({}))
      .addNode('work', async ({ job }: typeof Jobs.State) => ({ results: [await work(job)] }))
      .addEdge(START, 'split')
      .addConditionalEdges('split', () => Array.from({ length: jobs }, (_, job) => new Send('work', { job })), ['work'])
      .addEdge('work', END)

  it('are one write, however many there are', async () => {
    const runId = await database.createRun()
    const graph = fanOut(300, async (job) => job * 2)
    database.resetRequests()
    await deliver({ sql: database.sql, runId, graph })
    const state = await deliver({ sql: database.sql, runId, graph })
    expect(database.requests()).toBe(4)
    expect(state.results).toEqual(Array.from({ length: 300 }, (_, job) => job * 2))
  })

  it('keep what was paid when one of them fails, and run only that one again', async () => {
    const runId = await database.createRun()
    const paid: number[] = []
    let broken = true
    const graph = fanOut(3, async (job) => {
      paid.push(job)
      if (job === 1 && broken) throw new Error('the model is down')
      return job
    })
    const { sql } = database
    await deliver({ sql, runId, graph })
    await expect(deliver({ sql, runId, graph })).rejects.toThrow('the model is down')
    broken = false
    const state = await deliver({ sql, runId, graph })
    expect(state.results).toEqual([0, 1, 2])
    expect(paid.toSorted()).toEqual([0, 1, 1, 2])
  })

  it('survive a sibling that waits', async () => {
    const runId = await database.createRun()
    const paid: number[] = []
    const graph = fanOut(2, async (job) => {
      if (job === 1) return interrupt('how much?') as number
      paid.push(job)
      return job
    })
    const { sql } = database
    await deliver({ sql, runId, graph })
    const waiting = await deliver({ sql, runId, graph })
    const state = await deliver({ sql, runId, graph, resume: answer(waiting, 7) })
    expect(state.results).toEqual([0, 7])
    expect(paid).toEqual([0])
  })
})

describe('a graph inside a node', () => {
  const Inner = Annotation.Root({
    question: Annotation<string>(),
    trail: Annotation<string[]>({ reducer: (a, b) => [...a, ...b], default: () => [] }),
  })
  const nested = (paid: string[], isBroken: () => boolean) => {
    const inner = new StateGraph(Inner)
      .addNode('fetch', () => {
        paid.push('fetch')
        return { trail: ['fetch'] }
      })
      .addNode('extract', () => {
        paid.push('extract')
        if (isBroken()) throw new Error('bad page')
        return { trail: ['extract'] }
      })
      .addEdge(START, 'fetch')
      .addEdge('fetch', 'extract')
      .compile()
    return new StateGraph(Inner).addNode('read', inner).addEdge(START, 'read')
  }

  it('keeps its own supersteps without moving the head', async () => {
    const runId = await database.createRun()
    const paid: string[] = []
    let broken = true
    const graph = nested(paid, () => broken)
    const { sql } = database
    await expect(deliver({ sql, runId, graph, toTheEnd: true })).rejects.toThrow('bad page')
    const head = await headOf(runId)
    const { rows } = await database.admin.query(
      `select checkpoint_id from checkpoints where thread_id = $1 and checkpoint_ns = '' order by checkpoint_id desc limit 1`,
      [runId],
    )
    expect(head).toBe(rows[0].checkpoint_id)
    broken = false
    const state = await deliver({ sql, runId, graph, toTheEnd: true })
    expect(state.trail).toEqual(['fetch', 'extract'])
    expect(paid).toEqual(['fetch', 'extract', 'extract'])
  })
})

describe('what cannot be right', () => {
  it('says so when the run is gone', async () => {
    const checkpointer = new RunCheckpointer({ sql: database.sql, runId: crypto.randomUUID() })
    await expect(checkpointer.load()).rejects.toMatchObject({ code: 'not_found' })
  })

  it('says so when the head points nowhere, instead of starting over', async () => {
    const runId = await database.createRun()
    await database.admin.query(`update run set head_checkpoint_id = 'lost' where id = $1`, [runId])
    const delivery = deliver({ sql: database.sql, runId, graph: fiveNodes() })
    await expect(delivery).rejects.toThrow('points at checkpoint lost')
  })

  it("does not touch another run's thread", async () => {
    const [runId, other] = [await database.createRun(), await database.createRun()]
    const checkpointer = new RunCheckpointer({ sql: database.sql, runId })
    const graph = fiveNodes().compile({ checkpointer })
    const invocation = graph.invoke({ question: 'who?' }, { configurable: { thread_id: other } })
    await expect(invocation).rejects.toThrow(`is not this run's`)
  })
})
