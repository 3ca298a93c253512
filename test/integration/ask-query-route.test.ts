import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { app } from '../../functions/app.ts'
import { MARKER, openQueryWorld, type QueryWorld } from './query-world.ts'

const roles = ['viewer', 'agent', 'reviewer', 'admin'] as const

describe('POST /v1/query', () => {
  let world: QueryWorld
  let env: Record<string, string>
  beforeAll(async () => {
    world = await openQueryWorld()
    env = {
      PUBLIC_URL: 'http://127.0.0.1',
      DATABASE_URL: world.databaseUrl,
      NEON_FETCH_ENDPOINT: world.neonUrl,
      SESSION_SECRET: 'a-secret-of-the-session-in-a-test',
      QSTASH_TOKEN: 't',
      QSTASH_CURRENT_SIGNING_KEY: 'a',
      QSTASH_NEXT_SIGNING_KEY: 'b',
      OPENAI_API_KEY: 'k',
      SERPER_API_KEY: 'k',
    }
    for (const role of roles)
      await world.admin.query('insert into api_key (tenant_id, name, role, key_hash) values ($1, $2, $2, $3)', [
        world.tenantId,
        role,
        createHash('sha256').update(keyOf(role)).digest('hex'),
      ])
  })
  afterAll(() => world.close())

  const keyOf = (role: string) => `gl_key_of_a_${role}`
  const post = async (body: unknown, role = 'viewer') => {
    const headers = { authorization: `Bearer ${keyOf(role)}`, 'content-type': 'application/json' }
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await app.request('/v1/query', { method: 'POST', headers, body: text }, env)
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, never>,
    }
  }
  const ask = (query: string, role?: string) => post({ query, reasoning: 'test' }, role)

  it('answers columns, rows, their number and whether there was more, to everybody who reads', async () => {
    for (const role of roles) {
      const { status, body } = await ask('select id, name from Organization order by id limit 1', role)
      expect(status).toBe(200)
      expect(body).toEqual({
        columns: ['id', 'name'],
        rows: [{ id: 1, name: 'Alpha Systems' }],
        row_count: 1,
        truncated: false,
      })
    }
    expect((await ask('select n from generate_series(1, 5000) n')).body).toMatchObject({
      row_count: 1000,
      truncated: true,
    })
  })

  it('refuses with 422, and says what and why', async () => {
    for (const [query, why] of [
      ['select * from api_key', /api_key is not one of/],
      ['delete from lead', /DELETE/],
      ['select 1; select 2', /Only one statement/],
      ['select $1', /\$1|parameter/i],
      ['select pg_sleep(1)', /pg_sleep/],
      ['select * from lead for update', /lock|FOR UPDATE/i],
      ['selekt 1', /not valid PostgreSQL/],
      ['select 1 / 0', /divides by zero/],
      [`select 1 -- ${'x'.repeat(11_000)}`, /longer than 10000/],
    ] as const) {
      const { status, headers, body } = await ask(query)
      expect({ query: query.slice(0, 30), status }).toEqual({ query: query.slice(0, 30), status: 422 })
      expect(headers.get('content-type')).toContain('application/problem+json')
      expect(body.detail).toMatch(why)
      expect(body).toMatchObject({ errors: [{ path: 'query', message: expect.any(String) }] })
    }
  })

  it('refuses what is no request', async () => {
    expect((await post({ query: 'select 1' })).body).toMatchObject({ status: 422, errors: [{ path: 'reasoning' }] })
    expect((await post({ query: 'select 1', reasoning: 'r', limit: 3 })).status).toBe(422)
    expect((await post({ reasoning: 'r' })).status).toBe(422)
    expect([400, 422]).toContain((await post('{"query": ')).status)
    expect((await post({ query: `select '${'x'.repeat(1_100_000)}'`, reasoning: 'r' })).status).toBe(413)
    expect((await ask('select 1', 'stranger')).status).toBe(401)
  })

  it('never answers a row, a message or a number of another tenant', async () => {
    for (const query of [
      'select * from organization',
      'select name::int from organization',
      'select max(employee_count) from organization where employee_count > 900000000',
      'select 1 / (case when employee_count > 900000000 then 0 else 1 end) from organization',
    ])
      expect(JSON.stringify((await ask(query)).body)).not.toMatch(new RegExp(`${MARKER}|9876543\\d\\d`))
  })

  it('reads a kind of registry that is named, and none that is unknown', async () => {
    const { status, body } = await post({
      query: 'select 1 from organization',
      reasoning: 'r',
      reasoning_type: 'weather',
    })
    expect({ status, detail: body.detail }).toEqual({
      status: 422,
      detail: expect.stringContaining('organization is not one of none'),
    })
  })

  it('tells an outage from a query that is wrong', async () => {
    world.failNext(1)
    const { status, headers } = await ask('select 1')
    expect(status).toBe(503)
    expect(headers.get('retry-after')).toBeTruthy()
  })
})
