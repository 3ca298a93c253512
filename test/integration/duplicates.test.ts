import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findDuplicates } from '../../src/duplicates/flow.ts'
import { decideProposals } from '../../src/proposals/decide-proposals.ts'
import { undoCommit } from '../../src/proposals/undo-commit.ts'
import { getRun } from '../../src/runs/get-run.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { type CrmTenant, openTenant } from '../support/open-crm-database.ts'
import { openRunWorld, type RunWorld } from '../support/open-run-world.ts'

describe('finding duplicates', () => {
  let world: RunWorld
  beforeAll(async () => {
    world = await openRunWorld({ work: { flows: { find_duplicates: findDuplicates } } })
  })
  afterAll(() => world.close())

  /** A tenant of its own with organizations and people, and a way to scan it. */
  async function openScanned(name: string) {
    const tenant = await openTenant(world.database, name)
    const scan = async (params: Record<string, unknown> = {}) => {
      const context = world.context(tenant.id)
      const { id } = await startRun(context, { use_case: 'find_duplicates', params })
      await world.broker.idle()
      return getRun(context, id)
    }
    const proposals = async (status = 'pending') =>
      (
        await world.query(
          `select id, entity_type, data, rationale, confidence::float8, content_hash, status from proposal where tenant_id = $1 and status = $2 order by created_at, id`,
          [tenant.id, status],
        )
      ).map((row) => ({ ...row, ids: [row.data.survivor_id, ...row.data.loser_ids].sort((a, b) => a - b) }))
    return { tenant, scan, proposals }
  }

  const organization = (tenant: CrmTenant, name: string, more: Record<string, unknown> = {}) =>
    tenant.insert('organization', { name, ...more })
  const person = (tenant: CrmTenant, first_name: string, last_name: string, more: Record<string, unknown> = {}) =>
    tenant.insert('individual', { first_name, last_name, ...more })
  const decide = (tenant: CrmTenant, action: 'approve' | 'reject', { id, content_hash }: Record<string, unknown>) =>
    decideProposals(
      tenant.as('reviewer'),
      [{ id: String(id), content_hash: String(content_hash), action }],
      crypto.randomUUID(),
    )

  it('T56 makes one proposal of three records of one company, and says field by field why', async () => {
    const { tenant, scan, proposals } = await openScanned('three')
    const ids = [
      await organization(tenant, 'Northwind Traders', { website: 'https://northwind.example.net', city: 'Leeds' }),
      await organization(tenant, 'Northwind Traders Ltd.', {
        website: 'www.northwind.example.net/home',
        industry: 'Food',
      }),
      await organization(tenant, 'NORTHWIND TRADERS', { city: 'Leeds', phone: '+44 113 496 0000' }),
    ]
    await organization(tenant, 'Contoso', { website: 'https://contoso.example.net', city: 'Leeds' })
    const run = await scan()
    expect(run).toMatchObject({ status: 'succeeded', proposal_count: 1 })
    const [merge] = await proposals()
    expect(merge).toMatchObject({ ids, entity_type: 'Organization' })
    expect(merge!.rationale).toMatch(/same name \+\d/)
    expect(merge!.rationale).toMatch(/same domain \+\d/)
    expect(merge!.rationale).toContain('nothing else is known')
    expect(run.result).toMatchObject({ scan: { Organization: { records: 4, clusters: 1 } } })
    expect(await decide(tenant, 'approve', merge!)).toMatchObject([{ outcome: 'committed' }])
    expect(await tenant.read('organization', merge!.data.survivor_id)).toMatchObject({
      city: 'Leeds',
      industry: 'Food',
      phone: '+44 113 496 0000',
    })
  })

  it('T64 asks neither for what is merged nor for what a person said no to, also after a rename', async () => {
    const { tenant, scan, proposals } = await openScanned('again')
    const pair = (name: string, city: string) =>
      Promise.all(['', ' GmbH'].map((form) => organization(tenant, name + form, { city, phone: '030 2345678' })))
    await pair('Nordlicht Systeme', 'Kiel')
    await pair('Alpenglueck Reisen', 'Garmisch')
    await scan()
    const [one, other] = await proposals()
    await decide(tenant, 'approve', one!)
    await decide(tenant, 'reject', other!)
    await world.query(`update organization set name = name || ' Deutschland' where id = $1`, [other!.ids[1]])
    expect(await scan()).toMatchObject({ proposal_count: 0 })
    expect(await proposals()).toEqual([])
    // after an undo the pair is remembered as not the same
    await undoCommit(tenant.as('reviewer'), 'proposal', String(one!.id))
    expect(await scan()).toMatchObject({ proposal_count: 0 })
  })

  it('T56 keeps two apart that a person said are not the same, also where a third matches both', async () => {
    const { tenant, scan, proposals } = await openScanned('apart')
    const [a, b] = [
      await organization(tenant, 'Fabrikam Ltd', { website: 'fabrikam.example.net' }),
      await organization(tenant, 'Fabrikam', { website: 'fabrikam.example.net' }),
    ]
    await scan()
    await decide(tenant, 'reject', (await proposals())[0]!)
    await organization(tenant, 'Fabrikam Inc', { website: 'fabrikam.example.net' })
    await scan()
    for (const { ids } of await proposals()) expect(ids).not.toEqual(expect.arrayContaining([a, b]))
  })

  it('T57 does not take a switchboard, a shared mailbox or a page on a platform for a person or a company', async () => {
    const { tenant, scan, proposals } = await openScanned('shared')
    for (const name of ['Ada Byron', 'Grace Murray', 'Alan Mathison', 'Edith Clarke']) {
      const [first, last] = name.split(' ')
      await person(tenant, first!, last!, { email: 'info@acme.example.net', phone: '+1 212 555 0100' })
    }
    await organization(tenant, 'Blue Bakery', { website: 'https://www.facebook.com/bluebakery' })
    await organization(tenant, 'Red Roofing', { website: 'https://facebook.com/redroofing' })
    await scan()
    expect(await proposals()).toEqual([])
  })

  it('T69 keeps colleagues, families, generations, funds and branches apart', async () => {
    const { tenant, scan, proposals } = await openScanned('traps')
    const home = { street: '12 Elm Street', city: 'Springfield', postal_code: '62701', phone: '217 555 0142' }
    await person(tenant, 'Anna', 'Miller', { ...home, email: 'anna.miller@acme.example.net' })
    await person(tenant, 'Peter', 'Miller', { ...home, email: 'peter.miller@acme.example.net' })
    await person(tenant, 'John', 'Carter Sr.', { street: '4 Oak Lane', city: 'Dayton', postal_code: '45402' })
    await person(tenant, 'John', 'Carter Jr.', { street: '4 Oak Lane', city: 'Dayton', postal_code: '45402' })
    const fund = { street: '1 Wall Street', city: 'New York', phone: '212 555 0199', website: 'harborcap.example.net' }
    await organization(tenant, 'Harbor Growth Fund II', fund)
    await organization(tenant, 'Harbor Growth Fund III', fund)
    await organization(tenant, 'Pizza Palace', {
      city: 'Reno',
      phone: '775 555 0111',
      website: 'pizzapalace.example.net',
    })
    await organization(tenant, 'Pizza Palace', {
      city: 'Tampa',
      phone: '813 555 0122',
      website: 'pizzapalace.example.net',
    })
    await scan()
    expect((await proposals()).map(({ rationale }) => rationale)).toEqual([])
  })

  it('finds a person by nickname, married name and another mailbox, and merges two contacts of one person', async () => {
    const { tenant, scan, proposals } = await openScanned('people')
    const acme = await organization(tenant, 'Acme Robotics', { website: 'acmerobotics.example.net' })
    const linkedin_url = 'https://www.linkedin.com/in/katherine-olsen-81a/'
    const ids = [
      await person(tenant, 'Katherine', 'Olsen', { email: 'k.olsen@acmerobotics.example.net', linkedin_url }),
      await person(tenant, 'Kate', 'Olsen-Brandt', { email: 'kate@home.example.net', linkedin_url, city: 'Oslo' }),
    ]
    const contacts = [
      await tenant.insert('contact', { individual_id: ids[0], organization_id: acme, title: 'CTO' }),
      await tenant.insert('contact', { individual_id: ids[0], organization_id: acme, phone: '+47 22 11 00 99' }),
    ]
    await scan({ entity_type: 'Individual' })
    expect((await proposals()).map((p) => [p.entity_type, p.ids])).toEqual([['Individual', ids]])
    await scan()
    expect((await proposals()).map((p) => [p.entity_type, p.ids])).toEqual([
      ['Individual', ids],
      ['Contact', contacts],
    ])
  })

  it('lets accounts follow their organizations, unless another organization is left in them', async () => {
    const { tenant, scan, proposals } = await openScanned('accounts')
    const [kept, emptied, shared] = [
      await tenant.insert('account', { name: 'Adventure Works' }),
      await tenant.insert('account', { name: 'Adventure Works Inc' }),
      await tenant.insert('account', { name: 'Holding' }),
    ]
    const website = 'adventureworks.example.net'
    const rest = { website, city: 'Leeds', phone: '0113 496 0111', industry: 'Bicycles' }
    const survivor = await organization(tenant, 'Adventure Works', { account_id: kept, ...rest })
    await organization(tenant, 'Adventure Works Inc', { account_id: emptied, website })
    await organization(tenant, 'Adventure Works Ltd', { account_id: shared, website })
    await organization(tenant, 'Lucerne Publishing', { account_id: shared })
    await scan()
    const filed = await proposals()
    const [accounts, organizations, ...others] = filed.toSorted((a, b) => a.entity_type.localeCompare(b.entity_type))
    expect(others).toEqual([])
    expect(organizations).toMatchObject({ entity_type: 'Organization', data: { survivor_id: survivor } })
    expect(accounts).toMatchObject({ entity_type: 'Account', data: { survivor_id: kept, loser_ids: [emptied] } })
    expect(await decide(tenant, 'approve', organizations!)).toMatchObject([{ outcome: 'committed' }])
    expect(await decide(tenant, 'approve', accounts!)).toMatchObject([{ outcome: 'committed' }])
    expect(await tenant.read('account', emptied)).toMatchObject({ merged_into_id: String(kept) })
  })

  it('sees rows that came while triggers were off, as in a restore', async () => {
    const { tenant, scan, proposals } = await openScanned('restored')
    const client = await world.database.admin.connect()
    try {
      await client.query('set session_replication_role = replica')
      await client.query(
        `insert into organization (tenant_id, name, website) values ($1, 'Proseware', 'proseware.example.net'), ($1, 'Proseware Inc', 'proseware.example.net')`,
        [tenant.id],
      )
    } finally {
      await client.query('set session_replication_role = origin')
      client.release()
    }
    expect(await scan()).toMatchObject({ proposal_count: 1 })
    expect(await proposals()).toHaveLength(1)
  })

  it('tells another tenant nothing', async () => {
    const { tenant } = await openScanned('mine')
    const other = await openScanned('theirs')
    await organization(tenant, 'Wide World Importers', { website: 'wwi.example.net' })
    await organization(other.tenant, 'Wide World Importers', { website: 'wwi.example.net' })
    expect(await other.scan()).toMatchObject({ proposal_count: 0, result: { scan: { Organization: { records: 1 } } } })
  })
})
