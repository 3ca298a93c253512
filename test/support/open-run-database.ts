import { randomUUID } from 'node:crypto'
import { ScopedDatabase } from '../../src/db/scoped-database.ts'
import type { SqlTransport } from '../../src/db/statement.ts'
import { openTestDatabase, type TestDatabaseOptions } from './database.ts'

/** A test database with one tenant and, as that tenant, the product's transport. */
export async function openRunDatabase(options: TestDatabaseOptions = {}) {
  const database = await openTestDatabase(options)
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
