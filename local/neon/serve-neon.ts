import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { WebSocketServer } from 'ws'
import { createDatabasePools, type DatabasePools, parseLogin } from './database-pools.ts'
import {
  knownIsolation,
  MAX_BYTES,
  parsePayload,
  ResponseTooLarge,
  runSqlRequest,
  type SqlOptions,
} from './run-sql-request.ts'
import { isDatabaseError, presentSqlError } from './sql-error.ts'
import { tunnelSocket } from './tunnel-socket.ts'

// TCP, TLS 1.3 and the upgrade come before a socket's first byte; requests go over connections that a runtime keeps
const HANDSHAKE_ROUND_TRIPS = 3

/** How a request is lost: before it reached the database, or after it committed and before the answer arrived. */
export type Fault = 'before' | 'after'

export interface NeonOptions {
  backend: { databaseUrl: string; kind: 'pglite' | 'native' | 'external' }
  port?: number
  roundTripMs?: number
}

export type NeonEndpoint = Awaited<ReturnType<typeof serveNeon>>

/**
 * Speaks Neon's wire in front of any Postgres: `POST /sql` (one request, one round trip) and `/v2` (WebSocket).
 * Rejects with the system's error when the port is taken.
 */
export async function serveNeon({ backend, port = 0, roundTripMs = 0 }: NeonOptions) {
  const { hostname: host, port: databasePort } = new URL(backend.databaseUrl)
  const address = { host, port: Number(databasePort || 5432) }
  // PGlite answers one message after the other
  const isPipelined = backend.kind === 'native'
  const pools = createDatabasePools({ ...address, connections: 40, pipeline: isPipelined })
  const resetText = sessionReset(backend.kind)
  const state = { roundTripMs, requests: 0, socketRoundTrips: 0, faults: [] as Fault[] }

  const server = createServer(async (request, response) => {
    if (request.method !== 'POST' || request.url?.split('?')[0] !== '/sql') {
      return answer(response, 404, { message: 'not found' })
    }
    state.requests++
    const fault = state.faults.shift()
    if (state.roundTripMs > 0) await delay(state.roundTripMs)
    if (fault === 'before') return request.socket.destroy()
    const { status, body } = await runRequest(request, pools, { resetText, isPipelined })
    if (fault === 'after') return request.socket.destroy()
    answer(response, status, body)
  })

  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  server.on('upgrade', async (request, socket, head) => {
    if (request.url?.split('?')[0] !== '/v2') return socket.destroy()
    state.socketRoundTrips += HANDSHAKE_ROUND_TRIPS
    if (state.roundTripMs > 0) await delay(state.roundTripMs * HANDSHAKE_ROUND_TRIPS)
    sockets.handleUpgrade(request, socket, head, (upgraded) =>
      tunnelSocket(upgraded, {
        ...address,
        roundTripMs: () => state.roundTripMs,
        onRoundTrip: () => state.socketRoundTrips++,
      }),
    )
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const bound = (server.address() as AddressInfo).port

  return {
    /** Where `neonConfig.fetchEndpoint` and NEON_FETCH_ENDPOINT point. */
    url: `http://127.0.0.1:${bound}/sql`,
    /** What `neonConfig.wsProxy` answers. */
    wsHost: `127.0.0.1:${bound}/v2`,
    requests: () => state.requests,
    socketRoundTrips: () => state.socketRoundTrips,
    resetRequests: () => {
      state.requests = 0
      state.socketRoundTrips = 0
    },
    setRoundTrip: (ms: number) => {
      state.roundTripMs = ms
    },
    /** Loses the next `count` requests by cutting the connection. */
    failNext: (count = 1, fault: Fault = 'before') => {
      for (let index = 0; index < count; index++) state.faults.push(fault)
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await pools.close()
    },
  }
}

interface Answer {
  status: number
  body: unknown
}

async function runRequest(
  request: IncomingMessage,
  pools: DatabasePools,
  { resetText, isPipelined }: { resetText: string; isPipelined: boolean },
): Promise<Answer> {
  const login = parseLogin(request.headers['neon-connection-string'])
  if (!login) return failure(400, 'invalid or missing Neon-Connection-String header')
  const options = { ...parseOptions(request), isPipelined }
  if (!knownIsolation(options.isolation)) return failure(400, 'invalid isolation level')
  const text = await readBody(request)
  if (text === undefined) return failure(413, `request is too large (max is ${MAX_BYTES} bytes)`)

  let payload: ReturnType<typeof parsePayload>
  try {
    payload = parsePayload(text)
  } catch (error) {
    return failure(400, `could not parse the request body: ${(error as Error).message}`)
  }

  let client: pg.PoolClient
  try {
    client = await pools.connect(login)
  } catch (error) {
    return { status: isDatabaseError(error) ? 400 : 500, body: presentSqlError(error) }
  }
  try {
    const body = await runSqlRequest(client, payload, options)
    returnClean(client, resetText)
    return { status: 200, body }
  } catch (error) {
    // Neon throws the connection away after a failed statement; a session in an unknown state must not be reused
    client.release(true)
    if (error instanceof ResponseTooLarge) return failure(507, error.message)
    return { status: isDatabaseError(error) ? 400 : 500, body: presentSqlError(error) }
  }
}

const failure = (status: number, message: string): Answer => ({ status, body: presentSqlError(new Error(message)) })

function parseOptions({ headers }: IncomingMessage): Omit<SqlOptions, 'isPipelined'> {
  return {
    rawText: headers['neon-raw-text-output'] === 'true',
    arrayMode: headers['neon-array-mode'] === 'true',
    isolation: headers['neon-batch-isolation-level'] as string | undefined,
    readOnly: headers['neon-batch-read-only'] === 'true',
    deferrable: headers['neon-batch-deferrable'] === 'true',
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= MAX_BYTES) chunks.push(chunk)
  }
  return size > MAX_BYTES ? undefined : Buffer.concat(chunks).toString('utf8')
}

function answer(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
  response.end(JSON.stringify(body))
}

/** What Neon's proxy runs before a connection serves the next request: nothing of a session survives. */
function sessionReset(kind: NeonOptions['backend']['kind']): string {
  const common = ['ROLLBACK', 'CLOSE ALL', 'RESET ALL', 'UNLISTEN *', 'SELECT pg_advisory_unlock_all()']
  // PGlite has one session for everybody: prepared statements there belong to other connections
  const own = kind === 'pglite' ? ['RESET ROLE'] : ['SET SESSION AUTHORIZATION DEFAULT', 'DEALLOCATE ALL']
  return [...common, ...own, 'DISCARD TEMP', 'DISCARD SEQUENCES'].join(';')
}

function returnClean(client: pg.PoolClient, resetText: string) {
  client.query(resetText).then(
    () => client.release(),
    () => client.release(true),
  )
}
