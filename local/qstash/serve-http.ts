import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Broker } from './broker.ts'
import { Refusal } from './refusal.ts'
import type { ApiAnswer, Route } from './route.ts'
import { deadLetterRoutes } from './routes/dead-letter-routes.ts'
import { eventRoutes } from './routes/event-routes.ts'
import { flowControlRoutes } from './routes/flow-control-routes.ts'
import { keyRoutes } from './routes/key-routes.ts'
import { messageRoutes } from './routes/message-routes.ts'
import { publishRoutes } from './routes/publish-routes.ts'
import { queueRoutes } from './routes/queue-routes.ts'
import { scheduleRoutes } from './routes/schedule-routes.ts'
import { urlGroupRoutes } from './routes/url-group-routes.ts'

const routes: Route[] = [
  ...publishRoutes,
  ...messageRoutes,
  ...deadLetterRoutes,
  ...queueRoutes,
  ...scheduleRoutes,
  ...urlGroupRoutes,
  ...flowControlRoutes,
  ...keyRoutes,
  ...eventRoutes,
]

// room for a batch of large messages
const maxRequestBytes = 64 * 1024 * 1024

/** Serves the broker's API on 127.0.0.1; port 0 takes a free one. */
export async function serveHttp(broker: Broker, port: number): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    answerRequest(broker, request)
      .catch(answerError)
      .then((answer) => respond(response, answer))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function answerRequest(broker: Broker, request: IncomingMessage): Promise<ApiAnswer> {
  const { target, token } = readToken(request)
  if (token !== broker.token) throw new Refusal(401, 'unauthorized')
  const [path = '', search = ''] = splitOnce(target, '?')
  for (const { method, pattern, takesDestination, answer } of routes) {
    // a destination is taken as it came: decoding or parsing it would change the signature's subject
    const match = request.method === method && pattern.exec(takesDestination ? target : path)
    if (!match) continue
    return await answer(broker, {
      params: match.slice(1),
      query: new URLSearchParams(search),
      headers: readHeaders(request),
      body: await readBody(request),
      callerIp: request.socket.remoteAddress ?? '',
    })
  }
  throw new Refusal(404, `${request.method} ${path} not found`)
}

/** The token may come as a query parameter, which is then no part of the destination. */
function readToken({ url = '', headers }: IncomingMessage): { target: string; token: string | undefined } {
  const bearer = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1]
  if (bearer) return { target: url, token: bearer }
  const inQuery = /([?&])qstash_token=([^&]*)(&?)/.exec(url)
  if (!inQuery) return { target: url, token: undefined }
  const [whole, before, token, after] = inQuery
  return { target: url.replace(whole, after ? (before ?? '') : ''), token }
}

function readHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values = []]) => [name, values.join(', ')]),
  )
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > maxRequestBytes) throw new Refusal(413, 'the request is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function answerError(error: unknown): ApiAnswer {
  if (error instanceof Refusal) return { status: error.status, body: { error: error.message } }
  console.error('qstash: a request broke', error)
  return { status: 500, body: { error: 'internal error' } }
}

function respond(response: ServerResponse, { status, body }: ApiAnswer): void {
  if (body === undefined) response.writeHead(status).end()
  else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
