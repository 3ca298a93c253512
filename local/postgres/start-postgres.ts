import pg from 'pg'
import { startNative } from './start-native.ts'
import { startPglite } from './start-pglite.ts'

export type PostgresKind = 'pglite' | 'native' | 'external'

export interface PostgresOptions {
  kind: PostgresKind
  /** Where the data lives; created when missing. PGlite without one keeps its data in memory; `external` needs none. */
  dir: string | undefined
  /** The port to prefer; another free one is taken when somebody has it. */
  port?: number | undefined
  /** For tests: trades crash safety for speed, and ends by itself when the process gets a signal. */
  throwaway?: boolean
  /** The server to use when `kind` is `external`. */
  databaseUrl?: string | undefined
}

export interface RunningPostgres {
  kind: PostgresKind
  /** Direct Postgres wire as superuser; for `external` as whoever the URL names. */
  databaseUrl: string
  /** A connected client as that user; the caller ends it. */
  connect(): Promise<pg.Client>
  close(): Promise<void>
}

/** The database every other part of the local stack stands on. Throws an Error whose message is one clear sentence. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const server = await startServer(options)
  return { kind: options.kind, ...server, connect: () => connect(server.databaseUrl) }
}

async function startServer({ kind, dir, port, throwaway = false, databaseUrl }: PostgresOptions) {
  if (kind === 'pglite') return startPglite({ dir, port, throwaway })
  if (kind === 'native') {
    if (!dir) throw new Error('Native Postgres needs a directory for its data.')
    return startNative({ dir, port, throwaway })
  }
  if (!databaseUrl) throw new Error('DATABASE_URL is not set.')
  await (await connect(databaseUrl)).end()
  return { databaseUrl, close: async () => {} }
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 15_000 })
  // a server that stops under an open client is reported by the next query, not by ending the process
  client.on('error', () => {})
  await client.connect()
  return client
}
