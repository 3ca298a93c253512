import { createRoute, z } from '@hono/zod-openapi'
import { AppError, notFound } from '../../src/errors.ts'
import { decideProposals } from '../../src/proposals/decide-proposals.ts'
import { Decision, FieldChoice, MAX_DECISIONS } from '../../src/proposals/decision.ts'
import { editProposal, rebaseProposal } from '../../src/proposals/edit-proposal.ts'
import { getProposal } from '../../src/proposals/get-proposal.ts'
import { listOutcomes } from '../../src/proposals/list-outcomes.ts'
import { listProposals } from '../../src/proposals/list-proposals.ts'
import { listRefusals, revokeRefusal } from '../../src/proposals/list-refusals.ts'
import { parseProposalId } from '../../src/proposals/proposal-id.ts'
import { ProposalBody, proposeOne } from '../../src/proposals/propose-one.ts'
import { snoozeProposal } from '../../src/proposals/snooze-proposal.ts'
import { undoCommit } from '../../src/proposals/undo-commit.ts'
import { withdrawProposal } from '../../src/proposals/withdraw-proposal.ts'
import { EntityType } from '../../src/records/entity-type.ts'
import { listModelCallsBehind } from '../../src/runs/list-model-calls-behind.ts'
import { contextOf } from '../access.ts'
import { problem, problemResponse } from '../errors.ts'
import { answers, body, Cursor, createApi, Id, Limit, listOf, problems, security } from './api-app.ts'
import { presentOutcome } from './present-outcome.ts'

const Status = z.enum(['pending', 'committed', 'rejected', 'stale', 'expired', 'superseded', 'failed', 'undone'])
const Risk = z.enum(['fill', 'replace_agent', 'replace_human', 'create', 'merge', 'task'])
const Uuid = z.guid('This must be a UUID.')
const ok = { 200: answers('Done'), ...problems }
const one = { params: Id }
const post = (path: string, summary: string, schema: z.ZodType) =>
  createRoute({ method: 'post', path, security, summary, request: { params: Id, body: body(schema) }, responses: ok })

const list = createRoute({
  method: 'get',
  path: '/v1/proposals',
  security,
  summary: 'List proposals, newest first',
  request: {
    query: z.strictObject({
      status: listOf(Status),
      proposed_action: z.enum(['create', 'update', 'merge']).optional(),
      entity_type: EntityType.optional(),
      entity_id: z.coerce.number().int().positive().optional(),
      risk: listOf(Risk),
      run_id: Uuid.optional(),
      bundle_id: Uuid.optional(),
      source: z.string().max(100).optional(),
      limit: Limit,
      cursor: Cursor,
    }),
  },
  responses: { 200: answers('A page of proposals with the total of all that match'), ...problems },
})
const create = createRoute({
  method: 'post',
  path: '/v1/proposals',
  security,
  summary: 'Propose a change',
  request: { body: body(ProposalBody) },
  responses: {
    200: answers('The same question waits already, or the record says so already'),
    201: answers('The proposal'),
    ...problems,
  },
})
const get = createRoute({
  method: 'get',
  path: '/v1/proposals/{id}',
  security,
  summary: 'One proposal',
  request: one,
  responses: ok,
})
const modelCalls = createRoute({
  method: 'get',
  path: '/v1/proposals/{id}/model-calls',
  security,
  summary: 'What a model was asked, and answered, on the way to a proposal',
  request: one,
  responses: ok,
})
const edit = createRoute({
  method: 'patch',
  path: '/v1/proposals/{id}',
  security,
  summary: 'Revise what a pending proposal would write',
  request: { ...one, body: body(z.strictObject({ data: z.record(z.string(), z.unknown()) })) },
  responses: ok,
})
const withdraw = createRoute({
  method: 'delete',
  path: '/v1/proposals/{id}',
  security,
  summary: 'Withdraw a pending proposal',
  request: one,
  responses: { 204: { description: 'Withdrawn' }, ...problems },
})
const approve = post(
  '/v1/proposals/{id}/approve',
  'Approve exactly what was read',
  z.strictObject({
    content_hash: z.string('The content_hash of what you read is required.').min(1).max(200),
    fields: z.record(z.string().max(100), FieldChoice).optional(),
    note: z.string().max(5000).optional(),
  }),
)
const reject = post(
  '/v1/proposals/{id}/reject',
  'Say no; the question is not asked again',
  z.strictObject({
    reason: z.string().max(200).optional(),
    note: z.string().max(5000).optional(),
    content_hash: z.string().max(200).optional(),
  }),
)
const snooze = post(
  '/v1/proposals/{id}/snooze',
  'Hide it until a time',
  z.strictObject({
    until: z.iso.datetime({ offset: true, error: 'This must be a time such as 2026-12-01T09:00:00Z.' }),
  }),
)
const rebase = createRoute({
  method: 'post',
  path: '/v1/proposals/{id}/rebase',
  security,
  summary: 'Ask again, of the record as it is now',
  request: one,
  responses: ok,
})
const undo = createRoute({
  method: 'post',
  path: '/v1/proposals/{id}/undo',
  security,
  summary: 'Take back what was committed',
  request: one,
  responses: ok,
})
const undoBatch = createRoute({
  method: 'post',
  path: '/v1/batches/{id}/undo',
  security,
  summary: 'Take back a batch, last decision first',
  request: one,
  responses: ok,
})
const decide = createRoute({
  method: 'post',
  path: '/v1/proposals/decisions',
  security,
  summary: 'Decide up to 1,000 proposals in one call',
  request: { body: body(z.strictObject({ decisions: z.array(Decision).min(1).max(MAX_DECISIONS) })) },
  responses: { 200: answers('One outcome per decision, in order'), ...problems },
})
const refusals = createRoute({
  method: 'get',
  path: '/v1/refusals',
  security,
  summary: 'What was refused and is not asked again',
  request: { query: z.strictObject({ limit: Limit, cursor: Cursor }) },
  responses: ok,
})
const revoke = createRoute({
  method: 'delete',
  path: '/v1/refusals/{id}',
  security,
  summary: 'Let a question be asked again',
  request: one,
  responses: { 204: { description: 'Revoked' }, ...problems },
})
const confidence = createRoute({
  method: 'get',
  path: '/v1/confidence',
  security,
  summary: 'How proposals have fared, per source, entity type and field',
  responses: ok,
})

