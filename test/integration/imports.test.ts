import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '../../src/context.ts'
import { importRecords } from '../../src/imports/import-records.ts'
import { undoCommit } from '../../src/proposals/undo-commit.ts'
import type { EntityType } from '../../src/records/entity-type.ts'
import { recordProvenance } from '../../src/records/record-provenance.ts'
import { type CrmDatabase, openCrmDatabase } from '../support/open-crm-database.ts'

describe('importing', () => {
  let crm: CrmDatabase
  let admin: Context
  beforeAll(async () => {
    crm = await openCrmDatabase()
  })
  afterAll(() => crm.close())
  beforeEach(() => {
    admin = crm.tenant.as('admin')
  })

  const csv = (type: EntityType, ...lines: string[]) => importRecords(admin, type, 'csv', lines.join('\r\n'))
  const rows = async (text: string, ...params: unknown[]) => (await crm.admin.query(text, params)).rows

  it('inserts, updates by domain and skips what is known, in two round trips, and undoes all of it in one', async () => {
    const known = await crm.tenant.insert('organization', { name: 'Acme', website: 'https://www.acme-import.example' })
    const same = await crm.tenant.insert('organization', {
      name: 'Same',
      website: 'https://same-import.example',
      employee_count: 1200,
    })
    crm.resetRequests()
    const result = await csv(
      'Organization',
      '\uFEFFName, WEBSITE ,Employee Count,Description',
      '"Acme, Ltd",acme-import.example,"1,500","says ""hi""',
      'over two lines"',
      'Same,https://same-import.example,1200,',
      'Fresh GmbH,fresh-import.example,,',
      '',
    )
    expect(crm.requests()).toBe(2)
    expect(result).toEqual({ import_id: expect.any(String), inserted: 1, updated: 1, skipped: 1, errors: [] })
    expect(await crm.tenant.read('organization', known)).toMatchObject({
      name: 'Acme, Ltd',
      employee_count: 1500,
      description: 'says "hi"\r\nover two lines',
      updated_by: null,
    })
    expect(await crm.tenant.read('organization', same)).toMatchObject({ row_version: 1 })
    expect(await recordProvenance(admin, 'Organization', known)).toMatchObject([{ source: 'import' }, {}, {}, {}])
    crm.resetRequests()
    expect(await undoCommit(admin, 'import', result.import_id)).toMatchObject({ outcome: 'undone', kept: [] })
    expect(crm.requests()).toBe(1)
    expect(await crm.tenant.read('organization', known)).toMatchObject({ name: 'Acme', employee_count: null })
    expect(await rows(`select id from organization where name = 'Fresh GmbH'`)).toEqual([])
  })

  it('says what is wrong by row and field, and imports the rest', async () => {
    const result = await csv(
      'Individual',
      'id,first_name,last_name,email,account_id,opted_out',
      ',Ada,Byron,ada@import.example,,yes',
      ',Bad,Mail,not-an-address,,',
      '99999999,No,Body,,,',
      ',Lost,Account,lost@import.example,99999999,',
      ',Ada,Again,ADA@import.example,,',
      ',,,,,maybe',
      'x,Odd,Id,,,',
      ',Eve,Last,eve@import.example,,no',
    )
    expect(result).toMatchObject({ inserted: 2, updated: 0, skipped: 6 })
    expect(result.errors.map(({ row, path, message }) => [row, path, message])).toEqual([
      [2, 'email', 'This is not an e-mail address.'],
      [3, 'id', 'There is no such record.'],
      [4, 'account_id', 'There is no such record.'],
      [5, '', 'An earlier row is the same record.'],
      [6, 'opted_out', 'Say true or false.'],
      [7, 'id', 'This must be the id of a record.'],
    ])
    expect(
      await rows(`select first_name, opted_out from individual where email like '%@import.example' order by id`),
    ).toEqual([
      { first_name: 'Ada', opted_out: true },
      { first_name: 'Eve', opted_out: false },
    ])
  })

  it('reads JSON lines and updates by id', async () => {
    const id = await crm.tenant.insert('lead', { title: 'Data Engineer', type: 'Job' })
    await crm.admin.query('insert into job (id, tenant_id) values ($1, $2)', [id, crm.tenant.id])
    const lines = [
      JSON.stringify({ id, location: 'Leeds', remote: true }),
      JSON.stringify({ title: 'Analyst' }),
      '[1]',
      '{"title"',
      '',
    ]
    const result = await importRecords(admin, 'Job', 'json', lines.join('\n'))
    expect(result).toMatchObject({
      inserted: 1,
      updated: 1,
      skipped: 2,
      errors: [{ row: 3 }, { row: 4, message: 'This line is not valid JSON.' }],
    })
    expect(await crm.tenant.read('job', id)).toMatchObject({ location: 'Leeds', remote: true })
  })

  it.each([
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
    '@SUM(A1:A9)',
    "+cmd|' /C calc'!A0",
    '-foo(1)',
  ])('lets no formula in: %s', async (cell) => {
    const result = await csv('Organization', 'name,description', `Plain,"${cell.replaceAll('"', '""')}"`)
    expect(result).toMatchObject({ inserted: 0, errors: [{ row: 1, path: 'description' }] })
  })

  it('lets in what only looks like one', async () => {
    const result = await csv(
      'Organization',
      'name,phone,description',
      '@home e.V.,+44 (0)20 7946 1000,- a list',
      '-5 Degrees,,',
    )
    expect(result).toMatchObject({ inserted: 2, errors: [] })
  })

  it('keeps text that would be SQL or markup as text', async () => {
    const name = `'); drop table organization; -- <script>alert(1)</script>`
    await csv('Organization', 'name', `"${name}"`)
    expect(await rows('select name from organization where name = $1', name)).toEqual([{ name }])
  })

  it.each([
    ['', 'There are no rows to import.'],
    ['name', 'There are no rows to import.'],
    ['name,shoe size\nAcme,9', 'Some columns are not fields of this kind of record.'],
    ['name,tenant_id\nAcme,2', 'Some columns are not fields of this kind of record.'],
    [`name\n${'Acme\n'.repeat(5001)}`, 'At most 5000 rows can be imported at once.'],
  ])('refuses a file that cannot be meant: %.20j', async (text, message) => {
    await expect(importRecords(admin, 'Organization', 'csv', text)).rejects.toMatchObject({ code: 'invalid', message })
  })

  it('is for administrators alone, and touches no record of another tenant', async () => {
    for (const role of ['agent', 'viewer', 'reviewer'] as const)
      await expect(importRecords(crm.tenant.as(role), 'Organization', 'csv', 'name\nAcme')).rejects.toMatchObject({
        code: 'forbidden',
      })
    const theirs = await crm.other.insert('organization', { name: 'Theirs', website: 'https://theirs.example' })
    expect(await csv('Organization', 'id,name', `${theirs},Mine`)).toMatchObject({
      inserted: 0,
      updated: 0,
      errors: [{ path: 'id' }],
    })
    expect(await csv('Organization', 'name,website', 'Mine,theirs.example')).toMatchObject({ inserted: 1 })
    expect(await crm.other.read('organization', theirs)).toMatchObject({ name: 'Theirs' })
  })

  it('does not take an imported touch for a human one', async () => {
    const lead = await crm.tenant.insert('lead', { title: 'Job' })
    await csv('Note', 'content,entity_type,entity_id', `Called them,Lead,${lead}`)
    expect(await crm.tenant.read('lead', lead)).toMatchObject({ last_human_touch_at: null })
  })

  it('imports five thousand rows in two round trips and takes them back in one', async () => {
    const lines = Array.from({ length: 5000 }, (_, n) => `Bulk ${n},https://bulk-${n}.example,Energy,Leeds`)
    crm.resetRequests()
    const result = await csv('Organization', 'name,website,industry,city', ...lines)
    expect(crm.requests()).toBe(2)
    expect(result).toMatchObject({ inserted: 5000, skipped: 0 })
    expect(await undoCommit(admin, 'import', result.import_id)).toMatchObject({ outcome: 'undone' })
    expect(await rows(`select count(*)::int as n from organization where name like 'Bulk %'`)).toEqual([{ n: 0 }])
  })
})
