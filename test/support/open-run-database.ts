import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { ScopedDatabase } from '../../src/db/scoped-database.ts'
import type { SqlTransport } from '../../src/db/statement.ts'
import { openTestDatabase, type TestDatabaseOptions } from './database.ts'

/** A test database with one tenant, the tables of the checkpoints and, as that tenant, the product's transport. */
export async function openRunDatabase(options: TestDatabaseOptions = {}) {
  const database = await openTestDatabase(options)
  await createMissingCheckpointTables(database.admin)
  const { rows } = await database.admin.query(`insert into tenant (name) values ('Acme') returning id`)
  const tenantId = Number(rows[0].id)
  const createRun = async () => {
    const id = randomUUID()
    await database.admin.query(`insert into run (id, tenant_id) values ($1, $2)`, [id, tenantId])
    return id
  }
  return { ...database, tenantId, createRun, sql: asTenant(database.sql, tenantId), unscoped: database.sql }
}

export type RunDatabase = Awaited<ReturnType<typeof openRunDatabase>>

export const asTenant = (sql: SqlTransport, tenantId: number): SqlTransport =>
  new ScopedDatabase(sql, { credential: { kind: 'system', value: String(tenantId) }, surface: 'run' }).transport('run')

async function createMissingCheckpointTables(admin: RunDatabase['admin']) {
  const { rows } = await admin.query(`select to_regclass('public.checkpoints') as found`)
  if (rows[0].found) return
  await admin.query(await readFile(new URL('../../drizzle-pending/checkpoints.sql', import.meta.url), 'utf8'))
}
