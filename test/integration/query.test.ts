import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '../../src/context.ts'
import { ScopedDatabase } from '../../src/db/scoped-database.ts'
import { runQuery } from '../../src/query/run-query.ts'
import { MARKER, openQueryWorld, type QueryWorld } from './query-world.ts'

describe('running a query', () => {
  let world: QueryWorld
  const ask = (query: string, ctx: Context = world.ctx) => runQuery(ctx, { query, reasoning: 'test' })

  beforeAll(async () => {
    world = await openQueryWorld()
    await ask('select 1')
  })
  afterAll(() => world.close())
  beforeEach(() => world.resetRequests())

  const withKey = async (role: string, tenant = world.tenantId): Promise<Context> => {
    const key = `key of a ${role} of ${tenant}`
    const hash = createHash('sha256').update(key).digest('hex')
    await world.admin.query(
      'insert into api_key (tenant_id, name, role, key_hash) values ($1, $2, $2, $3) on conflict do nothing',
      [tenant, role, hash],
    )
    return keyed(hash)
  }
  const keyed = (hash: string): Context => ({
    ...world.ctx,
    db: new ScopedDatabase(world.sql, { credential: { kind: 'api_key', value: hash }, surface: 'api' }),
  })

  it('answers columns, rows and their number in one round trip', async () => {
    const answer = await ask('select id, name from Organization where id = 1')
    expect(answer).toEqual({
      columns: ['id', 'name'],
      rows: [{ id: 1, name: 'Alpha Systems' }],
      row_count: 1,
      truncated: false,
    })
    expect(world.requests()).toBe(1)
  })

  it('shows everybody who reads the rows of their own tenant only', async () => {
    const count = 'select count(*) as n, min(name) as name from organization'
    for (const role of ['viewer', 'agent', 'reviewer', 'admin'])
      expect((await ask(count, await withKey(role))).rows).toEqual([
        { n: 10, name: expect.not.stringContaining(MARKER) },
      ])
    const { rows } = await ask(count, await withKey('viewer', world.otherId))
    expect(rows).toEqual([{ n: 10, name: expect.stringContaining(MARKER) }])
  })

  it('tells nobody unknown even what it refuses', async () => {
    for (const query of ['select * from api_key', 'select 1', 'nonsense'])
      await expect(ask(query, keyed('0'.repeat(64)))).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('says what was refused and why, and which tables there are', async () => {
    await expect(ask('select * from api_key')).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/api_key is not one of Account, Organization, .*Data_Provenance/),
      errors: [{ path: 'query', message: expect.stringContaining('api_key') }],
    })
    await expect(ask('delete from lead')).rejects.toMatchObject({ message: expect.stringContaining('DELETE') })
    await expect(ask("select ifnull(name, '') from organization")).rejects.toMatchObject({
      message: expect.stringContaining('coalesce'),
    })
    await expect(runQuery(world.ctx, { query: 'select 1', reasoning: ' ' })).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ path: 'reasoning', message: expect.any(String) }],
    })
  })

  it('explains what the database could not do, so that the query can be corrected', async () => {
    const message = (text: string | RegExp) => ({ code: 'invalid', message: expect.stringMatching(text) })
    await expect(ask('select nmae from organization')).rejects.toMatchObject(
      message(/Column "nmae" does not exist.*organization\.name/),
    )
    await expect(ask('select name, count(*) from organization')).rejects.toMatchObject(
      message(/must appear in the GROUP BY/),
    )
    await expect(ask('select name + 1 from organization')).rejects.toMatchObject(message(/operator/i))
    await expect(ask('select 1 / 0')).rejects.toMatchObject(message('divides by zero'))
    await expect(ask('select name from organization where id = (select id from lead)')).rejects.toMatchObject(
      message('more than one row'),
    )
  })

  it('quotes no value of a row in an error', async () => {
    for (const query of [
      'select name::int from organization',
      'select to_tsquery(name) from organization',
      'select name::jsonb from organization',
      'select name::jsonpath from organization',
      "select 'a' ~ ('(' || name) from organization",
      'select name::regconfig from organization',
      "select json_value(to_jsonb(name), 'strict $.a' error on error) from organization",
    ])
      await expect(ask(query)).rejects.toMatchObject({
        code: 'invalid',
        message: expect.not.stringMatching(/Alpha|Acme/),
      })
  })

  it('stops at a thousand rows and says so', async () => {
    const { rows, row_count, truncated } = await ask('select n from generate_series(1, 5000) n')
    expect({ rows: rows.length, row_count, truncated }).toEqual({ rows: 1000, row_count: 1000, truncated: true })
    expect((await ask('select n from generate_series(1, 1000) n')).truncated).toBe(false)
  })

  it('stops at a million bytes and says so', async () => {
    const { row_count, truncated } = await ask("select repeat('x', 9000) from generate_series(1, 1000)")
    expect(truncated).toBe(true)
    expect(row_count).toBe(111)
  })

  it('sends no row that is larger than a row may be, however well it packs', async () => {
    await world.admin.query("insert into note (tenant_id, content) values ($1, repeat('x', 30000000))", [
      world.tenantId,
    ])
    await expect(ask('select content from note where length(content) > 1000')).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('left()'),
    })
    const { rows } = await ask('select left(content, 3) as start from note where length(content) > 1000')
    expect(rows).toEqual([{ start: 'xxx' }])
    await world.admin.query('delete from note where length(content) > 1000')
  })

  it('gives up after its time and says so, and the next query is served', async () => {
    const slow =
      "select count(*) from regexp_split_to_table(repeat('a', 9999), '') a, regexp_split_to_table(repeat('a', 9999), '') b"
    await expect(runQuery(world.ctx, { query: slow, reasoning: 'test' }, { timeoutMs: 200 })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('longer than'),
    })
    expect((await ask('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  it('ends an endless recursion long before its time, and lets a long one pass', async () => {
    const count = (end: string) =>
      `with recursive t(n) as (values (1) union all select n + 1 from t ${end}) select count(*) as n from t`
    await expect(ask(count(''))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('give it an end'),
    })
    expect((await ask(count('where n < 100000'))).rows).toEqual([{ n: 100000 }])
  })

  it('does not try what the planner knows to be hopeless', async () => {
    const pairs = (table: string) => `select count(*) from ${table} a, ${table} b, ${table} c where a.id <> b.id`
    await expect(ask(pairs('generate_series(1, 99999)').replaceAll('a.id <> b.id', 'a <> b'))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('far too many rows'),
    })
    expect((await ask(pairs('organization'))).rows).toEqual([{ count: 900 }])
    expect((await ask('select a from generate_series(1, 99999) a, generate_series(1, 99999) b')).truncated).toBe(true)
  })

  it('names the columns of an empty answer, and both of two that have the same name', async () => {
    expect(await ask('select id, name from organization where false')).toEqual({
      columns: ['id', 'name'],
      rows: [],
      row_count: 0,
      truncated: false,
    })
    const { columns, rows } = await ask(
      'select o.id, l.id, l.id as id_2 from organization o, lead l where o.id = 1 and l.id = 2',
    )
    expect(columns).toEqual(['id', 'id_2', 'id_2_2'])
    expect(rows).toEqual([{ id: 1, id_2: 2, id_2_2: 2 }])
  })

  it('keeps numbers exact', async () => {
    const { rows } = await ask(
      "select 9007199254740993 as big, 0.1 as tenth, count(*) as n, 'NaN'::float8 as nan, 1e400::numeric as huge from lead",
    )
    expect(rows).toEqual([
      { big: '9007199254740993', tenth: 0.1, n: 24, nan: 'NaN', huge: expect.stringMatching(/^10+$/) },
    ])
  })

  it('leaves a number alone that looks like its own mark for the tenant', async () => {
    const { rows } = await ask('select 700000000000001 as a, count(*) as n from organization where 700000000000002 > 0')
    expect(rows).toEqual([{ a: 700000000000001, n: 10 }])
  })

  it('reads as a role that can write nothing, in a transaction that writes nothing', async () => {
    const [, , state] = await world.sql([
      world.ctx.db.opening('read'),
      { text: "select * from run_guarded_query(array['select 1'], 'crm', '[]', 1, 100, 100, 1000)", params: [] },
      {
        text: "select current_user as who, has_table_privilege('api_key', 'select') as keys, has_table_privilege('lead', 'update') as writes",
        params: [],
      },
    ])
    expect(state).toEqual([{ who: 'greenlight_reader', keys: false, writes: false }])
  })

  it('stops reading a table at once when the registry no longer names it', async () => {
    await ask('select count(*) from document')
    await world.admin.query("update reasoning set type = 'elsewhere' where table_name = 'Document'")
    await expect(ask('select count(*) from document')).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('document is not one of'),
    })
    await world.admin.query("update reasoning set type = 'crm' where table_name = 'Document'")
    expect((await ask('select count(*) as n from document')).rows).toEqual([{ n: 3 }])
    world.resetRequests()
    await ask('select count(*) from document')
    expect(world.requests()).toBe(1)
  })

  it('does not pass off an outage as a mistake in the query', async () => {
    world.failNext(1)
    await expect(ask('select 1')).rejects.toMatchObject({ code: 'unavailable' })
  })
})
