import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CrmDatabase, openCrmDatabase } from '../support/open-crm-database.ts'

const MERGEABLE = ['Account', 'Contact', 'Individual', 'Organization']
// what points at a record of the past or of the product itself, which a merge leaves alone
const NOT_FOLLOWED = ['change', 'change_set', 'proposal', 'refusal']

describe('what the engine knows of the tables', () => {
  let crm: CrmDatabase
  beforeAll(async () => {
    crm = await openCrmDatabase()
  })
  afterAll(() => crm.close())
  const rows = async (text: string, ...params: unknown[]) => (await crm.admin.query(text, params)).rows

  it('T68 names every column of the live catalogue that can point at a record that can be merged', async () => {
    const keys = await rows(
      `select c.conrelid::regclass::text as table_name, a.attname as column_name, r.entity_type as target
        from pg_constraint c join record_type r on lower(r.entity_type)::regclass = c.confrelid
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey) and a.attname <> 'tenant_id'
        where c.contype = 'f' and r.entity_type = any ($1)`,
      MERGEABLE,
    )
    const pairs = await rows(
      `select t.relname as table_name from pg_class t join pg_attribute e on e.attrelid = t.oid and e.attname = 'entity_type' join pg_attribute i on i.attrelid = t.oid and i.attname = 'entity_id'
        where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and not t.relname = any ($1)`,
      NOT_FOLLOWED,
    )
    const catalogue = [
      ...keys.map(({ table_name, column_name, target }) => `${table_name}.${column_name} -> ${target}`),
      ...pairs.flatMap(({ table_name }) => MERGEABLE.map((target) => `${table_name}.entity_id -> ${target}`)),
    ]
    const known = await rows('select table_name, column_name, target from record_reference')
    expect(
      known.map(({ table_name, column_name, target }) => `${table_name}.${column_name} -> ${target}`).toSorted(),
    ).toEqual(catalogue.toSorted())
  })

  it('knows a default for every column of a record that may not be null, unless a person has to say it', async () => {
    const given = new Set(['id', 'tenant_id', 'created_at', 'updated_at', 'row_version', 'at'])
    const columns = await rows(
      `select r.entity_type, a.attname as column, pg_get_expr(d.adbin, d.adrelid) as expression, r.defaults -> a.attname as ours
        from record_type r join pg_attribute a on a.attrelid = lower(r.entity_type)::regclass and a.attnotnull and a.attnum > 0 left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum`,
    )
    const wanted = columns.filter(({ column, expression }) => !given.has(column) && expression !== null)
    expect(wanted.length).toBeGreaterThan(5)
    for (const { entity_type, column, expression, ours } of wanted)
      expect([entity_type, column, String(ours)]).toEqual([
        entity_type,
        column,
        expression.replace(/^'(.*)'::text$/, '$1'),
      ])
    const all = await rows('select entity_type, jsonb_object_keys(defaults) as column from record_type')
    expect(all).toHaveLength(wanted.length)
  })

  it('writes records in its functions alone: the role of requests may not', async () => {
    const tables = (
      await rows('select lower(entity_type) as name from record_type union select unnest($1::text[])', [
        'change',
        'change_set',
      ])
    ).map(({ name }) => name)
    const grants = await rows(
      `select t, p from unnest($1::text[]) t, unnest('{INSERT,UPDATE,DELETE,TRUNCATE}'::text[]) p
        where has_table_privilege('greenlight_app', t, p) or has_table_privilege('greenlight_reader', t, p)`,
      tables,
    )
    // statuses and holidays are settings, which people keep
    expect(grants.filter(({ t }) => t !== 'lead_status' && t !== 'holiday')).toEqual([])
    const owned = await rows(
      `select proname from pg_proc p join pg_roles r on r.oid = p.proowner where r.rolname = 'greenlight_writer' order by 1`,
    )
    expect(owned.map(({ proname }) => proname)).toEqual([
      'apply_change_set',
      'decide_proposals',
      // decides, and takes that back before anybody can see it
      'preview_decision',
      'propose_changes',
      // writes no record: a proposal that was rejected waits again
      'reopen_rejected',
      // moves the clock of silence and nothing else
      'settle_lead_clocks',
      'undo_commit',
    ])
    await expect(
      crm.tenant.as('admin').db.run('administer', { text: `update individual set title = 'CTO'`, params: [] }),
    ).rejects.toThrow('permission denied')
  })

  it('keeps the functions that plan and write behind those four', async () => {
    const [{ key }] = await rows(
      `select key_hash as key from api_key where tenant_id = $1 and role = 'agent' limit 1`,
      crm.tenant.id,
    )
    const id = await crm.tenant.insert('individual', { first_name: 'Ada' })
    const forged = `select write_rows(array[row(1, nextval('change_set_id_seq'), 'update', 'Individual', ${id}, '{"title": "CTO"}', null)::row_op])`
    const client = await crm.admin.connect()
    await client.query('begin')
    await client.query(`select begin_request('api_key', $1, 'propose', 'api')`, [key])
    await expect(client.query(forged)).rejects.toThrow('permission denied')
    await client.query('rollback')
    client.release()
  })
})
