import { AIMessage, HumanMessage } from '@langchain/core/messages'
import { Annotation, Command, MemorySaver, START, StateGraph } from '@langchain/langgraph'
import type { BaseCheckpointSaver, CheckpointTuple } from '@langchain/langgraph-checkpoint'
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NeonCheckpointSaver } from '../../src/agent/checkpointer/neon-checkpoint-saver.ts'
import { RunCheckpointer } from '../../src/agent/checkpointer/run-checkpointer.ts'
import { deliver, finished, fiveNodes } from '../support/checkpointed-graph.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { openRunDatabase, type RunDatabase } from '../support/open-run-database.ts'

let database: RunDatabase
let pool: pg.Pool
let official: PostgresSaver
beforeAll(async () => {
  database = await openRunDatabase()
  pool = new pg.Pool({ connectionString: database.databaseUrl, options: `-c app.tenant_id=${database.tenantId}` })
  official = new PostgresSaver(pool)
})
afterAll(async () => {
  await pool.end()
  await database.close()
})

const configOf = (runId: string) => ({ configurable: { thread_id: runId } })

const historyOf = async (saver: BaseCheckpointSaver, runId: string) => {
  const tuples: CheckpointTuple[] = []
  for await (const tuple of saver.list(configOf(runId))) tuples.push(tuple)
  return tuples
}

const goOn = async (checkpointer: BaseCheckpointSaver, runId: string, input: unknown) => {
  const graph = fiveNodes().compile({ checkpointer })
  return graph.invoke(input as null, { ...configOf(runId), durability: 'sync' })
}

const answer = () => new Command({ resume: 'yes' })

describe('the official saver', () => {
  it('finds its tables set up', async () => {
    const before = await columns(database)
    await official.setup()
    expect(await columns(database)).toEqual(before)
  })

  it('reads every checkpoint of a run as we read it, and finishes the run', async () => {
    const runId = await database.createRun()
    await deliver({ sql: database.sql, runId, graph: fiveNodes() })
    await deliver({ sql: database.sql, runId, graph: fiveNodes() })
    const ours = await historyOf(new NeonCheckpointSaver({ sql: database.sql }), runId)
    expect(ours).toHaveLength(4)
    expect(await historyOf(official, runId)).toEqual(ours)
    await goOn(official, runId, null)
    expect(await goOn(official, runId, answer())).toMatchObject(finished)
  })

  it('takes over at an interrupt that we wrote', async () => {
    const runId = await database.createRun()
    await deliver({ sql: database.sql, runId, graph: fiveNodes(), toTheEnd: true })
    expect(await goOn(official, runId, answer())).toMatchObject(finished)
  })
})

describe('our saver', () => {
  it('reads every checkpoint of a thread the official one wrote, and finishes it', async () => {
    const runId = await database.createRun()
    await goOn(official, runId, { question: 'who?' })
    const ours = new NeonCheckpointSaver({ sql: database.sql })
    const theirs = await historyOf(official, runId)
    expect(theirs).toHaveLength(4)
    expect(await historyOf(ours, runId)).toEqual(theirs)
    expect(await goOn(ours, runId, answer())).toMatchObject(finished)
    expect(await historyOf(official, runId)).toEqual(await historyOf(ours, runId))
  })

  it('takes over a run whose head is set to a checkpoint of the official one', async () => {
    const runId = await database.createRun()
    await goOn(official, runId, { question: 'who?' })
    const [latest] = await historyOf(official, runId)
    await database.admin.query('update run set head_checkpoint_id = $2 where id = $1', [runId, latest!.checkpoint.id])
    const { sql } = database
    const tuple = await new RunCheckpointer({ sql, runId }).load()
    const [, , [question]] = tuple!.pendingWrites![0] as [string, string, [{ id: string }]]
    const resume = new Command({ resume: { [question.id]: 'yes' } })
    expect(await deliver({ sql, runId, graph: fiveNodes(), resume, toTheEnd: true })).toMatchObject(finished)
  })

  it('works on tables that the official one made, without tenants', async () => {
    const plain = await openTestDatabase({ empty: true })
    const plainPool = new pg.Pool({ connectionString: plain.databaseUrl })
    const theirs = new PostgresSaver(plainPool)
    await theirs.setup()
    const ours = new NeonCheckpointSaver({ sql: plain.sql })
    await goOn(ours, 'thread', { question: 'who?' })
    expect(await goOn(theirs, 'thread', answer())).toMatchObject(finished)
    expect(await historyOf(ours, 'thread')).toEqual(await historyOf(theirs, 'thread'))
    await plainPool.end()
    await plain.close()
  })
})

describe('values', () => {
  const values = {
    text: 'Zürich \u0000 \ud83d\ude00 "quoted" \\ $1 {a,b} NULL',
    numbers: [0, -1, 1.5, 2 ** 53, 1e300],
    nothing: null,
    missing: undefined,
    tags: new Set(['a', 'b']),
    byName: new Map([['a', { n: 1 }]]),
    pattern: /a\\u0000+b/giu,
    bytes: new Uint8Array([0, 1, 254, 255]),
    messages: [new HumanMessage('hi'), new AIMessage({ content: 'ho', tool_calls: [] })],
  }

  it('come back from ours, from theirs and from memory alike', async () => {
    const State = Annotation.Root({ found: Annotation<unknown>(), raw: Annotation<Uint8Array>() })
    const savers = [new NeonCheckpointSaver({ sql: database.sql }), official, new MemorySaver()]
    const read: unknown[] = []
    for (const saver of savers) {
      const runId = await database.createRun()
      const graph = new StateGraph(State)
        .addNode('find', () => ({ found: values, raw: values.bytes }))
        .addEdge(START, 'find')
        .compile({ checkpointer: saver })
      await graph.invoke({}, { ...configOf(runId), metadata: { prompt: 'a \u0000 b \\u0000 c' } })
      const { found, raw } = (await graph.getState(configOf(runId))).values
      // the official one answers node's Buffer
      read.push({ found, raw: new Uint8Array(raw) })
    }
    expect(read[0]).toEqual(read[2])
    expect(read[1]).toEqual(read[2])
    expect(read[0]).toMatchObject({
      found: { text: values.text, tags: values.tags, bytes: values.bytes },
      raw: values.bytes,
    })
  })
})

describe('branches of one checkpoint', () => {
  it('keep their own values', async () => {
    const State = Annotation.Root({ found: Annotation<string>() })
    const runId = await database.createRun()
    const branch = (found: string) =>
      new StateGraph(State)
        .addNode('find', () => ({ found }))
        .addEdge(START, 'find')
        .compile({ checkpointer: new NeonCheckpointSaver({ sql: database.sql }) })
    await branch('left').invoke({ found: '' }, configOf(runId))
    const [leftEnd, beforeFind] = await historyOf(official, runId)
    await branch('right').invoke(null, beforeFind!.config)
    const saver = new NeonCheckpointSaver({ sql: database.sql })
    expect((await saver.getTuple(configOf(runId)))?.checkpoint.channel_values.found).toBe('right')
    expect((await saver.getTuple(leftEnd!.config))?.checkpoint.channel_values.found).toBe('left')
  })
})

const columns = async ({ admin }: Pick<TestDatabase, 'admin'>) => {
  const text = `select table_name, column_name, data_type from information_schema.columns
    where table_name like 'checkpoint%' order by table_name, ordinal_position`
  return (await admin.query(text)).rows
}
