import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runQuery } from '../../src/query/run-query.ts'
import { readCorpus } from './query-corpus/read-corpus.ts'
import { openQueryWorld, type QueryWorld } from './query-world.ts'

describe('legitimate queries', () => {
  let world: QueryWorld
  let alone: QueryWorld

  beforeAll(async () => {
    world = await openQueryWorld()
    alone = await openQueryWorld({ alone: true })
  })
  afterAll(async () => {
    await world.close()
    await alone.close()
  })

  /** The same query as PostgreSQL answers it, unguarded, in a database where nobody else has a row. */
  async function runRaw(query: string) {
    const client = await alone.admin.connect()
    try {
      await client.query('begin')
      await client.query("select set_config('app.tenant_id', $1, true), set_config('TimeZone', 'UTC', true)", [
        alone.tenantId,
      ])
      const { rows } = await client.query(
        "select * from run_guarded_query(array[$1], 'crm', '[]', 1000, 1000000, 250000, 1e9)",
        [query],
      )
      return { columns: rows[0].columns.length, rows: rows[0].rows }
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  it.each(readCorpus('legitimate').filter((line) => !line.startsWith('~')))('answers %s', async (query) => {
    const { columns, rows } = await runQuery(world.ctx, { query, reasoning: 'test' })
    const raw = await runRaw(query)
    expect(columns.length).toBe(raw.columns)
    expect(rows.map((row) => Object.values(row).length)).toEqual(rows.map(() => raw.columns))
    expect(normal(rows.map((row) => columns.map((column) => row[column])))).toEqual(normal(JSON.parse(raw.rows)))
  })

  it.each(
    readCorpus('legitimate')
      .filter((line) => line.startsWith('~'))
      .map((line) => line.slice(1)),
  )('answers in its own way %s', async (query) => {
    const { row_count } = await runQuery(world.ctx, { query, reasoning: 'test' })
    expect(row_count).toBeGreaterThan(0)
  })
})

// numbers beyond a double are texts in the one and rounded in the other
const normal = (rows: unknown) =>
  JSON.stringify(rows, (_, value) => (typeof value === 'string' && /^\d{16,}$/.test(value) ? Number(value) : value))
