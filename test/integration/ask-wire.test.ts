import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createOpenAiModel } from '../../src/platform/openai-model.ts'
import { type AskWorld, openAskWorld } from './ask-world.ts'

interface Answer {
  status?: number
  headers?: Record<string, string>
  body?: unknown
  message?: Record<string, unknown>
  finish?: string
  /** Sent as a stream of server-sent events, a few characters at a time. */
  streamed?: boolean
}

/** A server that speaks OpenAI's chat wire and says what a test puts into it, one answer for each request. */
async function serveWire() {
  const wire = { answers: [] as Answer[], bodies: [] as Record<string, never>[] }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    wire.bodies.push(JSON.parse(Buffer.concat(chunks).toString()))
    const {
      status = 200,
      headers = {},
      body,
      message,
      finish = 'stop',
      streamed = false,
    } = wire.answers.shift() ?? { message: { content: '…' } }
    const choice = {
      index: 0,
      finish_reason: finish,
      message: { role: 'assistant', content: null, refusal: null, ...message },
    }
    const usage = { prompt_tokens: 1000, completion_tokens: 50, total_tokens: 1050 }
    const completion = { id: 'x', object: 'chat.completion', created: 1, model: 'gpt-5-mini', choices: [choice], usage }
    if (streamed) {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
      for (const chunk of chunksOf(completion)) response.write(`data: ${JSON.stringify(chunk)}\n\n`)
      response.end('data: [DONE]\n\n')
      return
    }
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body ?? (status === 200 ? completion : { error: { message: 'no', type: 'x' } })))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  return { wire, url, close: () => new Promise((resolve) => server.close(resolve)) }
}

interface Completion {
  choices: { finish_reason: string; message: { content?: string | null; tool_calls?: ReturnType<typeof toolCall>[] } }[]
  usage: object
}

