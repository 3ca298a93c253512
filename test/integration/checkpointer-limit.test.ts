import { Annotation, START, StateGraph } from '@langchain/langgraph'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NeonCheckpointSaver } from '../../src/agent/checkpointer/neon-checkpoint-saver.ts'
import { RunCheckpointer } from '../../src/agent/checkpointer/run-checkpointer.ts'
import { deliver } from '../support/checkpointed-graph.ts'
import { openRunDatabase, type RunDatabase } from '../support/open-run-database.ts'

let database: RunDatabase
beforeAll(async () => {
  database = await openRunDatabase()
})
afterAll(() => database.close())

const MiB = 1024 * 1024
const State = Annotation.Root({
  question: Annotation<string>(),
  pages: Annotation<string>(),
  facts: Annotation<string>(),
  notes: Annotation<string>(),
})

const filling = (...fills: Partial<typeof State.State>[]) => {
  const graph = new StateGraph(State)
  const names = fills.map((_, index) => `fill${index}`)
  for (const [index, fill] of fills.entries()) graph.addNode(names[index]!, () => fill)
  for (const [index, name] of names.entries()) {
    graph.addEdge((index === 0 ? START : names[index - 1]) as typeof START, name as typeof START)
  }
  return graph
}

const stored = async (runId: string) =>
  (await database.admin.query('select count(*)::int as n from checkpoints where thread_id = $1', [runId])).rows[0].n

describe('large state', () => {
  it('is written and read again just below the limit', async () => {
    const runId = await database.createRun()
    // its blob and its write travel together
    const pages = 'x'.repeat(4 * MiB)
    await deliver({ sql: database.sql, runId, graph: filling({ pages }) })
    const tuple = await new RunCheckpointer({ sql: database.sql, runId }).load()
    expect(tuple?.checkpoint.channel_values.pages).toBe(pages)
  })

  it('is refused with the name of the channel before the database would refuse it', async () => {
    const runId = await database.createRun()
    const { sql } = database
    await deliver({ sql, runId, graph: filling({ notes: 'small' }, { pages: 'x'.repeat(5 * MiB) }) })
    const delivery = deliver({ sql, runId, graph: filling({ notes: 'small' }, { pages: 'x'.repeat(5 * MiB) }) })
    await expect(delivery).rejects.toMatchObject({ code: 'invalid', extra: { channel: 'pages' } })
    await expect(delivery).rejects.toThrow(/10\.\d MiB of at most 9\.0 MiB.*"pages"/)
    expect(await stored(runId)).toBe(3)
  })

  it('counts what quotes and backslashes cost on the wire', async () => {
    const runId = await database.createRun()
    const delivery = deliver({ sql: database.sql, runId, graph: filling({ facts: '"'.repeat(1.5 * MiB) }) })
    await expect(delivery).rejects.toMatchObject({ code: 'invalid', extra: { channel: 'facts' } })
  })

  it('is refused when small writes add up to what could never be read back', async () => {
    const runId = await database.createRun()
    const part = 'x'.repeat(3.5 * MiB)
    const graph = filling({ pages: part }, { facts: part }, { notes: part })
    const { sql } = database
    await deliver({ sql, runId, graph })
    await deliver({ sql, runId, graph })
    const delivery = deliver({ sql, runId, graph })
    await expect(delivery).rejects.toThrow(/10\.5 MiB of at most 9\.0 MiB/)
    const tuple = await new RunCheckpointer({ sql, runId }).load()
    expect(tuple?.metadata?.step).toBe(2)
  })

  it('is refused by the plain saver too', async () => {
    const saver = new NeonCheckpointSaver({ sql: database.sql, maxBytes: 1000 })
    const config = { configurable: { thread_id: 't', checkpoint_ns: '', checkpoint_id: 'c' } }
    const writes = saver.putWrites(config, [['pages', 'x'.repeat(1000)]], 'task')
    await expect(writes).rejects.toMatchObject({ code: 'invalid', extra: { channel: 'pages' } })
  })
})
