import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { story } from '../../seeds/demo/story.ts'
import type { Capability, Role } from '../../src/access/actor.ts'
import { ScopedDatabase } from '../../src/db/scoped-database.ts'
import { hashText } from '../../src/hash-text.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

interface Outcome {
  code: number
  out: string
  err: string
}

/** A script as somebody runs it in a terminal. */
const run = (
  script: 'create-tenant' | 'seed',
  args: string[],
  databaseUrl: string | undefined = database.databaseUrl,
) =>
  new Promise<Outcome>((resolve) => {
    const path = fileURLToPath(new URL(`../../scripts/${script}.ts`, import.meta.url))
    const env = { ...process.env, DATABASE_URL: databaseUrl }
    execFile(process.execPath, [path, ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })

const keysIn = (out: string) =>
  Object.fromEntries(
    [...out.matchAll(/^ {2}(admin|reviewer|viewer|agent) +(\S+)$/gm)].map(([, role, key]) => [role, key!]),
  )

async function enter(key: string, capability: Capability) {
  const credential = { kind: 'api_key' as const, value: await hashText(key) }
  return (await new ScopedDatabase(database.sql, { credential, surface: 'api' }).run(capability, sql`select 1`)).actor
}

const tenantsNamed = async (name: string) =>
  (await database.admin.query('select id from tenant where name = $1', [name])).rowCount

describe('npm run tenant -- create', () => {
  it('makes a tenant whose four keys open it, and an admin who may sign in', async () => {
    const { code, out, err } = await run('create-tenant', [
      'create',
      'Harbour & Sons',
      '--email',
      'Grete@harbour.example',
    ])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const { rows } = await database.admin.query(
      `select t.id, p.id as admin, p.role from tenant t join app_user p on p.tenant_id = t.id where t.name = 'Harbour & Sons' and lower(p.email) = 'grete@harbour.example'`,
    )
    expect(rows).toMatchObject([{ role: 'admin' }])
    expect(out).toContain('Harbour & Sons')
    const roles: [Role, Capability][] = [
      ['admin', 'administer'],
      ['reviewer', 'decide'],
      ['viewer', 'read'],
      ['agent', 'propose'],
    ]
    for (const [role, capability] of roles)
      expect(await enter(keysIn(out)[role]!, capability)).toMatchObject({
        tenantId: Number(rows[0].id),
        // whoever decides by a key is somebody
        userId: role === 'agent' ? null : Number(rows[0].admin),
        role,
      })
  })

  it('writes the reasoning registry where there is none, as without it no agent could read anything', async () => {
    await database.admin.query('delete from reasoning')
    expect((await run('create-tenant', ['create', 'First here', '--email', 'first@here.example'])).code).toBe(0)
    const { rows } = await database.admin.query(`select count(*)::int as n from reasoning where type = 'crm'`)
    expect(rows).toEqual([{ n: 15 }])
  })

  it('refuses a name and an e-mail that are taken, in any case of letters, and makes nothing', async () => {
    await run('create-tenant', ['create', 'First', '--email', 'first@taken.example'])
    expect(await run('create-tenant', ['create', 'FIRST', '--email', 'new@taken.example'])).toMatchObject({
      code: 1,
      out: '',
      err: 'There is already a tenant named "FIRST".\n',
    })
    expect(await run('create-tenant', ['create', 'Second', '--email', 'First@Taken.example'])).toMatchObject({
      code: 1,
      out: '',
      err: 'First@Taken.example already belongs to a person of another tenant.\n',
    })
    expect(await tenantsNamed('Second')).toBe(0)
  })

  it.each([
    [[], 'A command is missing.'],
    [['destroy', 'X'], '"destroy" is no command.'],
    [['create', '--email', 'a@b.example'], 'The tenant needs a name of 1 to 200 characters.'],
    [['create', '   ', '--email', 'a@b.example'], 'The tenant needs a name of 1 to 200 characters.'],
    [['create', 'Acme'], 'The e-mail of its first admin is missing.'],
    [['create', 'Acme', '--email', 'nobody'], '"nobody" is no e-mail address.'],
    [['create', 'Acme', 'Ltd', '--email', 'a@b.example'], 'A name of several words wants quotation marks.'],
    [['create', 'Acme', '--mail', 'a@b.example'], "Unknown option '--mail'."],
  ])('answers %j with a sentence and how to say it', async (args, sentence) => {
    const { code, out, err } = await run('create-tenant', args)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toBe(`${sentence} Usage: npm run tenant -- create NAME --email ADDRESS\n`)
  })
})

describe('npm run db:seed', () => {
  it('shows the keys when it makes them and never again', async () => {
    const first = await run('seed', [])
    expect(first).toMatchObject({ code: 0, err: '' })
    const [demo, empty] = first.out.split(/(?=^\S)/m)
    expect(demo).toContain(story.tenant.name)
    expect(await enter(keysIn(demo!).reviewer!, 'decide')).toMatchObject({ role: 'reviewer' })
    expect(await enter(keysIn(empty!).agent!, 'propose')).toMatchObject({ role: 'agent' })
    const again = await run('seed', [])
    expect(again.code).toBe(0)
    expect(keysIn(again.out)).toEqual({})
    expect(again.out.match(/was there already/g)).toHaveLength(2)
    expect(await enter(keysIn(demo!).reviewer!, 'decide')).toMatchObject({ role: 'reviewer' })
  })

  it('refuses a remote database, a missing DATABASE_URL and an unknown option in one sentence each', async () => {
    expect(await run('seed', [], 'postgres://crm:hunter2@db.example.com/crm')).toMatchObject({
      code: 1,
      err: 'Seeds go into a database on this machine, and db.example.com is not: say --allow-remote if you mean it.\n',
    })
    expect(await run('seed', [], '')).toMatchObject({
      code: 1,
      err: 'DATABASE_URL is not set: it names the database to seed.\n',
    })
    expect((await run('seed', ['--demo'])).err).toMatch(/^Unknown option '--demo'\. .*Usage: npm run db:seed/)
  })
})
