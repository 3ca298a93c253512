import { Annotation, START, StateGraph } from '@langchain/langgraph'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LostRace } from '../../src/agent/checkpointer/lost-race.ts'
import { RunCheckpointer } from '../../src/agent/checkpointer/run-checkpointer.ts'
import { deliver, fiveNodes } from '../support/checkpointed-graph.ts'
import { asTenant, openRunDatabase, type RunDatabase } from '../support/open-run-database.ts'

let database: RunDatabase
beforeAll(async () => {
  database = await openRunDatabase()
})
afterAll(() => database.close())

/** Every row of a run, in all tables that a delivery writes. */
const rowsOf = async (runId: string) => {
  const query = async (text: string) => (await database.admin.query(text, [runId])).rows
  return {
    checkpoints: await query(
      'select checkpoint_id, parent_checkpoint_id from checkpoints where thread_id = $1 order by 1',
    ),
    blobs: await query('select channel, version, blob from checkpoint_blobs where thread_id = $1 order by 1, 2'),
    writes: await query(
      'select checkpoint_id, task_id, idx, blob from checkpoint_writes where thread_id = $1 order by 1, 2, 3',
    ),
    outbox: await query('select path, body from outbox where run_id = $1'),
    run: await query('select head_checkpoint_id, model_calls from run where id = $1'),
  }
}

const extras = (delivery: number) => () => ({
  set: { text: 'model_calls = model_calls + $1', params: [1] },
  also: [
    {
      text: 'insert into outbox (run_id, path, body) select id, $1, $2::jsonb from head',
      params: [`/${delivery}`, '{}'],
    },
  ],
})

/** Holds everybody back until `count` have read, so that all start from one checkpoint. */
const gate = (count: number) => {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  let waiting = 0
  return () => {
    waiting += 1
    if (waiting === count) open()
    return opened
  }
}

const raceOf = async (runId: string, count: number) => {
  const pass = gate(count)
  const attempts = Array.from({ length: count }, async (_, delivery) => {
    const sql = asTenant(database.unscoped, database.tenantId)
    const checkpointer = new RunCheckpointer({ sql, runId, onSuperstep: extras(delivery) })
    const begun = await checkpointer.load()
    await pass()
    const config = { configurable: { thread_id: runId }, durability: 'sync' as const, interruptAfter: '*' as const }
    const graph = fiveNodes().compile({ checkpointer })
    return checkpointer.settle(() => graph.invoke(begun ? null : { question: `asked by ${delivery}` }, config))
  })
  return Promise.allSettled(attempts)
}

describe('several deliveries of one step', () => {
  it.each([[2], [8]])('let one of %i in, and the others leave no row in any table', async (count) => {
    const runId = await database.createRun()
    for (let step = 1; step <= 2; step++) {
      const before = await rowsOf(runId)
      const outcomes = await raceOf(runId, count)
      const won = outcomes.flatMap(({ status }, delivery) => (status === 'fulfilled' ? [delivery] : []))
      expect(won).toHaveLength(1)
      const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
      for (const reason of reasons) expect(reason).toBeInstanceOf(LostRace)

      const after = await rowsOf(runId)
      expect(after.run[0].model_calls).toBe(step)
      expect(after.outbox.map(({ path }) => path).slice(before.outbox.length)).toEqual([`/${won[0]}`])
      expect(after.checkpoints.length - before.checkpoints.length).toBe(step === 1 ? 3 : 1)
      // one line from the root to the head: nobody's sibling was kept
      const parents = after.checkpoints.map(({ parent_checkpoint_id }) => parent_checkpoint_id)
      expect(parents).toEqual([null, ...after.checkpoints.map(({ checkpoint_id }) => checkpoint_id).slice(0, -1)])
      expect(after.run[0].head_checkpoint_id).toBe(after.checkpoints.at(-1)!.checkpoint_id)
    }
  })

  it('end like one delivery', async () => {
    const runId = await database.createRun()
    const single = await database.createRun()
    await raceOf(runId, 3)
    await raceOf(single, 1)
    const shape = async (id: string) => {
      const { checkpoints, blobs, writes, outbox } = await rowsOf(id)
      return [checkpoints.length, blobs.map(({ channel }) => channel), writes.map(({ idx }) => idx), outbox.length]
    }
    expect(await shape(runId)).toEqual(await shape(single))
  })
})

