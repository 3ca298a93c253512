import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findDuplicatesOf } from '../../src/duplicates/find-duplicates-of.ts'
import { proposeOne } from '../../src/proposals/propose-one.ts'
import { editRecord } from '../../src/records/edit-record.ts'
import { type CrmDatabase, type CrmTenant, openCrmDatabase, openTenant } from '../support/open-crm-database.ts'

describe('the duplicates of one record', () => {
  let crm: CrmDatabase
  let tenant: CrmTenant
  beforeAll(async () => {
    crm = await openCrmDatabase()
  })
  beforeEach(async () => {
    tenant = await openTenant(crm, 'One')
  })
  afterAll(() => crm.close())

  const organization = (name: string, more: Record<string, unknown> = {}) =>
    tenant.insert('organization', { name, ...more })
  const find = async (source: Record<string, unknown>, as: CrmTenant = tenant) =>
    (await findDuplicatesOf(as.as('viewer'), 'Organization', [source]))[0]!

  it('are found although the row was written by plain SQL, with the reasons', async () => {
    const id = await organization('Northwind Traders Ltd', { website: 'https://northwind.example.net', city: 'Leeds' })
    await organization('Contoso', { website: 'https://contoso.example.net', city: 'Leeds' })
    const found = await find({ name: 'Northwind Traders', website: 'www.northwind.example.net' })
    expect(found).toMatchObject([{ id, name: 'Northwind Traders Ltd', band: 'match' }])
    expect(found[0]!.why).toMatch(/same domain \+\d/)
  })

  it('take one round trip, once what was written since is keyed', async () => {
    await organization('Northwind Traders', { website: 'https://northwind.example.net' })
    await find({ name: 'Northwind' })
    crm.resetRequests()
    expect(await find({ name: 'Northwind Traders', website: 'northwind.example.net' })).toHaveLength(1)
    expect(crm.requests()).toBe(1)
    const many = Array.from({ length: 40 }, (_, at) => ({ name: `Northwind Traders ${at}` }))
    crm.resetRequests()
    expect(await findDuplicatesOf(tenant.as('viewer'), 'Organization', many)).toHaveLength(40)
    expect(crm.requests()).toBe(1)
  })

  it('follow what a record says now, and forget it once it is put away', async () => {
    const id = await organization('Northwind Traders', { website: 'https://northwind.example.net' })
    const asked = { name: 'Fabrikam Robotics', website: 'fabrikam.example.net' }
    expect(await find(asked)).toEqual([])
    await editRecord(tenant.as('reviewer'), 'Organization', id, {
      name: 'Fabrikam Robotics',
      website: 'https://fabrikam.example.net',
    })
    expect(await find(asked)).toMatchObject([{ id, name: 'Fabrikam Robotics' }])
    await crm.admin.query('update organization set archived_at = now() where id = $1', [id])
    expect(await find(asked)).toEqual([])
    await crm.admin.query('update organization set archived_at = null where id = $1', [id])
    expect(await find(asked)).toMatchObject([{ id }])
    await crm.admin.query('delete from organization where id = $1', [id])
    expect(await find(asked)).toEqual([])
  })

  it('are never the record itself, nor another tenant’s', async () => {
    const id = await organization('Northwind Traders', { website: 'https://northwind.example.net' })
    expect(await find({ id, name: 'Northwind Traders', website: 'northwind.example.net' })).toEqual([])
    expect(await find({ name: 'Northwind Traders', website: 'northwind.example.net' }, crm.other)).toEqual([])
  })

  it('are told by the database to nobody of another tenant, whatever terms are asked for', async () => {
    await organization('Northwind Traders', { website: 'https://northwind.example.net' })
    await find({ name: 'Northwind Traders' })
    const other = await openTenant(crm, 'Other')
    const { rows } = await crm.admin.query(
      'select blocks::text from duplicate_key where tenant_id = $1 and cardinality(blocks) > 0',
      [tenant.id],
    )
    const sharing = async (as: CrmTenant) => {
      const asked = sql`select count(*)::int as found from find_sharing('Organization', ${rows[0].blocks}::bigint[])`
      return (await as.as('viewer').db.run('read', asked)).rows[0]![0]!.found
    }
    expect(await sharing(tenant)).toBe(1)
    expect(await sharing(other)).toBe(0)
  })

  it('include people, who are known by where they work, too', async () => {
    const acme = await organization('Acme Robotics')
    const id = await tenant.insert('individual', { first_name: 'Robert', last_name: 'Quigley' })
    const asked = { first_name: 'Bob', last_name: 'Quigley', company: 'Acme Robotics Inc' }
    const weigh = async () => (await findDuplicatesOf(tenant.as('viewer'), 'Individual', [asked]))[0]![0]
    const before = await weigh()
    await tenant.insert('contact', { individual_id: id, organization_id: acme })
    const after = await weigh()
    expect(after).toMatchObject({ id })
    expect(after!.weight).toBeGreaterThan(before?.weight ?? -4)
    expect(after!.why).toContain('same company')
  })

  it('name the organization that exists, misspelt and under another legal form', async () => {
    const id = await organization('Grünwald Robotik GmbH', { website: 'https://gruenwald-robotik.example.net' })
    const proposed = { name: 'Gruenwald Robotics AG', website: 'https://jobs.gruenwald-robotik.example.net' }
    expect(await find(proposed)).toMatchObject([{ id, band: 'match' }])
    expect(await find({ name: 'Grunwald Robotik', website: 'gruenwald-robotik.example.net' })).toMatchObject([{ id }])
  })

  it('are named by a proposal that would make another of them', async () => {
    const id = await organization('Northwind Traders Ltd', { email: 'info@northwind.example.net', city: 'Leeds' })
    const propose = (data: Record<string, unknown>) =>
      proposeOne(tenant.as('agent'), {
        proposed_action: 'create',
        entity_type: 'Organization',
        data,
        rationale: 'Asked.',
      })
    const { proposal } = await propose({ name: 'Northwnd Traders', website: 'https://northwind.example.net' })
    expect(proposal!.rationale).toMatch(
      new RegExp(`^Asked\\. Organization ${id}, Northwind Traders Ltd, looks the same: same domain \\+`),
    )
    expect((await propose({ name: 'Contoso' })).proposal!.rationale).toBe('Asked.')
  })
})
