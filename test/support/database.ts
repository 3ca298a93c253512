import { randomBytes } from 'node:crypto'
import { neonConfig } from '@neondatabase/serverless'
import pg from 'pg'
import { inject } from 'vitest'
import { type Fault, serveNeon } from '../../local/neon/serve-neon.ts'
import { type RunningPostgres, startPostgres } from '../../local/postgres/start-postgres.ts'
import { migrate } from '../../scripts/migrate.ts'
import { createNeonTransport } from '../../src/db/neon-transport.ts'
import type { SqlTransport } from '../../src/db/statement.ts'

export interface TestDatabaseOptions {
  /** Default native Postgres 18; GREENLIGHT_TEST_POSTGRES=pglite changes the default. */
  postgres?: 'native' | 'pglite'
  /** An empty database instead of one with the migrations applied. */
  empty?: boolean
  roundTripMs?: number
}

export interface TestDatabase {
  /** Direct Postgres wire, as superuser. */
  databaseUrl: string
  /** The `/sql` address in front of it, for NEON_FETCH_ENDPOINT. */
  neonUrl: string
  /** Host and path for `neonConfig.wsProxy`. */
  wsHost: string
  /** The product's own transport, through the Neon endpoint. */
  sql: SqlTransport
  /** The same database directly, past the endpoint and uncounted. */
  admin: pg.Pool
  requests(): number
  resetRequests(): void
  setRoundTrip(ms: number): void
  failNext(count?: number, fault?: Fault): void
  close(): Promise<void>
}

/** A database of the caller's own behind a Neon endpoint of its own. The caller closes it. */
export async function openTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const kind = options.postgres ?? (process.env.GREENLIGHT_TEST_POSTGRES === 'pglite' ? 'pglite' : 'native')
  const { drop, ...backend } = kind === 'pglite' ? await openPglite(options) : await openNative(options)
  const endpoint = await serveNeon({ backend, roundTripMs: options.roundTripMs ?? 0 })
  const transport = createNeonTransport(backend.databaseUrl, endpoint.url)
  const admin = new pg.Pool({ connectionString: backend.databaseUrl, max: 4, allowExitOnIdle: true })
  admin.on('error', () => {})
  return {
    databaseUrl: backend.databaseUrl,
    neonUrl: endpoint.url,
    wsHost: endpoint.wsHost,
    // the driver's endpoint is one global setting, and a test file may have several databases open
    sql: (statements) => {
      neonConfig.fetchEndpoint = endpoint.url
      return transport(statements)
    },
    admin,
    requests: endpoint.requests,
    resetRequests: endpoint.resetRequests,
    setRoundTrip: endpoint.setRoundTrip,
    failNext: endpoint.failNext,
    close: async () => {
      await admin.end()
      await endpoint.close()
      await drop()
    },
  }
}

interface Backend {
  databaseUrl: string
  kind: RunningPostgres['kind']
  drop(): Promise<void>
}

async function openNative({ empty }: TestDatabaseOptions): Promise<Backend> {
  const cluster = inject('testPostgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await onCluster(cluster, `create database ${name} template ${empty ? 'template0' : 'template_migrated'}`)
  return {
    kind: 'native',
    databaseUrl: cluster.replace(/\/postgres$/, `/${name}`),
    drop: () => onCluster(cluster, `drop database if exists ${name} with (force)`),
  }
}

async function openPglite({ empty }: TestDatabaseOptions): Promise<Backend> {
  const { kind, databaseUrl, close } = await startPostgres({ kind: 'pglite', dir: undefined, throwaway: true })
  if (!empty) await migrate(databaseUrl)
  return { kind, databaseUrl, drop: close }
}

async function onCluster(databaseUrl: string, text: string) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
