import type { Pool } from 'pg'
import pg from 'pg'
import { type Table, tables } from './journal.ts'

// long enough to look into yesterday's run
const keepEventsMs = 3 * 86_400_000

/** Opens the broker's schema, creating it when it is new; one connection, because PGlite has only one. */
export async function openStore(databaseUrl: string, schema: string): Promise<Pool> {
  if (!/^[a-z_][a-z0-9_]*$/.test(schema)) throw new Error(`"${schema}" is not a plain schema name`)
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, idleTimeoutMillis: 0 })
  // an idle connection may break; the next statement opens another
  pool.on('error', () => {})
  const create = tables.map(
    (table) => `create table if not exists ${schema}.${table} (key text primary key, doc jsonb not null)`,
  )
  await pool.query(
    [
      `create schema if not exists ${schema}`,
      ...create,
      `create index if not exists event_message on ${schema}.event ((doc ->> 'messageId'))`,
      `delete from ${schema}.event where (doc ->> 'time')::bigint < ${Date.now() - keepEventsMs}`,
      `delete from ${schema}.deduplication where (doc ->> 'expiresAt')::bigint < ${Date.now()}`,
    ].join(';'),
  )
  return pool
}

/** All rows of one table, in the order of their keys. */
export async function listRows<T>(pool: Pool, schema: string, table: Table): Promise<[string, T][]> {
  const { rows } = await pool.query<{ key: string; doc: T }>(`select key, doc from ${schema}.${table} order by key`)
  return rows.map(({ key, doc }) => [key, doc])
}
