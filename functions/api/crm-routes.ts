import { createRoute, z } from '@hono/zod-openapi'
import { invalid } from '../../src/errors.ts'
import { explainFollowUp, previewFollowUps } from '../../src/followups/preview-follow-ups.ts'
import { undoCommit } from '../../src/proposals/undo-commit.ts'
import { EntityType, LeadType } from '../../src/records/entity-type.ts'
import { listRegistry } from '../../src/registry/list-registry.ts'
import { contextOf } from '../access.ts'
import { problem, problemResponse } from '../errors.ts'
import { answers, body, createApi, Id, problems, security } from './api-app.ts'

const ok = { 200: answers('Done'), ...problems }
const Days = z.coerce.number('This must be a number.').int().min(1).max(3650).optional()

const query = createRoute({
  method: 'post',
  path: '/v1/query',
  security,
  summary: 'Read the CRM with one guarded SELECT',
  request: {
    body: body(
      z.strictObject({
        query: z.string().min(1).max(20_000),
        reasoning: z.string().max(2000).default(''),
        reasoning_type: z.string().min(1).max(100).default('crm'),
      }),
    ),
  },
  responses: ok,
})
const registry = createRoute({
  method: 'get',
  path: '/v1/registry',
  security,
  summary: 'The reasoning registry of one type',
  request: { query: z.strictObject({ type: z.string().min(1).max(100).default('crm') }) },
  responses: ok,
})
const preview = createRoute({
  method: 'get',
  path: '/v1/follow-ups/preview',
  security,
  summary: 'The follow-ups that would be proposed now',
  request: {
    query: z.strictObject({
      days: Days,
      working_days: Days,
      lead_type: LeadType.optional(),
      owner: z.coerce.number().int().positive().optional(),
      limit: z.coerce.number().int().min(1).max(500).optional(),
    }),
  },
  responses: ok,
})
const explain = createRoute({
  method: 'get',
  path: '/v1/follow-ups/explain',
  security,
  summary: 'Why a lead gets a follow-up, or why not',
  request: {
    query: z.strictObject({
      lead_id: z.coerce.number('This must be the id of a lead.').int().positive(),
      days: Days,
      working_days: Days,
    }),
  },
  responses: ok,
})
const undoImport = createRoute({
  method: 'post',
  path: '/v1/imports/{id}/undo',
  security,
  summary: 'Take an import back',
  request: { params: Id },
  responses: ok,
})

const FORMATS: Record<string, 'csv' | 'json'> = {
  'text/csv': 'csv',
  'application/x-ndjson': 'json',
  'application/jsonl': 'json',
  'application/json': 'json',
  'application/jsonlines': 'json',
}

export const crmRoutes = createApi()
  .openapi(query, async (c) => {
    const ctx = await contextOf(c, 'api')
    const { query: text, reasoning, reasoning_type } = c.req.valid('json')
    const { runQuery } = await import('../../src/query/run-query.ts')
    return c.json((await runQuery(ctx, { query: text, reasoning, reasoningType: reasoning_type })) as never, 200)
  })
  .openapi(registry, async (c) => {
    return c.json(
      { data: await listRegistry(await contextOf(c, 'api'), c.req.valid('query').type), next_cursor: null } as never,
      200,
    )
  })
  .openapi(preview, async (c) =>
    c.json((await previewFollowUps(await contextOf(c, 'api'), c.req.valid('query'))) as never, 200),
  )
  .openapi(explain, async (c) => {
    const { lead_id, ...params } = c.req.valid('query')
    return c.json((await explainFollowUp(await contextOf(c, 'api'), lead_id, params)) as never, 200)
  })
  .openapi(undoImport, async (c) =>
    c.json((await undoCommit(await contextOf(c, 'api'), 'import', c.req.valid('param').id)) as never, 200),
  )

// the body is a file, not JSON of ours
crmRoutes.post('/v1/imports', async (c) => {
  const ctx = await contextOf(c, 'api')
  const type = EntityType.safeParse(c.req.query('entity_type'))
  if (!type.success)
    throw invalid('Say what kind of record the rows are.', [
      { path: 'entity_type', message: `One of ${EntityType.options.join(', ')}.` },
    ])
  const format = FORMATS[(c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '']
  if (!format)
    return problemResponse(
      problem(415, 'Not this kind of file', 'Send text/csv, or JSON lines as application/x-ndjson.'),
    )
  const { importRecords } = await import('../../src/imports/import-records.ts')
  return c.json(await importRecords(ctx, type.data, format, await c.req.text()))
})
