import { type NeonQueryFunction, neon, neonConfig, Pool } from '@neondatabase/serverless'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/neon-http'
import { bigint, pgTable, text } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'

const item = pgTable('item', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  name: text().notNull().unique('item_name_once'),
})

describe.each(['native', 'pglite'] as const)('the Neon endpoint in front of %s Postgres', (postgres) => {
  let database: TestDatabase
  let client: NeonQueryFunction<false, false>

  beforeAll(async () => {
    database = await openTestDatabase({ postgres, empty: true })
    neonConfig.webSocketConstructor = WebSocket
    neonConfig.useSecureWebSocket = false
    neonConfig.wsProxy = () => database.wsHost
    client = neon(database.databaseUrl)
    await database.admin.query(
      'create table item (id bigint generated always as identity primary key, name text not null constraint item_name_once unique)',
    )
    await database.admin.query("create role visitor login password 'visitor'")
  })
  afterAll(() => database?.close())
  beforeEach(async () => {
    neonConfig.fetchEndpoint = database.neonUrl
    await database.admin.query('truncate item')
    database.resetRequests()
    database.setRoundTrip(0)
  })

  it('answers a tagged template with typed rows', async () => {
    const rows = await client`select ${1}::int as one, ${'two'} as two, ${null}::text as nothing, true as yes`
    expect(rows).toEqual([{ one: 1, two: 'two', nothing: null, yes: true }])
  })

  it('answers full results and array mode when asked', async () => {
    const full = await client.query('select 1 as a, 2 as a', [], { fullResults: true, arrayMode: true })
    expect(full).toMatchObject({ command: 'SELECT', rowCount: 1, rows: [[1, 2]], rowAsArray: true })
    expect(full.fields.map((field) => [field.name, field.dataTypeID])).toEqual([
      ['a', 23],
      ['a', 23],
    ])
  })

  it('carries arrays, json, bytes, dates and big numbers both ways', async () => {
    const at = new Date('2026-03-01T12:00:00.123Z')
    const [row] = await client`select ${[1, 2]}::int[] as numbers, ${['a,"b', null, 'c']}::text[] as texts,
      ${JSON.stringify({ a: [1] })}::jsonb as document, ${Buffer.from([0, 255, 10])}::bytea as bytes, ${at}::timestamptz as at,
      ${'9007199254740993'}::int8 as big, ${'12.340'}::numeric as money`
    // drizzle, once created, turns the driver's timestamps into text for the whole process
    expect({ ...row, at: new Date(row?.at) }).toEqual({
      numbers: [1, 2],
      texts: ['a,"b', null, 'c'],
      document: { a: [1] },
      bytes: Buffer.from([0, 255, 10]),
      at,
      big: '9007199254740993',
      money: '12.340',
    })
  })

  it('carries a plain object as json', async () => {
    const [row] = await client`select ${{ name: 'Ünïcode "quoted" \\ 🟢' }}::jsonb as document`
    expect(row).toEqual({ document: { name: 'Ünïcode "quoted" \\ 🟢' } })
  })

  it('runs a batch as one transaction in one request', async () => {
    const results = await client.transaction([
      client`insert into item (name) values ('a')`,
      client`insert into item (name) values ('b') returning name`,
      client`select count(*)::int as count from item`,
    ])
    expect(results).toEqual([[], [{ name: 'b' }], [{ count: 2 }]])
    expect(database.requests()).toBe(1)
  })

  it('rolls a whole batch back when one statement fails', async () => {
    await expect(
      client.transaction([client`insert into item (name) values ('a')`, client`insert into item (name) values ('a')`]),
    ).rejects.toMatchObject({ code: '23505' })
    expect(await client`select * from item`).toEqual([])
  })

  it('opens a batch with the isolation level, read-only and deferrable mode it asks for', async () => {
    const show = (name: string) => client.query(`show ${name}`)
    const [level, readOnly, deferrable] = await client.transaction(
      [show('transaction_isolation'), show('transaction_read_only'), show('transaction_deferrable')],
      { isolationLevel: 'Serializable', readOnly: true, deferrable: true },
    )
    expect([level, readOnly, deferrable]).toEqual([
      [{ transaction_isolation: 'serializable' }],
      [{ transaction_read_only: 'on' }],
      [{ transaction_deferrable: 'on' }],
    ])
    await expect(
      client.transaction([client`insert into item (name) values ('a')`], { readOnly: true }),
    ).rejects.toMatchObject({ code: '25006' })
  })

  it('reports every field of a database error', async () => {
    await client`insert into item (name) values ('once')`
    const error = await client`insert into item (name) values ('once')`.catch((caught: unknown) => caught)
    expect(error).toMatchObject({
      name: 'NeonDbError',
      code: '23505',
      severity: 'ERROR',
      constraint: 'item_name_once',
      table: 'item',
      schema: 'public',
      detail: 'Key (name)=(once) already exists.',
    })
    const syntax = await client.query('selec 1').catch((caught: unknown) => caught)
    expect(syntax).toMatchObject({ code: '42601', position: '1' })
  })

  it('refuses a second statement in the same text', async () => {
    await expect(client.query("insert into item (name) values ('a'); drop table item")).rejects.toMatchObject({
      code: '42601',
    })
    expect(await client`select * from item`).toEqual([])
  })

  it('refuses more than 10 MiB of rows with 507, and more than 10 MiB of request with 413', async () => {
    await expect(client`select repeat('x', 11 * 1024 * 1024) as large`).rejects.toThrow('HTTP status 507')
    await expect(client`select ${'x'.repeat(11 * 1024 * 1024)} as large`).rejects.toThrow('HTTP status 413')
  })

  it('forgets the session between requests', async () => {
    await client`select set_config('app.tenant_id', '7', false)`
    await client`set statement_timeout = 1234`
    await client`create temp table leftover (a int)`
    for (let request = 0; request < 5; request++) {
      const [row] = await client`select nullif(current_setting('app.tenant_id', true), '') as tenant,
        current_setting('statement_timeout') as timeout, to_regclass('pg_temp.leftover')::text as leftover`
      expect(row).toEqual({ tenant: null, timeout: '0', leftover: null })
    }
  })

  it('connects as the role of the connection string, and refuses one that does not exist', async () => {
    const as = (user: string) => neon(database.databaseUrl.replace('postgres:postgres@', `${user}:${user}@`))
    expect(await as('visitor')`select current_user::text as who`).toEqual([{ who: 'visitor' }])
    await expect(as('visitor')`select * from item`).rejects.toMatchObject({ code: '42501' })
    await expect(as('nobody')`select 1`).rejects.toMatchObject({ code: expect.stringMatching(/^28/) })
    expect(await client`select current_user::text as who`).toEqual([{ who: 'postgres' }])
  })

  it('serves drizzle over HTTP, batches included', async () => {
    const db = drizzle({ client })
    const [inserted, all] = await db.batch([
      db
        .insert(item)
        .values([{ name: 'a' }, { name: 'b' }])
        .returning(),
      db.select({ name: item.name }).from(item).orderBy(item.name),
    ])
    expect(inserted).toHaveLength(2)
    expect(all).toEqual([{ name: 'a' }, { name: 'b' }])
    expect((await db.execute(sql`select count(*)::int as n from ${item}`)).rows).toEqual([{ n: 2 }])
  })

  it('carries an interactive transaction over a WebSocket', async () => {
    const pool = new Pool({ connectionString: database.databaseUrl, max: 1 })
    pool.on('error', () => {})
    const connection = await pool.connect()
    try {
      await connection.query('begin')
      await connection.query('insert into item (name) values ($1)', ['kept'])
      const { rows } = await connection.query('select name from item for update')
      await connection.query('commit')
      expect(rows).toEqual([{ name: 'kept' }])
      await connection.query('begin')
      await expect(connection.query("insert into item (name) values ('kept')")).rejects.toMatchObject({
        constraint: 'item_name_once',
      })
      await connection.query('rollback')
    } finally {
      connection.release()
      await pool.end()
    }
    expect(await client`select name from item`).toEqual([{ name: 'kept' }])
  })

  it('keeps simultaneous requests apart', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        client.transaction([
          client`select set_config('app.n', ${String(index)}, true)`,
          client`select current_setting('app.n') as n`,
        ]),
      ),
    )
    expect(answers.map(([, rows]) => rows?.[0]?.n)).toEqual(Array.from({ length: 20 }, (_, index) => String(index)))
  })

  it('loses an answer after the commit when told to', async () => {
    database.failNext(1, 'after')
    await expect(client`insert into item (name) values ('lost')`).rejects.toThrow('Error connecting')
    database.failNext(1, 'before')
    await expect(client`insert into item (name) values ('never')`).rejects.toThrow('Error connecting')
    expect(await client`select name from item`).toEqual([{ name: 'lost' }])
  })
})
