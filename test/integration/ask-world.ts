import { seedRegistry } from '../../seeds/registry/seed-registry.ts'
import { askNodes } from '../../src/agent/ask/ask-nodes.ts'
import { chooseUseCase } from '../../src/agent/ask/choose-use-case.ts'
import type { ChatMessage, ChatRequest, ChatTurn, Model, StructuredRequest } from '../../src/platform/model.ts'
import { listRunEvents } from '../../src/runs/list-run-events.ts'
import type { StartRun } from '../../src/runs/start-run.ts'
import { openRunWorld } from '../support/open-run-world.ts'

const usage = { model: 'scripted', inputTokens: 100, outputTokens: 10, costUsd: 0.001, durationMs: 1 }

/** One turn of the scripted worker: an answer, tool calls, or what it makes of the conversation so far. */
export type Turn = string | Call[] | ((messages: ChatMessage[]) => string | Call[])
export type Call = { name: string; args: Record<string, unknown> | undefined; id?: string }

export const call = (name: string, args: Record<string, unknown> | undefined = {}): Call => ({ name, args })

/** A model that says what its script says: turns of the worker, then the judge and the router by their purpose. */
export function scriptedModel() {
  const script = {
    turns: [] as Turn[],
    /** What the judge finds, one entry for each answer; all is well when it has run out. */
    verdicts: [] as ({ grounded: boolean; problems?: string[]; bad_proposals?: number[] } | Error)[],
    route: { use_case: 'ask', reason: '' } as Record<string, unknown> | Error,
    chats: [] as ChatRequest[],
    asks: [] as { purpose: string; messages: ChatMessage[] }[],
    /** What the tools answered, in the order in which the model read it. */
    results: () =>
      (script.chats.at(-1)?.messages ?? []).flatMap((message) => (message.role === 'tool' ? [message.content] : [])),
    reset() {
      Object.assign(script, { turns: [], verdicts: [], route: { use_case: 'ask', reason: '' }, chats: [], asks: [] })
    },
  }
  const model: Model = {
    async ask({ purpose, schema, messages }: StructuredRequest<never>) {
      script.asks.push({ purpose, messages })
      const said = purpose === 'route' ? script.route : (script.verdicts.shift() ?? { grounded: true })
      if (said instanceof Error) throw said
      return {
        value: (schema as { parse(value: unknown): never }).parse({ problems: [], bad_proposals: [], ...said }),
        usage,
      }
    },
    async chat(request) {
      script.chats.push(request)
      const turn = script.turns.shift() ?? 'There is nothing more to say.'
      return { turn: turnOf(typeof turn === 'function' ? turn(request.messages) : turn, script.chats.length), usage }
    },
    embed: async (texts) => ({ vectors: texts.map(() => [1]), usage }),
  }
  return { script, model }
}

const turnOf = (said: string | Call[], count: number): ChatTurn =>
  typeof said === 'string'
    ? { content: said, toolCalls: [] }
    : { content: '', toolCalls: said.map((each, index) => ({ id: `c${count}_${index}`, ...each })) }

export type AskWorld = Awaited<ReturnType<typeof openAskWorld>>

/** A small CRM of two tenants and everything a run needs, with the model that a test scripts. */
export async function openAskWorld() {
  const { script, model } = scriptedModel()
  const world = await openRunWorld({ work: { model, ownNodes: [askNodes], chooseUseCase, flows: {} } })
  await seedRegistry(world.database.admin)
  const ids: Record<string, number> = {}
  const insert = async (key: string, table: string, values: Record<string, unknown>) => {
    const row = { tenant_id: world.tenantId, ...values }
    const names = Object.keys(row)
    const marks = names.map((_, index) => `$${index + 1}`)
    const text = `insert into ${table} (${names.join(', ')}) values (${marks.join(', ')}) returning id`
    ids[key] = Number((await world.query(text, Object.values(row)))[0].id)
    return ids[key]
  }
  const northwind = {
    name: 'Northwind Energy',
    website: 'https://northwind.example',
    industry: 'Energy',
    city: 'Oslo',
    employee_count: 340,
  }
  const northwindId = await insert('northwind', 'organization', northwind)
  await insert('alpha', 'organization', { name: 'Alpha Systems', website: 'https://alpha.example', city: 'Berlin' })
  await insert('alpha2', 'organization', {
    name: 'Alpha Systems GmbH',
    website: 'https://www.alpha.example',
    city: 'Berlin',
  })
  const ada = await insert('ada', 'individual', { first_name: 'Ada', last_name: 'Lindqvist', title: 'Head of Data' })
  await insert('contact', 'contact', { individual_id: ada, organization_id: northwindId, title: 'Head of Data' })
  for (const [index, status] of ['Interviewing', 'Interviewing', 'New'].entries())
    await insert(`lead${index}`, 'lead', {
      type: 'Job',
      title: `Data Engineer ${'ABC'[index]}`,
      status,
      organization_id: northwindId,
    })
  const [other] = await world.query("insert into tenant (name) values ('Zeta') returning id::int")
  await insert('foreign', 'organization', { tenant_id: other.id, name: 'Northwind Secret Holdings' })
  return {
    ...world,
    ids,
    insert,
    otherTenantId: other.id as number,
    script,
    /** A question carried through to its end, with its timeline. */
    async ask(prompt: string, input: Partial<StartRun> = {}) {
      const { id } = await world.start({ use_case: 'ask', prompt, ...input })
      const run = await world.settled(id)
      const { data: events } = await listRunEvents(world.context(), id, { limit: 500 })
      return { run, events }
    },
    proposalsOf: (runId: string) =>
      world.query(
        'select proposed_action, entity_type, entity_id::int, data, link_to, source, rationale, confidence::float8, evidence, status, risk, run_id from proposal where run_id = $1 order by created_at, id',
        [runId],
      ),
  }
}
