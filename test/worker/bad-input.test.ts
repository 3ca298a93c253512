import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Answer, callApi, callAs } from '../support/call-api.ts'

const MIB = 1024 * 1024
const UNKNOWN = '00000000-0000-4000-8000-000000000001'

let admin: pg.Client
const counts = async () => {
  const { rows } = await admin.query(
    `select (select count(*) from run) runs, (select count(*) from proposal) proposals, (select count(*) from change_set) sets,
      (select count(*) from organization) organizations, (select count(*) from refusal) refusals, (select count(*) from task) tasks`,
  )
  return rows[0]
}

beforeAll(async () => {
  admin = new pg.Client({ connectionString: inject('stack').database_url })
  await admin.connect()
})
afterAll(() => admin.end())

const expectProblem = ({ status, headers, body }: Answer, expected: number | number[]) => {
  expect([expected].flat(), JSON.stringify(body)).toContain(status)
  expect(headers.get('content-type')).toContain('application/problem+json')
  expect(body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) })
  expect(JSON.stringify(body)).not.toMatch(/select .+ from|insert into|postgres|\.ts:\d|\n\s+at /i)
}

describe('bad input is named and writes nothing', () => {
  const cases: [name: string, path: string, method: string, body: unknown, fieldPath: RegExp][] = [
    ['an unknown use case', '/v1/runs', 'POST', { use_case: 'everything' }, /use_case/],
    ['a prompt that is a number', '/v1/runs', 'POST', { prompt: 7 }, /prompt/],
    ['an empty prompt', '/v1/runs', 'POST', { prompt: '   ' }, /prompt/],
    ['no prompt for a question', '/v1/runs', 'POST', { use_case: 'ask' }, /prompt/],
    ['neither use case nor prompt', '/v1/runs', 'POST', {}, /prompt/],
    ['an unknown field', '/v1/runs', 'POST', { use_case: 'ask', prompt: 'x', colour: 'red' }, /colour/],
    ['days that are words', '/v1/runs', 'POST', { use_case: 'follow_ups', params: { days: 'many' } }, /days/],
    ['a negative budget', '/v1/runs', 'POST', { use_case: 'follow_ups', budget: { pages: -1 } }, /budget\.pages/],
    [
      'an unknown action',
      '/v1/proposals',
      'POST',
      { proposed_action: 'delete', entity_type: 'Task', data: {} },
      /proposed_action/,
    ],
    [
      'an unknown kind of record',
      '/v1/proposals',
      'POST',
      { proposed_action: 'create', entity_type: 'Robot', data: {} },
      /entity_type/,
    ],
    [
      'a field no record has',
      '/v1/proposals',
      'POST',
      { proposed_action: 'create', entity_type: 'Organization', data: { name: 'X', owner: 'me' } },
      /owner/,
    ],
    [
      'an update of nothing',
      '/v1/proposals',
      'POST',
      { proposed_action: 'update', entity_type: 'Organization', data: { name: 'X' } },
      /entity_id/,
    ],
    [
      'a website that runs',
      '/v1/proposals',
      'POST',
      { proposed_action: 'create', entity_type: 'Organization', data: { name: 'X', website: 'javascript:alert(1)' } },
      /website/,
    ],
    [
      'a confidence of 140 %',
      '/v1/proposals',
      'POST',
      { proposed_action: 'create', entity_type: 'Organization', data: { name: 'X' }, confidence: 1.4 },
      /confidence/,
    ],
    [
      'a merge into itself',
      '/v1/proposals',
      'POST',
      { proposed_action: 'merge', entity_type: 'Organization', data: { survivor_id: 1, loser_ids: [1] } },
      /loser_ids|data/,
    ],
    ['an approval of nothing that was read', `/v1/proposals/${UNKNOWN}/approve`, 'POST', {}, /content_hash/],
    ['a time that is none', `/v1/proposals/${UNKNOWN}/snooze`, 'POST', { until: 'tomorrow' }, /until/],
    ['decisions that are none', '/v1/proposals/decisions', 'POST', { decisions: 'all' }, /decisions/],
    [
      'more decisions than a batch holds',
      '/v1/proposals/decisions',
      'POST',
      { decisions: Array(1001).fill({ id: UNKNOWN, action: 'reject' }) },
      /decisions/,
    ],
    ['a query that is no text', '/v1/query', 'POST', { query: ['select 1'] }, /query/],
    ['values that are none', '/v1/records/Organization/1', 'PATCH', { values: 'name' }, /values/],
  ]

  test.each(cases)('%s', async (_, path, method, body, fieldPath) => {
    const before = await counts()
    const answer = await callAs('admin')(path, { method, body })
    expectProblem(answer, 422)
    const { errors } = answer.body as { errors: { path: string; message: string }[] }
    expect(errors.map((error) => error.path).join(' ')).toMatch(fieldPath)
    expect(errors.every(({ message }) => message.length > 0)).toBe(true)
    expect(await counts()).toEqual(before)
  })

  test.each([
    ['GET', '/v1/proposals?limit=0', /limit/],
    ['GET', '/v1/proposals?statuss=pending', /statuss/],
    ['GET', '/v1/records/Organization?query=acme', /query/],
    ['GET', '/v1/proposals?limit=201', /limit/],
    ['GET', '/v1/proposals?status=asleep', /status/],
    ['GET', '/v1/proposals?cursor=!!', /cursor/],
    ['GET', '/v1/runs?cursor=eyJ4IjoxfQ', /cursor/],
    ['GET', '/v1/follow-ups/preview?days=soon', /days/],
    ['GET', '/v1/follow-ups/explain', /lead_id/],
  ] as const)('%s %s names the parameter', async (method, path, fieldPath) => {
    const answer = await callAs('admin')(path, { method })
    expectProblem(answer, 422)
    expect(answer.body.errors[0].path).toMatch(fieldPath)
  })

  test('what is not JSON, not said to be JSON, or not there', async () => {
    const call = callAs('admin')
    expectProblem(await call('/v1/runs', { body: '{"use_case": ' }), 400)
    expectProblem(await call('/v1/runs', { body: 'use_case=ask', headers: { 'content-type': 'text/plain' } }), 415)
    expectProblem(await call('/v1/runs', { method: 'POST' }), 400)
    expectProblem(await call('/v1/runs', { body: '[]' }), 422)
    expectProblem(await call('/v1/runs', { body: 'null' }), 422)
  })

  test('a body that is too large is refused before it is read', async () => {
    const before = await counts()
    const answer = await callAs('admin')('/v1/runs', { body: { prompt: 'x'.repeat(1.5 * MIB) } })
    expectProblem(answer, 413)
    expect(await counts()).toEqual(before)
  })

  test('ids that are none, or of nothing, are not found', async () => {
    const call = callAs('admin')
    for (const path of [
      '/v1/runs/none',
      `/v1/runs/${UNKNOWN}`,
      '/v1/proposals/%00',
      '/v1/proposals/1%27%20or%201%3D1',
      `/v1/proposals/${UNKNOWN}`,
      '/v1/records/Organization/none',
      '/v1/records/Organization/99999999999999999999',
      '/v1/records/Robot/1',
      '/v1/records/Organization/999999999',
      '/v1/nothing',
    ])
      expectProblem(await call(path), 404)
    expectProblem(await call(`/v1/batches/${UNKNOWN}/undo`, { method: 'POST' }), 404)
    expectProblem(await call('/v1/batches/none/undo', { method: 'POST' }), 404)
  })

  test('a query that would write is refused with what and why', async () => {
    const answer = await callAs('viewer')('/v1/query', {
      body: { query: 'delete from organization', reasoning: 'test' },
    })
    expectProblem(answer, 422)
    expect(answer.body.detail).toMatch(/SELECT/i)
  })

  test('an import with wrong rows says which, and puts in none of those', async () => {
    const name = `Import ${crypto.randomUUID()}`
    const { status, body } = await callAs('admin')('/v1/imports?entity_type=Organization', {
      body: `name,website,employee_count\n${name},https://import.example,12\n,https://x.example,3\nBad count ${name},,many\n`,
      headers: { 'content-type': 'text/csv' },
    })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({
      inserted: 1,
      errors: [
        { row: 2, path: 'name' },
        { row: 3, path: 'employee_count' },
      ],
    })
    expectProblem(
      await callAs('admin')('/v1/imports?entity_type=Robot', {
        body: 'name\nx',
        headers: { 'content-type': 'text/csv' },
      }),
      422,
    )
    expectProblem(
      await callAs('admin')('/v1/imports?entity_type=Organization', {
        body: '<xml/>',
        headers: { 'content-type': 'text/xml' },
      }),
      415,
    )
  })

  test('deliveries that QStash did not sign do nothing', async () => {
    const before = await counts()
    for (const path of ['/qstash/steps', '/qstash/research', '/qstash/failures']) {
      const body = { tenant_id: 1, run_id: UNKNOWN, outbox_id: UNKNOWN }
      const unsigned = await callApi(inject('stack').url, undefined)(path, { body })
      expect([401, 403], path).toContain(unsigned.status)
      const forged = await callApi(inject('stack').url, undefined)(path, {
        body,
        headers: { 'upstash-signature': 'eyJhbGciOiJub25lIn0.e30.' },
      })
      expect([401, 403], path).toContain(forged.status)
    }
    expect(await counts()).toEqual(before)
  })

  test('another method, and another origin’s form', async () => {
    expectProblem(await callAs('admin')('/v1/runs', { method: 'DELETE' }), [404, 405])
    const form = await fetch(`${inject('stack').url}/inbox/decisions`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: 'https://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'batch=safe',
    })
    expect(form.status).toBe(403)
  })
})
