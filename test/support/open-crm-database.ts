import { createHash, randomBytes } from 'node:crypto'
import type { Surface } from '../../src/access/actor.ts'
import type { Context } from '../../src/context.ts'
import { ScopedDatabase } from '../../src/db/scoped-database.ts'
import { openTestDatabase, type TestDatabase, type TestDatabaseOptions } from './database.ts'

export type KeyRole = 'admin' | 'reviewer' | 'second' | 'viewer' | 'agent' | 'other_agent'

export interface CrmTenant {
  id: number
  /** The people behind the keys; agents are nobody. */
  users: Record<'admin' | 'reviewer' | 'second' | 'viewer', number>
  /** A context of the product for whoever holds that key. */
  as(role: KeyRole, surface?: Surface, now?: Date): Context
  insert(table: string, values: Record<string, unknown>): Promise<number>
  read(table: string, id: number): Promise<Record<string, unknown>>
}

export type CrmDatabase = Awaited<ReturnType<typeof openCrmDatabase>>

/** A test database with two tenants, a person and an API key for each role, and ways to put rows past the product. */
export async function openCrmDatabase(options: TestDatabaseOptions = {}) {
  const database = await openTestDatabase(options)
  return { ...database, tenant: await openTenant(database, 'Acme'), other: await openTenant(database, 'Zeta') }
}

/** A further tenant in the same database, for tests that must not see each other's rows. */
export async function openTenant(database: TestDatabase, name: string): Promise<CrmTenant> {
  const insertRow = async (table: string, values: Record<string, unknown>) => {
    const names = Object.keys(values)
    const text = `insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) returning id`
    return Number((await database.admin.query(text, Object.values(values))).rows[0].id)
  }
  const id = await insertRow('tenant', { name })
  const keys = {} as Record<KeyRole, string>
  const users = {} as CrmTenant['users']
  for (const role of ['admin', 'reviewer', 'second', 'viewer'] as const) {
    const held = role === 'second' ? 'reviewer' : role
    users[role] = await insertRow('app_user', {
      tenant_id: id,
      email: `${role}@${name}.example`,
      name: `${name} ${role}`,
      role: held,
    })
    keys[role] = await insertKey(held, users[role])
  }
  keys.agent = await insertKey('agent', null)
  keys.other_agent = await insertKey('agent', null)

  async function insertKey(role: string, user_id: number | null) {
    const hash = createHash('sha256').update(randomBytes(16)).digest('hex')
    await insertRow('api_key', { tenant_id: id, name: `${name} ${role}`, role, user_id, key_hash: hash })
    return hash
  }
  return {
    id,
    users,
    as: (role, surface = 'api', now = new Date()) => ({
      db: new ScopedDatabase(database.sql, { credential: { kind: 'api_key', value: keys[role] }, surface }),
      now,
      log: () => {},
    }),
    insert: (table, values) => insertRow(table, { tenant_id: id, ...values }),
    read: async (table, rowId) =>
      (await database.admin.query(`select * from ${table} where tenant_id = $1 and id = $2`, [id, rowId])).rows[0],
  }
}
