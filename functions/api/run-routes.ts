import { createRoute, z } from '@hono/zod-openapi'
import { cancelRun } from '../../src/runs/cancel-run.ts'
import { getRun } from '../../src/runs/get-run.ts'
import { listRuns } from '../../src/runs/list-runs.ts'
import { resumeRun } from '../../src/runs/resume-run.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { Budget, UseCase } from '../../src/runs/use-case.ts'
import { contextOf } from '../access.ts'
import { answers, body, Cursor, createApi, Id, Limit, problems, security } from './api-app.ts'
import { presentEvents } from './run-events.ts'

const StartRunBody = z.strictObject({
  use_case: UseCase.nullish(),
  prompt: z.string().trim().min(1).max(4000).nullish(),
  params: z.record(z.string(), z.unknown()).nullish(),
  reasoning_type: z.string().min(1).max(100).nullish(),
  budget: Budget.nullish(),
})
const Status = z.enum(['queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled'])

const start = createRoute({
  method: 'post',
  path: '/v1/runs',
  security,
  summary: 'Start a run',
  request: {
    body: body(StartRunBody),
    headers: z.object({ 'idempotency-key': z.string().min(1).max(255).optional() }),
  },
  responses: { 202: answers('The run, queued'), ...problems },
})
const list = createRoute({
  method: 'get',
  path: '/v1/runs',
  security,
  summary: 'List runs, newest first',
  request: {
    query: z.strictObject({ use_case: UseCase.optional(), status: Status.optional(), limit: Limit, cursor: Cursor }),
  },
  responses: { 200: answers('A page of runs'), ...problems },
})
const get = createRoute({
  method: 'get',
  path: '/v1/runs/{id}',
  security,
  summary: 'One run',
  request: { params: Id },
  responses: { 200: answers('The run'), ...problems },
})
const events = createRoute({
  method: 'get',
  path: '/v1/runs/{id}/events',
  security,
  summary: 'The timeline: server-sent events, or a list for Accept: application/json',
  request: {
    params: Id,
    query: z.strictObject({
      after: z.coerce.number().int().min(0).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
    }),
  },
  responses: { 200: answers('Events, oldest first'), ...problems },
})
const cancel = createRoute({
  method: 'post',
  path: '/v1/runs/{id}/cancel',
  security,
  summary: 'Cancel a run',
  request: { params: Id },
  responses: { 200: answers('The run'), ...problems },
})
const resume = createRoute({
  method: 'post',
  path: '/v1/runs/{id}/resume',
  security,
  summary: 'Go on: with a larger budget, or with what a person has confirmed',
  request: { params: Id, body: body(z.strictObject({ budget: Budget.optional(), confirmed: z.unknown().optional() })) },
  responses: { 202: answers('The run'), ...problems },
})

export const runRoutes = createApi()
  .openapi(start, async (c) => {
    const ctx = await contextOf(c, 'api')
    const run = await startRun(ctx, { ...c.req.valid('json'), idempotency_key: c.req.header('idempotency-key') })
    return c.json(run as never, 202, { location: `/v1/runs/${run.id}` })
  })
  .openapi(list, async (c) => c.json((await listRuns(await contextOf(c, 'api'), c.req.valid('query'))) as never, 200))
  .openapi(get, async (c) => c.json((await getRun(await contextOf(c, 'api'), c.req.valid('param').id)) as never, 200))
  .openapi(
    events,
    async (c) =>
      (await presentEvents(c, await contextOf(c, 'api'), c.req.valid('param').id, c.req.valid('query'))) as never,
  )
  .openapi(cancel, async (c) =>
    c.json((await cancelRun(await contextOf(c, 'api'), c.req.valid('param').id)) as never, 200),
  )
  .openapi(resume, async (c) =>
    c.json((await resumeRun(await contextOf(c, 'api'), c.req.valid('param').id, c.req.valid('json'))) as never, 202),
  )
