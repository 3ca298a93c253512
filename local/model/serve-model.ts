import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerChat } from './answer-chat.ts'
import { checkRequest } from './check-request.ts'
import { completeChat } from './complete-chat.ts'
import { countTextTokens } from './count-usage.ts'
import { dimensionsOf, embedText, encodeVector } from './embed-text.ts'
import { createFaultSource, createFaults, type Fault, type ModelFaults } from './faults.ts'
import { streamCompletion } from './stream-completion.ts'
import type { ChatRequest, Usage } from './wire.ts'

export interface ModelOptions {
  /** A free port by default. */
  port?: number
  faults?: Partial<ModelFaults>
}

export interface ModelCall {
  path: string
  body: Record<string, unknown>
  fault?: Fault
  status: number
  answer?: unknown
  usage?: Usage
}

export interface ModelServer {
  /** Ends in /v1, as OPENAI_BASE_URL does. */
  url: string
  faults: ModelFaults
  calls: () => ModelCall[]
  close: () => Promise<void>
}

const maxBodyBytes = 20_000_000
// a stack that runs for days must not keep every page it was sent
const mostCalls = 2_000

const readBody = async (request: IncomingMessage): Promise<Record<string, unknown> | undefined> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > maxBodyBytes) return undefined
    chunks.push(chunk as Buffer)
  }
  try {
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}')
    return typeof body === 'object' && body !== null ? body : undefined
  } catch {
    return undefined
  }
}

const sendJson = (response: ServerResponse, status: number, value: unknown, headers: Record<string, string> = {}) => {
  const body = JSON.stringify(value)
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(body)
}

const sendError = (
  response: ServerResponse,
  status: number,
  error: { message: string; type: string; code?: string | null; param?: string | null },
  headers: Record<string, string> = {},
) => sendJson(response, status, { error: { code: null, param: null, ...error } }, headers)

const models = ['gpt-5-mini', 'gpt-4.1-mini', 'gpt-4o-mini', 'text-embedding-3-small', 'text-embedding-3-large']

const listModels = () => ({
  object: 'list',
  data: models.map((id) => ({ id, object: 'model', created: 1_735_689_600, owned_by: 'local-rules' })),
})

const embed = (body: Record<string, unknown>) => {
  const model = String(body.model)
  const input = typeof body.input === 'string' ? [body.input] : (body.input as unknown[])
  const texts = (typeof input[0] === 'number' ? [input] : input).map((each) =>
    typeof each === 'string' ? each : JSON.stringify(each),
  )
  const dimensions = Number(body.dimensions ?? dimensionsOf(model))
  const tokens = texts.reduce((sum, text) => sum + countTextTokens(text), 0)
  return {
    object: 'list',
    model,
    data: texts.map((text, index) => {
      const vector = embedText(text, dimensions)
      return {
        object: 'embedding',
        index,
        embedding: body.encoding_format === 'base64' ? encodeVector(vector) : vector,
      }
    }),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
}

const sendStream = (response: ServerResponse, events: string[], cut: boolean) => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  for (const event of cut ? events.slice(0, Math.ceil(events.length / 2)) : events) response.write(event)
  if (cut) response.destroy()
  else response.end()
}

const sendFault = (response: ServerResponse, fault: Fault | undefined, faults: ModelFaults): number | undefined => {
  switch (fault) {
    case 'rate_limited':
      sendError(
        response,
        429,
        { message: 'Rate limit reached for requests.', type: 'requests', code: 'rate_limit_exceeded' },
        { 'retry-after': String(faults.retryAfterSeconds) },
      )
      return 429
    case 'server_error':
      sendError(response, 500, {
        message: 'The server had an error while processing your request.',
        type: 'server_error',
      })
      return 500
    case 'malformed_body':
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end('{"id":"chatcmpl-broken","choices":[{"mess')
      return 200
    default:
      return undefined
  }
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref())

const answerChatCall = async (response: ServerResponse, call: ModelCall, faults: ModelFaults) => {
  const failed = sendFault(response, call.fault, faults)
  if (failed) {
    call.status = failed
    return
  }
  const request = call.body as unknown as ChatRequest
  const complaint = checkRequest(request)
  if (complaint) {
    call.status = 400
    sendError(response, 400, { ...complaint, type: 'invalid_request_error' })
    return
  }
  if (call.fault === 'slow') await wait(faults.slowMs)
  const completion = completeChat(request, answerChat(request), call.fault)
  call.usage = completion.usage
  call.answer = completion.choices[0]?.message
  if (request.stream) {
    const events = streamCompletion(completion, request.stream_options?.include_usage === true)
    sendStream(response, events, call.fault === 'disconnect')
  } else if (call.fault === 'disconnect') response.destroy()
  else sendJson(response, 200, completion)
}

/** Serves OpenAI's chat, embeddings and models on 127.0.0.1, answering by rule from what it is sent. */
export const serveModel = async (options: ModelOptions = {}): Promise<ModelServer> => {
  const faults = createFaults(options.faults)
  const drawFault = createFaultSource(faults)
  const calls: ModelCall[] = []

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (!/^Bearer \S+/.test(request.headers.authorization ?? ''))
      return sendError(response, 401, {
        message: "You didn't provide an API key.",
        type: 'invalid_request_error',
        code: 'invalid_api_key',
      })
    if (request.method === 'GET' && pathname === '/v1/models') return sendJson(response, 200, listModels())
    const body = await readBody(request)
    if (!body)
      return sendError(response, 400, { message: 'We could not parse the JSON body.', type: 'invalid_request_error' })
    const call: ModelCall = { path: pathname, body, status: 200 }
    calls.push(call)
    if (calls.length > mostCalls) calls.shift()
    if (pathname === '/v1/embeddings') return sendJson(response, 200, embed(body))
    if (pathname === '/v1/chat/completions') {
      call.fault = drawFault()
      return await answerChatCall(response, call, faults)
    }
    call.status = 404
    return sendError(response, 404, { message: `Unknown request URL: ${pathname}.`, type: 'invalid_request_error' })
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => {
      if (response.headersSent) response.destroy()
      else sendError(response, 500, { message: error.message, type: 'server_error' })
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    faults,
    calls: () => [...calls],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