// the fixed path comes first, or its last part would be read as an id
export const proposalRoutes = createApi()
  .openapi(decide, async (c) => {
    const { decisions } = c.req.valid('json')
    const batchId = crypto.randomUUID()
    return c.json(
      { batch_id: batchId, results: await decideProposals(await contextOf(c, 'api'), decisions, batchId) } as never,
      200,
    )
  })
  .openapi(list, async (c) => {
    const { data, next_cursor, total } = await listProposals(await contextOf(c, 'api'), c.req.valid('query'))
    return c.json({ data, next_cursor, total } as never, 200)
  })
  .openapi(create, async (c) => {
    const { outcome, detail, refusal_id, proposal } = await proposeOne(await contextOf(c, 'api'), c.req.valid('json'))
    if (outcome === 'created') return c.json(proposal as never, 201, { location: `/v1/proposals/${proposal!.id}` })
    if (outcome === 'not_found') throw notFound(detail ?? 'There is no such record to change.')
    if (outcome === 'refused')
      return problemResponse(
        problem(409, 'Refused before', detail ?? 'A person has already said no to this.', { outcome, refusal_id }),
      ) as never
    return c.json((proposal ?? { outcome, detail }) as never, 200)
  })
  .openapi(get, async (c) =>
    c.json((await getProposal(await contextOf(c, 'api'), c.req.valid('param').id)) as never, 200),
  )
  .openapi(modelCalls, async (c) =>
    c.json(
      {
        data: await listModelCallsBehind(await contextOf(c, 'api'), c.req.valid('param').id),
        next_cursor: null,
      } as never,
      200,
    ),
  )
  .openapi(edit, async (c) =>
    c.json(
      (await editProposal(await contextOf(c, 'api'), c.req.valid('param').id, c.req.valid('json').data)) as never,
      200,
    ),
  )
  .openapi(withdraw, async (c) => {
    await withdrawProposal(await contextOf(c, 'api'), c.req.valid('param').id)
    return c.body(null, 204)
  })
  .openapi(approve, async (c) => {
    const { content_hash, fields, note } = c.req.valid('json') as {
      content_hash: string
      fields?: Record<string, never>
      note?: string
    }
    const decision = {
      id: c.req.valid('param').id,
      action: 'approve' as const,
      content_hash,
      ...(fields ? { fields } : {}),
      ...(note ? { note } : {}),
    }
    const [outcome] = await decideProposals(await contextOf(c, 'api'), [decision], null)
    return presentOutcome(outcome!) as never
  })
  .openapi(reject, async (c) => {
    const given = c.req.valid('json') as { reason?: string; note?: string; content_hash?: string }
    const [outcome] = await decideProposals(
      await contextOf(c, 'api'),
      [{ id: c.req.valid('param').id, action: 'reject', ...given }],
      null,
    )
    return presentOutcome(outcome!) as never
  })
  .openapi(snooze, async (c) =>
    c.json(
      (await snoozeProposal(
        await contextOf(c, 'api'),
        c.req.valid('param').id,
        (c.req.valid('json') as { until: string }).until,
      )) as never,
      200,
    ),
  )
  .openapi(rebase, async (c) =>
    c.json((await rebaseProposal(await contextOf(c, 'api'), c.req.valid('param').id)) as never, 200),
  )
  .openapi(undo, async (c) =>
    c.json(
      (await undoCommit(await contextOf(c, 'api'), 'proposal', parseProposalId(c.req.valid('param').id))) as never,
      200,
    ),
  )
  .openapi(undoBatch, async (c) =>
    c.json((await undoCommit(await contextOf(c, 'api'), 'batch', c.req.valid('param').id)) as never, 200),
  )
  .openapi(refusals, async (c) =>
    c.json((await listRefusals(await contextOf(c, 'api'), c.req.valid('query'))) as never, 200),
  )
  .openapi(revoke, async (c) => {
    const id = Number(c.req.valid('param').id)
    if (!Number.isSafeInteger(id) || id < 1) throw new AppError('not_found', 'No such refusal.')
    await revokeRefusal(await contextOf(c, 'api'), id)
    return c.body(null, 204)
  })
  .openapi(confidence, async (c) => c.json({ data: await listOutcomes(await contextOf(c, 'api')) } as never, 200))
