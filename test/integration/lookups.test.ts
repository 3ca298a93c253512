import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EntityType } from '../../src/records/entity-type.ts'
import { type LookupInput, lookupRecords } from '../../src/records/lookups/lookup-records.ts'
import { MARKER, openQueryWorld, type QueryWorld } from './query-world.ts'

const setting = `
insert into organization (tenant_id, name, website, phone, email, city, country, industry, description) values
  ($1, 'Microsoft Deutschland GmbH', 'https://www.microsoft.com/de-de', '+49 89 31760', 'info@microsoft.com', 'München', 'DE', 'Software', null),
  ($1, 'Nordwind Logistik AG', 'nordwind.example', '+49 (40) 555 123-45', 'kontakt@nordwind.example', 'Hamburg', 'DE', 'Logistics', 'Refrigerated transport of vaccines'),
  ($1, 'Nordwind Energie GmbH', 'https://energie.nordwind.example/start', null, null, 'Kiel', 'DE', 'Energy', null),
  ($1, '50% Off_Shop', null, null, null, null, null, null, null)`
const people = `
insert into individual (tenant_id, first_name, last_name, email, phone, title) values
  ($1, 'Renée', 'Müller-Søndergård', 'Renee.Mueller@Nordwind.example', '040 555 123 99', 'Chief Logistics Officer'),
  ($1, 'Jonathan', 'Hernandez', 'jon@microsoft.com', null, 'Engineer')`
const links = `
with p as (select id from individual where tenant_id = $1 and last_name = 'Hernandez'), o as (select id from organization where tenant_id = $1 and name like 'Microsoft%'),
c as (insert into contact (tenant_id, individual_id, organization_id, title, email) select $1, p.id, o.id, 'Main contact', 'sales@microsoft.com' from p, o),
d as (insert into deal (tenant_id, name, value_amount, value_currency) values ($1, 'Cloud migration 2027', 120000.50, 'EUR') returning id)
insert into lead (tenant_id, type, title, status, organization_id, deal_id)
select $1, v.type, v.title, v.status, o.id, d.id from o, d, (values ('Job', 'Senior Data Engineer', 'Interviewing'), ('Opportunity', 'Data platform', 'New'), ('Job', 'Pastry chef', 'Rejected')) v(type, title, status)`

