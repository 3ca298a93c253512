import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Client, Receiver } from '@upstash/qstash'
import { type QstashOptions, type QstashServer, serveQstash } from '../../local/qstash/serve-qstash.ts'

export type Delivery = {
  method: string
  /** path and query, as they came */
  path: string
  headers: IncomingHttpHeaders
  body: string
}

export type Reply = { status?: number; headers?: Record<string, string>; body?: string }
export type Destination = Awaited<ReturnType<typeof openDestination>>
export type QstashWorld = Awaited<ReturnType<typeof openQstashWorld>>

export const secrets = { token: 'token-of-a-test', currentSigningKey: 'sig_current', nextSigningKey: 'sig_next' }

let schemas = 0

/** A broker of the test's own in a schema of its own, a destination, and the official client and receiver for them. */
export async function openQstashWorld(databaseUrl: string, options: Partial<QstashOptions> = {}) {
  const started = { databaseUrl, ...secrets, timeScale: 0.001, schema: `qstash_${++schemas}`, ...options }
  const destination = await openDestination()
  const brokers: QstashServer[] = [await serveQstash(started)]
  const broker = () => brokers.at(-1)!
  return {
    broker,
    destination,
    schema: started.schema,
    client: () => clientOf(broker().url),
    /** A broker on the rows of the one before, which the caller has stopped. */
    async restart(changed: Partial<QstashOptions> = {}) {
      brokers.push(await serveQstash({ ...started, ...changed }))
    },
    async close() {
      await broker().close()
      await destination.close()
    },
  }
}

export function clientOf(baseUrl: string): Client {
  return new Client({ baseUrl, token: secrets.token, devMode: false, retry: false })
}

export const receiver = new Receiver({ ...secrets, devMode: false })

/** An HTTP server that keeps what it is sent and answers as the test says: 200 unless told. */
async function openDestination() {
  const deliveries: Delivery[] = []
  let reply: (delivery: Delivery, nth: number) => Reply | Promise<Reply> = () => ({})
  let watchers: (() => void)[] = []
  const server = createServer(async (request, response) => {
    const delivery = await readDelivery(request)
    const nth = deliveries.push(delivery) - 1
    for (const tell of watchers.splice(0)) tell()
    const { status = 200, headers = {}, body = '' } = await reply(delivery, nth)
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    deliveries,
    at: (path: string) => deliveries.filter((delivery) => delivery.path.split('?')[0] === path),
    bodies: () => deliveries.map(({ body }) => body),
    answer(with_: typeof reply) {
      reply = with_
    },
    async received(count: number) {
      while (deliveries.length < count) await new Promise<void>((resolve) => watchers.push(resolve))
      return deliveries
    },
    async close() {
      watchers = []
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function readDelivery(request: IncomingMessage): Promise<Delivery> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return {
    method: request.method!,
    path: request.url!,
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

/** A latch for handlers that must not answer yet. */
export function createGate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open: () => open(), opened }
}
