import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '../../src/context.ts'
import { createRecord, editRecord } from '../../src/records/edit-record.ts'
import { getRecord } from '../../src/records/get-record.ts'
import { listRecords } from '../../src/records/list-records.ts'
import { recordHistory } from '../../src/records/record-history.ts'
import { recordProvenance } from '../../src/records/record-provenance.ts'
import { type CrmDatabase, openCrmDatabase, openTenant } from '../support/open-crm-database.ts'

describe('records', () => {
  let crm: CrmDatabase
  let viewer: Context
  let reviewer: Context
  beforeAll(async () => {
    crm = await openCrmDatabase()
  })
  afterAll(() => crm.close())
  beforeEach(() => {
    viewer = crm.tenant.as('viewer')
    reviewer = crm.tenant.as('reviewer')
  })

  it('creates and edits by hand, with that person in history and provenance', async () => {
    const made = await createRecord(reviewer, 'Organization', { name: ' Acme ', website: 'acme.example' })
    expect(made.record).toMatchObject({
      name: 'Acme',
      website: 'https://acme.example',
      row_version: 1,
      created_by: crm.tenant.users.reviewer,
    })
    expect(made.record).not.toHaveProperty('tenant_id')
    const edited = await editRecord(
      crm.tenant.as('second', 'web'),
      'Organization',
      made.record.id,
      { industry: 'Energy' },
      1,
    )
    expect(edited.record).toMatchObject({ industry: 'Energy', row_version: 2, updated_by: crm.tenant.users.second })
    const { data } = await recordHistory(viewer, 'Organization', made.record.id, { limit: 10 })
    expect(
      data.map(({ origin, actor, surface, changes }) => [origin, actor, surface, changes.map(({ field }) => field)]),
    ).toEqual([
      ['edit', 'Acme second', 'web', ['industry']],
      ['edit', 'Acme reviewer', 'api', expect.arrayContaining(['name', 'website', 'id'])],
    ])
    expect(await recordProvenance(viewer, 'Organization', made.record.id)).toMatchObject([
      { field_name: 'industry', source: 'typed by a person', verified_by_name: 'Acme second', is_current: true },
      { field_name: 'name' },
      { field_name: 'website', raw_value: 'https://acme.example' },
    ])
    const first = await recordHistory(viewer, 'Organization', made.record.id, { limit: 1 })
    const rest = await recordHistory(viewer, 'Organization', made.record.id, { limit: 1, cursor: first.next_cursor! })
    expect([first.data, rest.data].flat().map(({ change_set_id }) => change_set_id)).toEqual(
      data.map(({ change_set_id }) => change_set_id),
    )
    expect(rest.next_cursor).toBeNull()
  })

  it('refuses an edit of what somebody else has changed since, and loses no update', async () => {
    const id = await crm.tenant.insert('organization', { name: 'Acme' })
    await editRecord(reviewer, 'Organization', id, { industry: 'Energy' }, 1)
    await expect(
      editRecord(crm.tenant.as('second'), 'Organization', id, { industry: 'Retail' }, 1),
    ).rejects.toMatchObject({
      code: 'conflict',
      message: 'This record has changed since you read it (it is now at version 2).',
    })
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) => editRecord(reviewer, 'Organization', id, { city: `City ${n}` }, 2)),
    )
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('changes nothing and logs nothing where an edit says what the record says', async () => {
    const id = await crm.tenant.insert('organization', { name: 'Acme', industry: 'Energy' })
    await editRecord(reviewer, 'Organization', id, { industry: 'Energy' })
    expect((await recordHistory(viewer, 'Organization', id, { limit: 10 })).data).toEqual([])
  })

  it.each([
    ['agent', 'forbidden'],
    ['viewer', 'forbidden'],
  ] as const)('refuses an edit by a %s', async (role, code) => {
    const id = await crm.tenant.insert('organization', { name: 'Acme' })
    await expect(editRecord(crm.tenant.as(role), 'Organization', id, { name: 'X' })).rejects.toMatchObject({ code })
    await expect(createRecord(crm.tenant.as(role), 'Organization', { name: 'X' })).rejects.toMatchObject({ code })
  })

  it('names the field that is not valid, and what a value refers to that is not there', async () => {
    const id = await crm.tenant.insert('individual', { first_name: 'Ada' })
    await expect(editRecord(reviewer, 'Individual', id, { email: 'x', birth_date: '1815' })).rejects.toMatchObject({
      errors: [{ path: 'values.email' }, { path: 'values.birth_date' }],
    })
    const theirs = await crm.other.insert('account', { name: 'Theirs' })
    await expect(editRecord(reviewer, 'Individual', id, { account_id: theirs })).rejects.toMatchObject({
      code: 'invalid',
      message: 'This refers to a record that does not exist.',
    })
  })

  it('is not found in another tenant, under another type, or at all', async () => {
    const theirs = await crm.other.insert('organization', { name: 'Theirs' })
    const lead = await createRecord(reviewer, 'Opportunity', { title: 'Platform' })
    for (const [type, id] of [
      ['Organization', theirs],
      ['Organization', 99_999_999],
      ['Job', lead.record.id],
    ] as const) {
      await expect(getRecord(viewer, type, id)).rejects.toMatchObject({ code: 'not_found' })
      await expect(recordHistory(viewer, type, id, { limit: 5 })).rejects.toMatchObject({ code: 'not_found' })
      await expect(recordProvenance(viewer, type, id)).rejects.toMatchObject({ code: 'not_found' })
      await expect(
        editRecord(reviewer, type, id, type === 'Job' ? { title: 'X' } : { name: 'X' }),
      ).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  it('answers a lead as the job it is, and money as text', async () => {
    const { record } = await createRecord(reviewer, 'Job', { title: 'Data Engineer', location: 'Leeds' })
    for (const type of ['Lead', 'Job'] as const)
      expect(await getRecord(viewer, type, record.id)).toMatchObject({
        record: { type: 'Job', title: 'Data Engineer', location: 'Leeds' },
      })
    const deal = await createRecord(reviewer, 'Deal', {
      name: 'Cloud',
      value_amount: '12345678901234.50',
      value_currency: 'EUR',
    })
    expect(deal.record.value_amount).toBe('12345678901234.50')
  })

  it('takes down what somebody did, and the settings of a tenant, like any record', async () => {
    const id = await crm.tenant.insert('organization', { name: 'Acme' })
    const call = await createRecord(reviewer, 'Activity', {
      kind: 'call',
      subject: 'Intro',
      entity_type: 'Organization',
      entity_id: id,
    })
    expect(call.record).toMatchObject({ kind: 'call', created_by: crm.tenant.users.reviewer })
    const status = await createRecord(reviewer, 'Lead_Status', { name: 'Parked', on_hold: true })
    expect(
      (await editRecord(reviewer, 'Lead_Status', status.record.id, { stale_after_days: 30 })).record,
    ).toMatchObject({ stale_after_days: 30 })
  })

  it('says what hangs on a record', async () => {
    const id = await crm.tenant.insert('organization', { name: 'Acme' })
    await crm.tenant.insert('lead', { title: 'Job', organization_id: id })
    for (let n = 0; n < 2; n++)
      await crm.tenant.insert('note', { content: 'N', entity_type: 'Organization', entity_id: id })
    expect(await getRecord(viewer, 'Organization', id)).toMatchObject({ kind: 'found', related: { Lead: 1, Note: 2 } })
  })

  it('pages through live records newest first, each once, in one round trip a page', async () => {
    const tenant = await openTenant(crm, 'Pages')
    const ids: number[] = []
    for (let n = 0; n < 25; n++) ids.push(await tenant.insert('organization', { name: `Acme ${n}` }))
    await crm.admin.query('update organization set archived_at = now() where id = $1', [ids[3]])
    const ctx = tenant.as('viewer')
    const seen: number[] = []
    let cursor: string | undefined
    crm.resetRequests()
    do {
      const page = await listRecords(ctx, 'Organization', { limit: 10, cursor })
      seen.push(...page.data.map(({ id }) => id))
      cursor = page.next_cursor ?? undefined
    } while (cursor)
    expect(crm.requests()).toBe(3)
    expect(seen).toEqual(ids.filter((_, at) => at !== 3).toReversed())
  })

  it.each([
    ['Organization', { name: 'Nordwind Logistik AG', website: 'https://nordwind.example' }, 'nordwind logistk'],
    ['Individual', { first_name: 'Renée', last_name: 'Sømmer', email: 'renee@x.example' }, 'Renee Sommer'],
    ['Individual', { first_name: 'Mail', last_name: 'Box', email: 'unique-box@x.example' }, 'unique-box@x.example'],
    ['Job', { title: 'Principal Marmalade Engineer' }, 'marmalade'],
    ['Task', { title: 'Ring the bell' }, 'ring the bell'],
    ['Deal', { name: '100% Off_Deal' }, '100% off'],
  ] as const)('finds a %s by what somebody types: %j', async (type, values, q) => {
    const { record } = await createRecord(reviewer, type, values)
    const { data } = await listRecords(viewer, type, { q, limit: 5 })
    expect(data[0]).toMatchObject({ id: record.id })
    expect((await listRecords(viewer, type, { q: String(record.id), limit: 5 })).data.map(({ id }) => id)).toContain(
      record.id,
    )
    expect((await listRecords(crm.other.as('viewer'), type, { q, limit: 5 })).data).toEqual([])
  })
})
