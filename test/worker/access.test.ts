import { beforeAll, describe, expect, inject, test } from 'vitest'
import { type Answer, callApi, callAs } from '../support/call-api.ts'

interface Operation {
  method: string
  path: string
}

const PUBLIC = ['/openapi.json', '/docs', '/healthz']
/** What only people may do: CONTRACTS.md, "agent ... can never decide, undo or import". */
const PEOPLE_ONLY = /\/(?:approve|reject|snooze|decisions|undo)$|^\/v1\/imports|^\/v1\/refusals\/|^\/v1\/records\//

let operations: Operation[]

beforeAll(async () => {
  const { body } = await callApi(inject('stack').url, undefined)('/openapi.json')
  operations = Object.entries(body.paths as Record<string, object>).flatMap(([path, item]) =>
    Object.keys(item).map((method) => ({ method: method.toUpperCase(), path })),
  )
})

const filled = (path: string) =>
  path.replace('{entity_type}', 'Organization').replace(/\{[a-z_]+\}/g, '00000000-0000-4000-8000-000000000001')

const knock = (call: ReturnType<typeof callApi>, { method, path }: Operation): Promise<Answer> =>
  call(filled(path), { method, ...(method === 'GET' || method === 'DELETE' ? {} : { body: {} }) })

const expectProblem = ({ headers, body }: Answer, status: number) => {
  expect(headers.get('content-type')).toContain('application/problem+json')
  expect(body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) })
}

describe('who may do what', () => {
  test('the list of routes is the contract’s', () => {
    const known = operations.map(({ method, path }) => `${method} ${path}`)
    for (const needed of [
      'POST /v1/runs',
      'GET /v1/runs/{id}/events',
      'POST /v1/proposals/{id}/approve',
      'POST /v1/proposals/decisions',
      'POST /v1/batches/{id}/undo',
      'GET /v1/records/{entity_type}/{id}/provenance',
      'POST /v1/query',
      'GET /v1/follow-ups/preview',
    ])
      expect(known).toContain(needed)
  })

  test('without a key, and with a wrong one, every route says so and nothing else', async () => {
    for (const key of [undefined, 'not-a-key-of-anybody'])
      for (const operation of operations.filter(({ path }) => !PUBLIC.includes(path))) {
        const answer = await knock(callApi(inject('stack').url, key), operation)
        // a body that is not valid may be told before anybody is asked who they are
        expect([401, 422, 404], `${operation.method} ${operation.path}`).toContain(answer.status)
        expectProblem(answer, answer.status)
      }
  })

  test('an agent’s key can decide, undo, edit or import nothing: every such route answers 403', async () => {
    const agent = callAs('agent')
    const { data } = (await agent('/v1/proposals?limit=1')).body
    expect(data).toBeInstanceOf(Array)
    const bodies: Record<string, unknown> = {
      approve: { content_hash: 'x' },
      reject: {},
      snooze: { until: new Date(Date.now() + 86_400_000).toISOString() },
      decisions: { decisions: [{ id: '00000000-0000-4000-8000-000000000001', action: 'reject' }] },
    }
    const forPeople = operations.filter(
      ({ method, path }) => method !== 'GET' && (PEOPLE_ONLY.test(path) || path.endsWith('/undo')),
    )
    expect(forPeople.length).toBeGreaterThan(7)
    for (const { method, path } of forPeople) {
      const target = filled(path)
        .replace('/Organization/00000000-0000-4000-8000-000000000001', '/Organization/1')
        .replace(/\/(refusals|changes)\/00000000-0000-4000-8000-000000000001/, '/$1/1')
      const body = bodies[path.split('/').at(-1)!] ?? { values: { name: 'Changed by an agent' } }
      const answer = await agent(target, { method, ...(method === 'DELETE' ? {} : { body }) })
      expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBe(403)
      expectProblem(answer, 403)
    }
    const imported = await agent('/v1/imports?entity_type=Organization', {
      body: 'name\nAn import',
      headers: { 'content-type': 'text/csv' },
    })
    expect(imported.status).toBe(403)
  })

  test('a viewer reads and starts nothing; a reviewer does not administer', async () => {
    const viewer = callAs('viewer')
    expect((await viewer('/v1/records/Organization')).status).toBe(200)
    expect(
      (await viewer('/v1/query', { body: { query: 'select count(*) from organization', reasoning: 'count' } })).status,
    ).toBe(200)
    expect((await viewer('/v1/runs', { body: { use_case: 'follow_ups' } })).status).toBe(403)
    expect((await viewer('/v1/proposals', { body: task() })).status).toBe(403)
    const reviewer = callAs('reviewer')
    const imported = await reviewer('/v1/imports?entity_type=Organization', {
      body: 'name\nAn import',
      headers: { 'content-type': 'text/csv' },
    })
    expect(imported.status).toBe(403)
  })

  test('what belongs to another tenant is not there', async () => {
    const mine = callAs('admin')
    const theirs = callAs('admin', 1)
    const run = (await mine('/v1/runs', { body: { use_case: 'follow_ups' } })).body
    const proposal = (await callAs('agent')('/v1/proposals', { body: task() })).body
    const organization = ((await mine('/v1/records/Organization?limit=1')).body.data as { id: number }[])[0]!
    for (const path of [
      `/v1/runs/${run.id}`,
      `/v1/runs/${run.id}/events`,
      `/v1/proposals/${proposal.id}`,
      `/v1/records/Organization/${organization.id}`,
      `/v1/records/Organization/${organization.id}/history`,
      `/v1/records/Organization/${organization.id}/provenance`,
      `/v1/follow-ups/explain?lead_id=1`,
    ]) {
      expect((await mine(path)).status, path).toBe(200)
      const answer = await theirs(path)
      expect(answer.status, path).toBe(404)
      expectProblem(answer, 404)
    }
    const writes: [string, unknown][] = [
      [`/v1/runs/${run.id}/cancel`, undefined],
      [`/v1/proposals/${proposal.id}/approve`, { content_hash: proposal.content_hash }],
      [`/v1/proposals/${proposal.id}/reject`, {}],
      [`/v1/proposals/${proposal.id}/undo`, undefined],
    ]
    for (const [path, body] of writes) {
      const answer = await theirs(path, { method: 'POST', ...(body ? { body } : {}) })
      expect(answer.status, path).toBe(404)
    }
    expect((await mine(`/v1/proposals/${proposal.id}`)).body).toMatchObject({ status: 'pending' })
  })
})

const task = () => ({
  proposed_action: 'create',
  entity_type: 'Task',
  data: { title: `Call ${crypto.randomUUID()}`, due_date: '2030-01-01' },
})