describe('a delivery that comes too late', () => {
  it('leaves no row when it waits at an interrupt after the other went on', async () => {
    const runId = await database.createRun()
    const { sql } = database
    const graph = fiveNodes()
    await deliver({ sql, runId, graph })
    await deliver({ sql, runId, graph })
    const late = new RunCheckpointer({ sql, runId })
    await late.load()
    const config = { configurable: { thread_id: runId }, durability: 'sync' as const }
    const waiting = await graph.compile({ checkpointer: late }).invoke(null, config)
    expect(waiting).toHaveProperty('__interrupt__')
    await database.admin.query(`update run set head_checkpoint_id = 'moved on' where id = $1`, [runId])
    const before = await rowsOf(runId)
    await expect(late.flush()).rejects.toBeInstanceOf(LostRace)
    expect(await rowsOf(runId)).toEqual(before)
  })

  it('leaves no row of a failed step either, and says that it lost', async () => {
    const runId = await database.createRun()
    const State = Annotation.Root({ question: Annotation<string>() })
    const graph = new StateGraph(State).addNode('search', async () => {
      await database.admin.query(`update run set head_checkpoint_id = 'moved on' where id = $1`, [runId])
      throw new Error('no answer')
    })
    const delivery = deliver({ sql: database.sql, runId, graph: graph.addEdge(START, 'search') })
    await expect(delivery).rejects.toBeInstanceOf(LostRace)
    const { checkpoints, blobs, writes } = await rowsOf(runId)
    expect([checkpoints, blobs, writes]).toEqual([[], [], []])
  })

  it('loses with its lease, although the head has not moved', async () => {
    const runId = await database.createRun()
    const { sql } = database
    await database.admin.query(`update run set lease_id = 'theirs' where id = $1`, [runId])
    const before = await rowsOf(runId)
    const guard = { text: 'lease_id = $1', params: ['mine'] }
    const delivery = deliver({ sql, runId, graph: fiveNodes(), guard, onSuperstep: extras(1) })
    await expect(delivery).rejects.toBeInstanceOf(LostRace)
    expect(await rowsOf(runId)).toEqual(before)
  })

  it('runs no further node once it has lost', async () => {
    const runId = await database.createRun()
    const paid: string[] = []
    const guard = { text: 'false', params: [] }
    const delivery = deliver({ sql: database.sql, runId, graph: fiveNodes(paid), guard, toTheEnd: true })
    await expect(delivery).rejects.toBeInstanceOf(LostRace)
    expect(paid).toEqual(['plan'])
  })
})

describe('another tenant', () => {
  it('cannot read the run, nor write its thread', async () => {
    const runId = await database.createRun()
    const { sql } = database
    await deliver({ sql, runId, graph: fiveNodes() })
    const before = await rowsOf(runId)
    const { rows } = await database.admin.query(`insert into tenant (name) values ('Other') returning id`)
    const theirs = asTenant(database.unscoped, Number(rows[0].id))
    await expect(deliver({ sql: theirs, runId, graph: fiveNodes() })).rejects.toMatchObject({ code: 'not_found' })
    const blind = new RunCheckpointer({ sql: theirs, runId })
    const tuple = await new RunCheckpointer({ sql, runId }).load()
    const next = { ...tuple!.checkpoint, id: 'forged' }
    await expect(blind.put(tuple!.config, next, { source: 'loop', step: 9, parents: {} }, {})).rejects.toBeInstanceOf(
      LostRace,
    )
    expect(await rowsOf(runId)).toEqual(before)
  })
})