function chunksOf({ choices: [choice], usage }: Completion) {
  const { message, finish_reason } = choice!
  const pieces = (text: string) => text.match(/[\s\S]{1,7}/g) ?? []
  const deltas = [
    { role: 'assistant' },
    ...pieces(message.content ?? '').map((content) => ({ content })),
    ...(message.tool_calls ?? []).flatMap(({ id, type, function: { name, arguments: args } }, index) => [
      { tool_calls: [{ index, id, type, function: { name, arguments: '' } }] },
      ...pieces(args).map((piece) => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
    ]),
  ]
  const chunk = { id: 'x', object: 'chat.completion.chunk', created: 1, model: 'gpt-5-mini' }
  return [
    ...deltas.map((delta) => ({ ...chunk, choices: [{ index: 0, delta, finish_reason: null }] })),
    { ...chunk, choices: [{ index: 0, delta: {}, finish_reason }] },
    { ...chunk, choices: [], usage },
  ]
}

const toolCall = (name: string, args: unknown, id = 'call_1') => ({
  id,
  type: 'function',
  function: { name, arguments: typeof args === 'string' ? args : JSON.stringify(args) },
})
const calling = (...calls: ReturnType<typeof toolCall>[]): Answer => ({
  message: { tool_calls: calls },
  finish: 'tool_calls',
})
const saying = (content: string): Answer => ({ message: { content } })
const judging = (value: Record<string, unknown> = {}) =>
  saying(JSON.stringify({ grounded: true, problems: [], bad_proposals: [], ...value }))
const find = calling(toolCall('lookup_organization', { search_query: 'northwind' }))

let world: AskWorld
let server: Awaited<ReturnType<typeof serveWire>>
beforeAll(async () => {
  world = await openAskWorld()
  server = await serveWire()
  world.work.model = createOpenAiModel({ apiKey: 'k', baseUrl: server.url, model: 'gpt-5-mini', embeddingModel: 'e' })
})
afterAll(async () => {
  await world.close()
  await server.close()
})
beforeEach(() => void Object.assign(server.wire, { answers: [], bodies: [] }))

const ask = (answers: Answer[]) => {
  server.wire.answers = answers
  return world.ask('Where is Northwind?')
}

describe('a question over the wire of OpenAI', () => {
  it('calls several tools at once, and counts tokens and cost of every call', async () => {
    const { run, events } = await ask([
      calling(
        toolCall('lookup_organization', { search_query: 'northwind' }, 'a'),
        toolCall('lookup_individual', { search_query: 'ada' }, 'b'),
      ),
      saying('Northwind Energy is in Oslo.'),
      judging(),
    ])
    expect(run).toMatchObject({ status: 'succeeded', answer: 'Northwind Energy is in Oslo.' })
    expect(run.usage).toMatchObject({ model_calls: 3, input_tokens: 3000, output_tokens: 150 })
    expect(run.usage.cost_usd).toBeGreaterThan(0)
    const spent = events.filter(({ kind }) => kind === 'model_call')
    expect(spent.map(({ input_tokens, output_tokens }) => [input_tokens, output_tokens])).toEqual([
      [1000, 50],
      [1000, 50],
      [1000, 50],
    ])
    const [first, second] = server.wire.bodies as unknown as [
      { tools: unknown[]; stream?: boolean },
      { messages: { role: string; tool_call_id?: string }[] },
    ]
    expect(first.tools).toHaveLength(14)
    expect(first.stream ?? false).toBe(false)
    expect(second.messages.flatMap(({ tool_call_id }) => tool_call_id ?? [])).toEqual(['a', 'b'])
  })

  it('understands a server that streams whatever it was asked for', async () => {
    const streamed = (answer: Answer): Answer => ({ ...answer, streamed: true })
    const { run, events } = await ask([
      streamed(
        calling(
          toolCall('lookup_organization', { search_query: 'northwind' }, 'a'),
          toolCall('lookup_organization', { search_query: 'contoso' }, 'b'),
        ),
      ),
      streamed(saying('I looked for Northwind.')),
      streamed(judging()),
    ])
    expect(run).toMatchObject({
      status: 'succeeded',
      answer: 'I looked for Northwind.',
      usage: { model_calls: 3, input_tokens: 3000, output_tokens: 150 },
    })
    expect(events.filter(({ kind }) => kind === 'tool_call')).toHaveLength(2)
  })

  it('describes every tool in the JSON Schema that servers take: an object whose properties have types', async () => {
    await ask([find, saying('Northwind Energy is in Oslo.'), judging()])
    const [{ tools }] = server.wire.bodies as unknown as [
      { tools: { function: { name: string; parameters: Record<string, unknown> } }[] },
    ]
    for (const { function: tool } of tools) {
      expect(tool.parameters).toMatchObject({ type: 'object', required: expect.any(Array) })
      for (const property of Object.values(tool.parameters.properties as Record<string, Record<string, unknown>>))
        expect(property.type ?? property.anyOf ?? property.enum, tool.name).toBeDefined()
    }
    expect(
      tools.find(({ function: tool }) => tool.name === 'propose_update')!.function.parameters.properties,
    ).toMatchObject({
      values: { type: 'object' },
      entity_id: { type: 'integer' },
    })
  })

  it.each<[string, Answer]>([
    ['a tool there is not', calling(toolCall('drop_everything', {}))],
    ['arguments that are cut off', calling(toolCall('lookup_organization', '{"search_query": "nor'))],
    ['arguments that are no object', calling(toolCall('lookup_organization', '"northwind"'))],
    ['a call without an id', calling(toolCall('lookup_organization', { search_query: 'x' }, ''))],
    ['a refusal', { message: { refusal: 'I cannot help with that.' } }],
    ['an answer cut off by its length', { message: { content: 'Northwind is' }, finish: 'length' }],
    ['an answer the filter holds back', { message: { content: '' }, finish: 'content_filter' }],
    ['an empty answer', saying('')],
  ])('survives %s', async (_, strange) => {
    const { run } = await ask([strange, find, saying('Northwind Energy is in Oslo.'), judging()])
    expect(run).toMatchObject({
      status: 'succeeded',
      answer: 'Northwind Energy is in Oslo.',
      result: { checked: true },
    })
    expect(run.usage).toMatchObject({ model_calls: 4, input_tokens: 4000 })
  })

  it('ends with a sentence where the model goes on declining', async () => {
    const { run } = await ask(Array.from({ length: 20 }, () => ({ message: { refusal: 'No.' } })))
    expect(run).toMatchObject({
      status: 'succeeded',
      answer: 'The model declined to answer.',
      result: { checked: false },
    })
    expect(server.wire.bodies).toHaveLength(3)
  })

  it('waits as long as a busy server asks for, and no run is lost', async () => {
    const startedAt = Date.now()
    const busy = { status: 429, headers: { 'retry-after': '1' } }
    const { run } = await ask([busy, find, { status: 503 }, saying('Northwind Energy is in Oslo.'), judging()])
    expect(run).toMatchObject({ status: 'succeeded', answer: 'Northwind Energy is in Oslo.' })
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1000)
  })

  it('puts the shape into words where a server knows no schemas', async () => {
    const { run } = await ask([
      find,
      saying('Northwind Energy is in Oslo.'),
      { status: 400 },
      saying('```json\n{"grounded": true, "problems": [], "bad_proposals": []}\n```'),
    ])
    expect(run).toMatchObject({ status: 'succeeded', result: { checked: true } })
    expect(server.wire.bodies.at(-1)).toMatchObject({ response_format: { type: 'json_object' } })
  })

  it.each<[string, Answer]>([
    ['in no shape', saying('Looks fine to me!')],
    ['half an answer', { message: { content: '{"grounded": true, "prob' }, finish: 'length' }],
    ['with a refusal', { message: { refusal: 'I will not judge.' } }],
  ])('lets nothing through where the judge answers %s, and counts what that cost', async (_, strange) => {
    world.work.patience = { retrySeconds: () => 1, maxAttempts: 2 }
    const { run } = await ask([find, saying('Northwind Energy is in Oslo.'), strange, strange, strange])
    world.work.patience = {}
    expect(run).toMatchObject({ status: 'failed', answer: null, usage: { model_calls: 4, input_tokens: 4000 } })
  })
})
