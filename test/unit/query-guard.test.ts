import { describe, expect, it } from 'vitest'
import { guardQuery } from '../../src/query/guard-query.ts'
import { loadSqlParser } from '../../src/query/parser/load-sql-parser.ts'
import type { ReasoningTable } from '../../src/registry/reasoning-table.ts'

const table = (name: string, columns: string[], rowSecurity = true): ReasoningTable => ({
  name,
  description: null,
  hints: null,
  table: name.toLowerCase(),
  rowSecurity,
  key: ['id'],
  columns: ['id', 'tenant_id', ...columns].map((column) => ({ name: column, type: 'text' })),
})
const registry = [
  table('Organization', ['name', 'country']),
  table('Lead', ['title', 'organization_id']),
  table('Data_Provenance', ['source']),
  table('Invoice', ['total'], false),
  { ...table('Coming', []), table: null, columns: [] },
  { ...table('Shared', []), columns: [{ name: 'id', type: 'bigint' }] },
]

const guard = async (query: string) => {
  const verdict = await guardQuery(query, { registry })
  return verdict.ok ? verdict.parts.join('42') : verdict.reason
}

describe('guarding a query', () => {
  it('scopes every table to one tenant, wherever it stands', async () => {
    expect(await guard('select name from organization o')).toBe(
      'select name from (select * from public."organization" where tenant_id = 42) o',
    )
    expect(await guard('select 1 from lead where exists (select 1 from organization)')).toBe(
      'select 1 from (select * from public."lead" where tenant_id = 42) as "lead" where exists (select 1 from (select * from public."organization" where tenant_id = 42) as "organization")',
    )
    expect(await guard('table organization')).toBe(
      'select * from (select * from public."organization" where tenant_id = 42) as "organization"',
    )
  })

  it('puts a fence around a table that has no row level security of its own', async () => {
    expect(await guard('select total from invoice')).toContain(
      '(select * from public."invoice" where tenant_id = 42 offset 0)',
    )
  })

  it('takes names as people write them, and keeps what they are called by', async () => {
    expect(await guard('select "Data_Provenance".source from "Data_Provenance"')).toContain('as "Data_Provenance"')
    expect(await guard('select d.source from DataProvenance d')).toContain('public."data_provenance"')
    expect(await guard('select public.organization.name from public.organization')).toContain(
      'select "organization".name from',
    )
  })

  it('leaves a name alone that means a CTE there', async () => {
    expect(await guard('with organization as (select 1 as id) select id from organization')).not.toContain('public.')
    const shadowed = await guard('with organization as (select * from organization) select * from organization')
    expect(shadowed.match(/public\."organization"/g)).toHaveLength(1)
  })

  it('counts what leaves a recursive CTE, and not what it reads of itself', async () => {
    expect(await guard('with recursive t(n) as (select 1 union all select n + 1 from t) select n from t')).toBe(
      'with recursive t(n) as (select 1 union all select n + 1 from t) select n from (select * from "t" where guarded.count_row("t".*)) as "t"',
    )
    expect(await guard('with recursive a as (select 1 as n), b as (table a) select a.n from a, b')).not.toContain(
      'count_row',
    )
  })

  it('lets a key stand for its table in GROUP BY, as PostgreSQL does', async () => {
    expect(await guard('select o.name, count(*) from organization o group by o.id')).toContain(
      'group by "o"."name", o.id',
    )
    expect(await guard('select count(*) from organization o group by o.name')).toContain('group by o.name')
  })

  it('leaves texts and remarks as they are, in any script', async () => {
    const query = "select 'from organization', 'Ωμέγα' /* from lead */ from organization -- from lead"
    expect(await guard(query)).toBe(
      `select 'from organization', 'Ωμέγα' /* from lead */ from (select * from public."organization" where tenant_id = 42) as "organization" -- from lead`,
    )
  })

  it('refuses a table that does not exist yet or does not say whose its rows are', async () => {
    expect(await guard('select * from coming')).toMatch('cannot be queried yet')
    expect(await guard('select * from shared')).toMatch('cannot be queried yet')
  })

  it('refuses a long text before the parser sees it', async () => {
    expect(await guard(`select ${'/*'.repeat(4990)}`)).toMatch('comments')
    expect(await guard(`select '${'x'.repeat(10_000)}'`)).toMatch('longer than 10000')
    expect(await guard('select \ud800')).toMatch('no text')
  })

  it('visits every node of a deep query once', async () => {
    // a comparison that looked at both sides twice took 2 to the power of the depth
    const deep = `${'select * from ('.repeat(60)}select 1${') q'.repeat(60)}`
    expect(await guard(deep)).toBe(deep)
  })

  it('works after a text that is too deep for the parser', async () => {
    expect(await guard(`select ${'('.repeat(4900)}1${')'.repeat(4900)}`)).toMatch(/\.$|^select/)
    expect(await guard('select 1')).toBe('select 1')
  })

  it('reports where PostgreSQL cannot read the text', async () => {
    expect(await guard('select name form organization')).toMatch('not valid PostgreSQL: syntax error')
  })

  it('does not take a part of a number for the place of the tenant', async () => {
    const verdict = await guardQuery('select 700000000000001, 1700000000000002 from lead', { registry })
    expect(verdict).toMatchObject({ ok: true, parts: { length: 2 } })
  })

  it('finds a tree and an error at the offsets of the pinned engine', async () => {
    const parse = await loadSqlParser()
    expect(parse('select 1')).toMatchObject({ ok: true, tree: { stmts: [{ stmt: { SelectStmt: {} } }] } })
    expect(parse('select é +')).toEqual({
      ok: false,
      message: 'syntax error at end of input',
      offset: expect.any(Number),
    })
  })
})
