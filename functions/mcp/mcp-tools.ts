import { z } from 'zod'
import type { Context } from '../../src/context.ts'
import { listProposals } from '../../src/proposals/list-proposals.ts'
import { ProposalBody, proposeOne } from '../../src/proposals/propose-one.ts'
import { EntityType } from '../../src/records/entity-type.ts'
import { getRecord } from '../../src/records/get-record.ts'
import { listRecords } from '../../src/records/list-records.ts'
import { getRun } from '../../src/runs/get-run.ts'
import { type RunContext, StartRun, startRun } from '../../src/runs/start-run.ts'

interface McpTool {
  name: string
  description: string
  effect: 'read' | 'propose'
  parameters: z.ZodObject
  run(args: never, ctx: RunContext): Promise<object>
}

const tool = <S extends z.ZodObject>(spec: {
  name: string
  description: string
  effect: McpTool['effect']
  parameters: S
  run(args: z.infer<S>, ctx: RunContext): Promise<object>
}): McpTool => spec as unknown as McpTool

/** What an assistant may do here: read, start research, propose. Deciding is a person's. */
export const mcpTools: McpTool[] = [
  tool({
    name: 'search_records',
    description: 'Find records of one kind by name, e-mail address, domain or phone number; best matches first.',
    effect: 'read',
    parameters: z.object({
      entity_type: EntityType,
      search_query: z.string().max(300).optional(),
      limit: z.int().min(1).max(50).default(10),
    }),
    run: async ({ entity_type, search_query, limit }, ctx) => listRecords(ctx, entity_type, { q: search_query, limit }),
  }),
  tool({
    name: 'get_record',
    description: 'Read one record by its kind and id.',
    effect: 'read',
    parameters: z.object({ entity_type: EntityType, id: z.int().positive() }),
    run: ({ entity_type, id }, ctx) => getRecord(ctx, entity_type, id),
  }),
  tool({
    name: 'query_crm',
    description: 'Run one read-only PostgreSQL SELECT over the tables of the registry; a refusal says what to change.',
    effect: 'read',
    parameters: z.object({ query: z.string().min(1).max(20_000), reasoning: z.string().max(2000).default('') }),
    run: async (args, ctx) => {
      const { runQuery } = await import('../../src/query/run-query.ts')
      return runQuery(ctx, args)
    },
  }),
  tool({
    name: 'describe_schema',
    description: 'The tables and columns that query_crm may read.',
    effect: 'read',
    parameters: z.object({ reasoning_type: z.string().max(100).default('crm') }),
    run: ({ reasoning_type }, ctx) => describe(ctx, reasoning_type),
  }),
  tool({
    name: 'list_proposals',
    description: 'What waits for a person’s decision.',
    effect: 'read',
    parameters: z.object({ limit: z.int().min(1).max(50).default(20), cursor: z.string().max(1000).optional() }),
    run: async ({ limit, cursor }, ctx) => {
      const { data, next_cursor, total } = await listProposals(ctx, { status: ['pending', 'stale'], limit, cursor })
      return { data, next_cursor, total }
    },
  }),
  tool({
    name: 'propose_change',
    description: 'Propose to create, update or merge records. A person decides; nothing changes before.',
    effect: 'propose',
    parameters: ProposalBody,
    run: (args, ctx) => proposeOne(ctx, args),
  }),
  tool({
    name: 'start_run',
    description: 'Start research: similar leads, contacts, follow-ups, duplicates, or a question in plain words.',
    effect: 'propose',
    parameters: StartRun.omit({ idempotency_key: true }),
    run: (args, ctx) => startRun(ctx, args),
  }),
  tool({
    name: 'get_run',
    description: 'How far a run is, and what it found.',
    effect: 'read',
    parameters: z.object({ id: z.string().max(100) }),
    run: ({ id }, ctx) => getRun(ctx, id),
  }),
]

async function describe(ctx: Context, type: string): Promise<object> {
  const [{ getReasoningSchema }, { formatSchemaContext }] = await Promise.all([
    import('../../src/registry/get-reasoning-schema.ts'),
    import('../../src/registry/format-schema-context.ts'),
  ])
  return { schema: formatSchemaContext(await getReasoningSchema(ctx, type)) }
}