describe('looking records up', () => {
  let world: QueryWorld
  beforeAll(async () => {
    world = await openQueryWorld()
    for (const text of [setting, people, links]) await world.admin.query(text, [world.tenantId])
  })
  afterAll(() => world.close())
  beforeEach(() => world.resetRequests())

  const look = (entity: EntityType, search_query: string, more: Partial<LookupInput> = {}) =>
    lookupRecords(world.ctx, entity, { search_query, ...more })
  const first = async (entity: EntityType, query: string) => (await look(entity, query))[0]

  it('finds by name, best first, with the id and in one round trip', async () => {
    const found = await look('Organization', 'Nordwind')
    expect(found.slice(0, 2).map(({ name }) => name)).toEqual(['Nordwind Logistik AG', 'Nordwind Energie GmbH'])
    expect(found[0]).toMatchObject({ id: expect.any(Number), matched_by: 'name', city: 'Hamburg' })
    expect(found[1]).not.toHaveProperty('phone')
    expect(world.requests()).toBe(1)
  })

  it.each([
    ['Organization', 'micorsoft', 'Microsoft Deutschland GmbH'],
    ['Organization', 'amce gmbh', 'Acme GmbH'],
    ['Organization', 'betta', 'Beta Retail'],
    ['Organization', 'dleta', 'Delta Foods'],
    ['Organization', 'Microsft Deutschand', 'Microsoft Deutschland GmbH'],
    ['Organization', 'NORDWIND ENERGY', 'Nordwind Energie GmbH'],
    ['Organization', 'epsilon', 'Épsilon SA'],
    ['Organization', 'angstrom', 'Ångström AB'],
    ['Organization', 'logistk nordwind', 'Nordwind Logistik AG'],
    ['Organization', '50% off', '50% Off_Shop'],
    ['Deal', 'cloud migrtion', 'Cloud migration 2027'],
  ] as const)('forgives typing errors, case and accents: %s %s', async (entity, query, name) => {
    expect(await first(entity, query)).toMatchObject({ name })
  })

  it.each([
    ['muller sondergard', 'Müller-Søndergård'],
    ['Hernandes Jonathan', 'Hernandez'],
    ['Jonatan Hernández', 'Hernandez'],
  ])('finds a person by what somebody heard: %s', async (query, last_name) => {
    expect(await first('Individual', query)).toMatchObject({ last_name })
  })

  it.each([
    ['Organization', 'https://www.microsoft.com/en-us/careers?x=1', 'domain', 'Microsoft Deutschland GmbH'],
    ['Organization', 'careers.microsoft.com', 'domain', 'Microsoft Deutschland GmbH'],
    ['Organization', 'someone@microsoft.com', 'domain', 'Microsoft Deutschland GmbH'],
    ['Organization', 'INFO@microsoft.com', 'email', 'Microsoft Deutschland GmbH'],
    ['Organization', '040/55512345', 'phone', 'Nordwind Logistik AG'],
  ] as const)('finds by key: %s %s', async (entity, query, matched_by, name) => {
    expect(await first(entity, query)).toMatchObject({ matched_by, name })
  })

  it('finds by id, however it is written', async () => {
    for (const query of ['3', '#3', 'organization 3'])
      expect(await first('Organization', query)).toMatchObject({ id: 3, matched_by: 'id' })
    expect(await look('Organization', '999999999999999')).toEqual([])
  })

  it('finds a person by address and number, in any case and with or without the country', async () => {
    expect(await first('Individual', 'renee.mueller@nordwind.example')).toMatchObject({
      matched_by: 'email',
      first_name: 'Renée',
    })
    expect(await first('Individual', '+49 40 55512399')).toMatchObject({ matched_by: 'phone', first_name: 'Renée' })
  })

  it('finds by what is said about a record', async () => {
    expect(await first('Organization', 'vaccines transport')).toMatchObject({
      name: 'Nordwind Logistik AG',
      matched_by: 'text',
    })
    expect(await first('Note', 'salary')).toMatchObject({ content: expect.stringContaining('salary') })
  })

  it('finds what hangs on a match: people, contacts and leads of an organization', async () => {
    expect(await first('Individual', 'Microsoft')).toMatchObject({
      last_name: 'Hernandez',
      organizations: 'Microsoft Deutschland GmbH',
      matched_by: 'organization',
    })
    expect(await first('Contact', 'Hernandez')).toMatchObject({
      person: 'Jonathan Hernandez',
      organization: 'Microsoft Deutschland GmbH',
      matched_by: 'person',
    })
    expect(await first('Contact', 'sales@microsoft.com')).toMatchObject({ matched_by: 'email' })
    const leads = await look('Lead', 'Microsoft')
    expect(leads.map(({ title }) => title).toSorted()).toEqual(['Data platform', 'Pastry chef', 'Senior Data Engineer'])
    expect(leads[0]).toMatchObject({ organization: 'Microsoft Deutschland GmbH', matched_by: 'organization' })
  })

  it('narrows leads by type and by a status as people say it', async () => {
    const titles = async (more: Partial<LookupInput>) =>
      (await look('Lead', 'Microsoft', more)).map(({ title }) => title)
    expect((await titles({ lead_type: 'Job' })).toSorted()).toEqual(['Pastry chef', 'Senior Data Engineer'])
    expect(await titles({ status: 'interview' })).toEqual(['Senior Data Engineer'])
    expect(await titles({ lead_type: 'Opportunity', status: 'NEW' })).toEqual(['Data platform'])
    expect((await look('Opportunity', 'data')).map(({ title }) => title)).toEqual(['Data platform'])
  })

  it('answers the newest to a blank question, so that a filter alone is enough', async () => {
    const found = await look('Lead', ' ', { status: 'Interviewing', limit: 3 })
    expect(found).toHaveLength(3)
    expect(found[0]).toMatchObject({ status: 'Interviewing', matched_by: 'newest' })
  })

  it('leaves out what was archived or merged away', async () => {
    const { id } = (await first('Organization', 'Nordwind Energie'))!
    await world.admin.query('update organization set archived_at = now() where id = $1', [id])
    expect((await look('Organization', 'Nordwind Energie')).map((found) => found.id)).not.toContain(id)
    expect(await look('Organization', String(id))).toEqual([])
    await world.admin.query('update organization set archived_at = null, merged_into_id = 1 where id = $1', [id])
    expect((await look('Organization', 'Nordwind Energie')).map((found) => found.id)).not.toContain(id)
    await world.admin.query('update organization set merged_into_id = null where id = $1', [id])
  })

  it('answers as many as asked for and never more than fifty', async () => {
    expect(await look('Lead', 'Lead', { limit: 4 })).toHaveLength(4)
    await world.admin.query(
      "insert into task (tenant_id, title) select $1, 'Call back ' || n from generate_series(1, 80) n",
      [world.tenantId],
    )
    expect(await look('Task', 'call back', { limit: 1000 })).toHaveLength(50)
    expect(await look('Task', 'call back')).toHaveLength(10)
  })

  it('never shows a row of another tenant, whatever is asked', async () => {
    const ids = (await world.admin.query('select id::int from organization where tenant_id = $1', [world.otherId])).rows
    const questions = [
      MARKER,
      `${MARKER}Alpha Systems`,
      `${MARKER}info@org1.example`,
      `www.${MARKER}org1.example`,
      'Buyer',
      String(ids[0].id),
      "' or 1=1 --",
      '%',
      '_',
      '\\',
      '" | !a & (b',
      'a'.repeat(5000),
    ]
    for (const entity of [
      'Account',
      'Organization',
      'Individual',
      'Contact',
      'Deal',
      'Lead',
      'Job',
      'Project',
      'Task',
      'Note',
      'Asset',
      'Document',
    ] as const)
      for (const question of questions)
        expect(JSON.stringify(await look(entity, question, { limit: 50 }))).not.toContain(MARKER)
    expect(
      JSON.stringify(
        await lookupRecords(world.contextOf(world.otherId), 'Organization', { search_query: 'Alpha Systems' }),
      ),
    ).toContain(MARKER)
  })

  it('leaves out what is only somewhat alike beside what is really alike', async () => {
    expect((await look('Organization', 'Gamma Labs')).map(({ name }) => name)).toEqual(['Gamma Labs'])
    expect(await look('Organization', 'zzzzqqq')).toEqual([])
  })

  it('searches by an expression that has its index', async () => {
    const client = await world.admin.connect()
    await client.query('set enable_seqscan = off')
    const plan = async (condition: string) =>
      JSON.stringify((await client.query(`explain select 1 from ${condition}`)).rows)
    expect(await plan("organization r where search_text(r.name) % 'nordwind'")).toContain('organization_search')
    expect(await plan("individual r where 'ana' <% search_text(person_name(r.first_name, r.last_name))")).toContain(
      'individual_search',
    )
    expect(await plan("lead r where search_text(r.title) like any (array['%data%', '%engineer%'])")).toContain(
      'lead_search',
    )
    client.release(true)
  })
})
