import { createRoute, z } from '@hono/zod-openapi'
import { notFound } from '../../src/errors.ts'
import { undoCommit } from '../../src/proposals/undo-commit.ts'
import { createRecord, editRecord } from '../../src/records/edit-record.ts'
import { EntityType } from '../../src/records/entity-type.ts'
import { getRecord } from '../../src/records/get-record.ts'
import { listRecords } from '../../src/records/list-records.ts'
import { recordHistory } from '../../src/records/record-history.ts'
import { recordProvenance } from '../../src/records/record-provenance.ts'
import { contextOf } from '../access.ts'
import { answers, body, Cursor, createApi, Limit, problems, security } from './api-app.ts'

const Type = z.object({ entity_type: z.string().max(50) })
const One = Type.extend({ id: z.string().max(30) })
const Paging = z.strictObject({ limit: Limit, cursor: Cursor })
const ok = { 200: answers('Done'), ...problems }

const list = createRoute({
  method: 'get',
  path: '/v1/records/{entity_type}',
  security,
  summary: 'Records of one kind, newest first, or what matches q best first',
  request: { params: Type, query: Paging.extend({ q: z.string().max(300).optional() }) },
  responses: ok,
})
const create = createRoute({
  method: 'post',
  path: '/v1/records/{entity_type}',
  security,
  summary: 'A record made by hand',
  request: { params: Type, body: body(z.strictObject({ values: z.record(z.string(), z.unknown()) })) },
  responses: { 201: answers('The record'), ...problems },
})
const get = createRoute({
  method: 'get',
  path: '/v1/records/{entity_type}/{id}',
  security,
  summary: 'One record; a merged one answers 308 to its survivor',
  request: { params: One },
  responses: { ...ok, 308: { description: 'It was merged' } },
})
const edit = createRoute({
  method: 'patch',
  path: '/v1/records/{entity_type}/{id}',
  security,
  summary: "A person's own edit",
  request: {
    params: One,
    body: body(
      z.strictObject({ values: z.record(z.string(), z.unknown()), row_version: z.int().positive().optional() }),
    ),
  },
  responses: ok,
})
const history = createRoute({
  method: 'get',
  path: '/v1/records/{entity_type}/{id}/history',
  security,
  summary: 'What happened to it',
  request: { params: One, query: Paging },
  responses: ok,
})
const provenance = createRoute({
  method: 'get',
  path: '/v1/records/{entity_type}/{id}/provenance',
  security,
  summary: 'Why each value is there',
  request: { params: One },
  responses: ok,
})
const undo = createRoute({
  method: 'post',
  path: '/v1/changes/{id}/undo',
  security,
  summary: 'Take one change set back: an edit, a commit, or an undo',
  request: { params: z.object({ id: z.string().max(30) }) },
  responses: ok,
})

/** Entity types as in the registry; "organization" is understood as well. @throws AppError not_found */
function typeOf(text: string): EntityType {
  const found = EntityType.options.find((type) => type.toLowerCase() === text.toLowerCase())
  if (!found) throw notFound('There is no such kind of record.')
  return found
}

export function idOf(text: string): number {
  const id = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(id) || id < 1) throw notFound('No such record.')
  return id
}

export const recordRoutes = createApi()
  .openapi(list, async (c) =>
    c.json(
      (await listRecords(
        await contextOf(c, 'api'),
        typeOf(c.req.valid('param').entity_type),
        c.req.valid('query'),
      )) as never,
      200,
    ),
  )
  .openapi(create, async (c) => {
    const type = typeOf(c.req.valid('param').entity_type)
    const { record, change_set_id } = await createRecord(await contextOf(c, 'api'), type, c.req.valid('json').values)
    return c.json({ ...record, change_set_id } as never, 201, { location: `/v1/records/${type}/${record.id}` })
  })
  .openapi(get, async (c) => {
    const type = typeOf(c.req.valid('param').entity_type)
    const found = await getRecord(await contextOf(c, 'api'), type, idOf(c.req.valid('param').id))
    if (found.kind === 'merged') return c.redirect(`/v1/records/${type}/${found.survivorId}`, 308) as never
    return c.json(found.record as never, 200)
  })
  .openapi(edit, async (c) => {
    const { entity_type, id } = c.req.valid('param')
    const { values, row_version } = c.req.valid('json')
    const { record, change_set_id } = await editRecord(
      await contextOf(c, 'api'),
      typeOf(entity_type),
      idOf(id),
      values,
      row_version,
    )
    return c.json({ ...record, change_set_id } as never, 200)
  })
  .openapi(history, async (c) => {
    const { entity_type, id } = c.req.valid('param')
    return c.json(
      (await recordHistory(await contextOf(c, 'api'), typeOf(entity_type), idOf(id), c.req.valid('query'))) as never,
      200,
    )
  })
  .openapi(provenance, async (c) => {
    const { entity_type, id } = c.req.valid('param')
    return c.json(
      {
        data: await recordProvenance(await contextOf(c, 'api'), typeOf(entity_type), idOf(id)),
        next_cursor: null,
      } as never,
      200,
    )
  })
  .openapi(undo, async (c) =>
    c.json((await undoCommit(await contextOf(c, 'api'), 'change_set', c.req.valid('param').id)) as never, 200),
  )
