import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { migrate } from '../../scripts/migrate.ts'

const OWNER = 'owner_without_rights'
const ROLES = ['greenlight_app', 'greenlight_writer', 'greenlight_reader', 'greenlight_finder']

describe('a database whose owner is no superuser and is bound by row level security', () => {
  const cluster = inject('testPostgresUrl')
  let admin: pg.Client
  let owner: pg.Client

  beforeAll(async () => {
    admin = new pg.Client({ connectionString: cluster })
    await admin.connect()
    await admin.query(`create role ${OWNER} login createrole nosuperuser nobypassrls password 'secret'`)
    // on a fresh cluster the owner makes these itself; here they are the cluster's already
    for (const role of ROLES) await admin.query(`grant ${role} to ${OWNER} with admin true, inherit false, set true`)
    await admin.query(`create database owned owner ${OWNER}`)
    const url = new URL(cluster)
    Object.assign(url, { username: OWNER, password: 'secret', pathname: '/owned' })
    await migrate(url.href)
    owner = new pg.Client({ connectionString: url.href })
    await owner.connect()
    url.username = new URL(cluster).username
    url.password = new URL(cluster).password
    const data = new pg.Client({ connectionString: url.href })
    await data.connect()
    await data.query(`insert into tenant (name) values ('Acme'), ('Zeta');
      insert into organization (tenant_id, name) select 1 + n % 2, 'Company ' || md5(n::text) from generate_series(1, 20000) n;
      insert into organization (tenant_id, name) values (1, 'Nordwind Logistik'), (2, 'Nordwind Logistik');
      analyze organization`)
    await data.end()
  })
  afterAll(async () => {
    await owner?.end()
    await admin.query('drop database if exists owned with (force)')
    await admin.query(`drop owned by ${OWNER}; drop role ${OWNER}`)
    await admin.end()
  })

  const asTenant = async (texts: string[]) => {
    await owner.query('begin')
    try {
      await owner.query("select begin_request('system', '1', 'read', 'api')")
      const answers = []
      for (const text of texts) answers.push((await owner.query(text)).rows)
      return answers
    } finally {
      await owner.query('rollback')
    }
  }

  it('looks records up in one tenant, with typing errors', async () => {
    const [found] = await asTenant([
      `select o.tenant_id::int, o.name from search_records('Organization', 'nordwnd logistk', '{}', '{}', 5) s join organization o on o.id = s.id`,
    ])
    expect(found).toEqual([{ tenant_id: 1, name: 'Nordwind Logistik' }])
  })

  it('looks records up by their index, which row level security would otherwise forbid', async () => {
    await owner.query('begin')
    await owner.query("select set_config('app.tenant_id', '1', true)")
    await owner.query('set local role greenlight_finder')
    const { rows } = await owner.query(
      "explain select id from organization r where tenant_id = app_tenant_id() and search_text(r.name) % 'nordwind'",
    )
    await owner.query('rollback')
    expect(JSON.stringify(rows)).toContain('organization_search')
  })

  it('lets whoever connects read no row without a tenant', async () => {
    expect((await owner.query('select count(*)::int as n from organization')).rows).toEqual([{ n: 0 }])
  })

  it('runs guarded queries as the reader', async () => {
    const [, rows] = await asTenant([
      "select * from run_guarded_query(array['select count(*) as n from organization where tenant_id = ', ''], 'crm', '[]', 10, 1000, 1000, 100000)",
      'select current_user as who',
    ])
    expect(rows).toEqual([{ who: 'greenlight_reader' }])
  })
})
