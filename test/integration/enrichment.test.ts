import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { suppressPerson } from '../../src/enrichment/suppress-person.ts'
import { readCarefully, readerModel } from './enrichment-readers.ts'
import { type EnrichmentWorld, openEnrichmentWorld, openStandIns, type StandIns } from './enrichment-world.ts'

let standIns: StandIns
let world: EnrichmentWorld
beforeAll(async () => {
  standIns = await openStandIns()
})
afterAll(() => standIns.close())
beforeEach(async () => {
  world = await openEnrichmentWorld(standIns, readerModel(readCarefully))
})
afterEach(() => world.close())

const alderpoint = () => world.organization('Alderpoint Energy Ltd', 'https://www.alderpoint.example')
const fenwick = () => world.organization('Fenwick Grid', 'www.fenwickgrid.example')
const names = (filed: { name: string }[]) => filed.map(({ name }) => name).sort()
const kinds = (events: { kind: string; message: string }[], kind: string) =>
  events.filter((event) => event.kind === kind)

describe('who is researched', () => {
  it('are the organizations linked to the asked-for leads, one job each', async () => {
    const [one, two] = [await alderpoint(), await fenwick()]
    await world.organization('Streamforge Inc.', 'https://www.streamforge.example', 'Partnership')
    await world.organization('Tidemark Systems A/S', 'https://www.tidemark.example', null)
    await world.insert('lead', { organization_id: one, type: 'Job', title: 'A second lead there', status: 'New' })
    const { run, result } = await world.enrich()
    expect(run).toMatchObject({ status: 'succeeded', progress: { done: 2, total: 2 } })
    expect(result.organizations.map(({ id }) => id).sort()).toEqual([one, two])
    expect(await world.query('select count(*)::int as n from research_job where run_id = $1', [run.id])).toEqual([
      { n: 2 },
    ])
  })

  it('leaves out archived leads and organizations, and those of another tenant', async () => {
    const gone = await fenwick()
    await world.query('update lead set archived_at = now() where organization_id = $1', [gone])
    const archived = await alderpoint()
    await world.query('update organization set archived_at = now() where id = $1', [archived])
    const other = await openEnrichmentWorld(standIns)
    await other.organization('Solvane GmbH', 'https://solvane.example')
    const { run } = await world.enrich()
    await other.close()
    expect(run.answer).toBe('No lead that matches is linked to an organization, so there was nobody to research.')
    expect(run.usage).toMatchObject({ searches: 0, pages: 0, model_calls: 0 })
  })

  it('can be named by lead or organization, and limited', async () => {
    const [one, two] = [await alderpoint(), await fenwick()]
    const [lead] = await world.query('select id from lead where organization_id = $1', [one])
    const byLead = await world.enrich({ lead_ids: [Number(lead.id)] })
    expect(byLead.result.organizations).toMatchObject([{ id: one }])
    const byOrganization = await world.enrich({ organization_ids: [two] })
    expect(byOrganization.result.organizations).toMatchObject([{ id: two }])
    const third = await openEnrichmentWorld(standIns)
    for (const name of ['One Ltd', 'Two Ltd', 'Three Ltd']) await third.organization(name, null)
    expect((await third.enrich({ limit: 2 })).run.progress).toEqual({ done: 2, total: 2 })
    await third.close()
  })

  it('can be named in the question, with or without a lead, and need to be in the CRM', async () => {
    const id = await world.organization('Fenwick Grid Ltd', 'https://www.fenwickgrid.example', null)
    await alderpoint()
    const named = await world.enrich({}, 'Who is the CTO at Fenwick Grid?')
    expect(named.result.organizations).toMatchObject([{ id }])
    expect(names(named.filed)).toEqual(['John Smith'])
    const unknown = await world.enrich({}, 'Who is the CTO at Tidemark Systems?')
    expect(unknown.run.answer).toBe('The CRM has no organization called "Tidemark Systems".')
  })

  it('are not read again within a month, unless for other roles', async () => {
    const id = await alderpoint()
    await world.enrich()
    const again = await world.enrich()
    expect(again.run.answer).toMatch(
      /^All 1 organization that match were read within the last 30 days; the next is due on 20/,
    )
    expect(again.run.usage.pages).toBe(0)
    expect((await world.enrich({ roles: ['talent partner'] })).result.organizations).toMatchObject([{ id }])
    await world.query(`update research_job set finished_at = now() - interval '31 days' where tenant_id = $1`, [
      world.tenantId,
    ])
    expect((await world.enrich()).result.organizations).toMatchObject([{ id }])
  })
})

describe('the people found', () => {
  it('come with a link to the organization, and a verbatim quote, page, time and price for each field', async () => {
    const id = await alderpoint()
    const { filed } = await world.enrich()
    const hannah = filed.find(({ name }) => name === 'Hannah Whitlock')!
    expect(hannah).toMatchObject({
      action: 'create',
      risk: 'create',
      link_to: { organization_id: id },
      confidence: 0.9,
      data: { title: 'Head of Data Platform', email: 'hannah.whitlock@alderpoint.example', phone: '+44 131 496 0147' },
      rationale:
        'Hannah Whitlock, Head of Data Platform, at Alderpoint Energy Ltd, where you have the lead "Lead at Alderpoint Energy Ltd".',
    })
    for (const field of ['first_name', 'last_name', 'title', 'email', 'phone']) {
      const [first] = hannah.evidence[field]!.items
      expect(first).toMatchObject({ quote_verified: true, method: 'on page', kind: 'company_team_page' })
      expect(first!.url).toContain('www.alderpoint.example/team')
      expect(first!.quote.length).toBeGreaterThan(3)
    }
  })

  it('are decision-makers, or hold the roles that were asked for', async () => {
    await alderpoint()
    const { filed, run } = await world.enrich()
    expect(names(filed)).toEqual(['Callum Birnie', 'Hannah Whitlock', 'Priya Raman'])
    expect(run.answer).toContain('1 person with other roles is not proposed.')
    const asked = await world.enrich({}, 'Find CTOs and heads of data at organizations linked to my job leads')
    expect(names(asked.filed)).toEqual([])
    const other = await openEnrichmentWorld(standIns, readerModel(readCarefully))
    await other.organization('Alderpoint Energy Ltd', 'https://www.alderpoint.example')
    const first = await other.enrich({}, 'Find CTOs and heads of data at organizations linked to my job leads')
    expect(names(first.filed)).toEqual(['Hannah Whitlock', 'Priya Raman'])
    await other.close()
  })

  it('are not their namesakes, who are named with the reason (T37)', async () => {
    await fenwick()
    const { filed, result, events } = await world.enrich()
    const johns = filed.filter(({ name }) => name === 'John Smith')
    expect(johns).toMatchObject([{ data: { title: 'Chief Technology Officer', email: 'j.smith@fenwickgrid.example' } }])
    expect(result.not_the_same).toContainEqual({
      name: 'John Smith',
      url: expect.stringContaining('energydataday.example/speakers'),
      reason: 'The page says "Bolsover Cables", not Fenwick Grid.',
    })
    expect(kinds(events, 'not_the_same_person').map(({ message }) => message)).toContainEqual(
      expect.stringContaining('Not the same person: John Smith. The page says "Bolsover Cables"'),
    )
  })

  it('are less sure where a source says otherwise, which is shown (the cap of contradictions)', async () => {
    await fenwick()
    const { filed } = await world.enrich()
    const { title } = filed.find(({ name }) => name === 'John Smith')!.evidence
    expect(title!.confidence).toBe(0.5)
    expect(title!.items.map(({ method, kind }) => [method, kind])).toEqual(
      expect.arrayContaining([
        ['on page', 'company_team_page'],
        ['says otherwise', 'directory'],
      ]),
    )
    expect(filed.find(({ name }) => name === 'Rhona Telford')!.evidence.title!.confidence).toBe(0.9)
  })

  it('are believed where no website is known only when a page names the two together', async () => {
    await world.organization('Fenwick Grid Ltd', null)
    const { filed } = await world.enrich()
    expect(names(filed)).toContain('John Smith')
    for (const each of filed) expect(each.confidence).toBeLessThan(0.9)
  })

  it('are found where the website has moved, and not where a lapsed one leads to strangers', async () => {
    await world.organization('Brightwater Analytics Limited', 'https://brightwater.example')
    await world.organization('Brightwater Plumbing Ltd', 'https://brightwater.example')
    const { filed } = await world.enrich()
    expect(names(filed)).toEqual(['Elena Vasquez-Holm', 'Ngozi Adeyemi', 'Peter Ashdown'])
  })

  it('are not those of former days: an old page and "our former CEO" prove nothing about today', async () => {
    await world.organization('Brightwater Analytics Limited', 'https://brightwater-analytics.example')
    await world.organization('Kestrel Mobility Ltd', 'https://kestrelmobility.example')
    const { filed, result, events } = await world.enrich()
    expect(names(filed)).toEqual([
      'Alison Greaves',
      'Elena Vasquez-Holm',
      'Farah Siddiqui',
      'Ngozi Adeyemi',
      'Owen Pritchard',
      'Peter Ashdown',
    ])
    expect(filed.find(({ name }) => name === 'Elena Vasquez-Holm')!.data.title).toBe('Chief Data Officer')
    expect(
      result.not_believed.map(({ url, reason }) => [new URL(url).pathname, reason.replace(/\d{4}.*/, '')]),
    ).toEqual(
      expect.arrayContaining([
        ['/p/brightwater-analytics.example/about/team-2021', 'The page says it is from '],
        ['/p/kestrelmobility.example/about/management-2023', 'The page says it is from '],
      ]),
    )
    expect(kinds(events, 'field_dropped')).toContainEqual(
      expect.objectContaining({ message: 'Dropped title of Dominic Achterberg: The page says that this is past.' }),
    )
  })

  it('have no shared or private address as their own, and a guess is only called one (T43)', async () => {
    await world.organization('Verdanta Foods Ltd', 'https://verdanta.example')
    await world.organization('Betrio Gaming Ltd', 'https://betrio.example')
    await world.organization('Oakhanger Labs Ltd', 'https://oakhanger.example')
    const { filed, result, events } = await world.enrich({ roles: [] })
    const by = (name: string) => filed.find((each) => each.name === name)!
    expect(by('Tom Ashcombe').data).not.toHaveProperty('email')
    expect(by('Mikael Strand')).toMatchObject({
      rationale: expect.stringContaining(
        'mikael.strand@betrio.example is a guess, as 2 addresses there have this form, and is not filled in.',
      ),
    })
    expect(by('Mehmet Yıldız').rationale).toContain('mehmet@oakhanger.example is a guess')
    for (const each of filed) if (!each.data.email) expect(each.identity).toEqual([])
    expect(result.guessed_addresses).toContainEqual({
      name: 'Mikael Strand',
      email: 'mikael.strand@betrio.example',
      method: 'pattern_and_domain',
    })
    expect(kinds(events, 'address_guessed').length).toBe(result.guessed_addresses.length)
    expect(JSON.stringify(filed.map(({ data }) => data))).not.toContain('mikael.strand@')
  })
})

describe('a person who asked to be forgotten (T44)', () => {
  const remember = async (kind: 'email' | 'name_at_organization') => {
    const admin = await world.reviewer('admin')
    const person =
      kind === 'email'
        ? { email: 'priya.raman@alderpoint.example' }
        : { first_name: 'Priya', last_name: 'Raman', organizationName: 'Alderpoint Energy' }
    expect(await suppressPerson(admin, { person, reason: 'asked by letter' })).toEqual({ added: 1 })
    expect(await suppressPerson(admin, { person })).toEqual({ added: 0 })
  }

  it.each(['email', 'name_at_organization'] as const)(
    'is not proposed when known by %s, and leaves no trace in the run',
    async (kind) => {
      await alderpoint()
      await remember(kind)
      const { id, filed } = await world.enrich()
      expect(names(filed)).toEqual(['Callum Birnie', 'Hannah Whitlock'])
      const [kept] = await world.query(
        `select (select coalesce(string_agg(e.message || e.detail::text, ''), '') from run_event e where e.run_id = $1)
         || (select string_agg(j.result::text, '') from research_job j where j.run_id = $1)
         || (select coalesce(string_agg(encode(b.blob, 'escape'), ''), '') from checkpoint_blobs b where b.thread_id = $1::text) as text`,
        [id],
      )
      expect(kept.text).toContain('Hannah Whitlock')
      expect(kept.text).not.toMatch(/Priya|priya\.raman/)
    },
  )
})

describe('putting somebody on the list', () => {
  it('hashes every mailbox, and the name at every organization; and is for those who may', async () => {
    const [one, two] = [await alderpoint(), await fenwick()]
    const id = await world.person(
      { first_name: 'Priya', last_name: 'Raman', email: 'Priya.Raman@alderpoint.example' },
      one,
    )
    await world.insert('contact', { individual_id: id, organization_id: two, email: 'p.raman@fenwickgrid.example' })
    const admin = await world.reviewer('admin')
    expect(await suppressPerson(admin, { individual_id: id })).toEqual({ added: 4 })
    const kept = await world.query('select kind, key_hash from suppression where tenant_id = $1', [world.tenantId])
    expect(JSON.stringify(kept)).not.toMatch(/raman/i)
    await expect(suppressPerson(admin, { individual_id: 0 })).rejects.toMatchObject({ code: 'not_found' })
    await expect(suppressPerson(admin, { person: { first_name: 'Priya' } })).rejects.toMatchObject({ code: 'invalid' })
    await expect(suppressPerson(await world.reviewer(), { individual_id: id })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

describe('a person found on the web', () => {
  it.each([
    [true, 30],
    [7, 7],
  ])('gets a task to be told where the tenant wants one (%s)', async (setting, days) => {
    await world.query(
      `update tenant set settings = jsonb_build_object('enrichment', jsonb_build_object('notice_task', $2::jsonb)) where id = $1`,
      [world.tenantId, JSON.stringify(setting)],
    )
    await alderpoint()
    const { filed } = await world.enrich()
    const priya = filed.find(({ name }) => name === 'Priya Raman')!
    const [outcome] = await world.decide(await world.reviewer(), [priya], 'approve')
    expect(outcome).toMatchObject({ outcome: 'committed' })
    const tasks = await world.query(
      `select title, entity_type, entity_id, due_date - current_date as days from task where tenant_id = $1`,
      [world.tenantId],
    )
    expect(tasks).toEqual([
      {
        title: 'Tell Priya Raman that they are on file',
        entity_type: 'Individual',
        entity_id: String(outcome!.entity_id),
        days,
      },
    ])
  })

  it('gets none by default', async () => {
    await alderpoint()
    const { filed } = await world.enrich()
    expect(filed.flatMap(({ effects }) => effects.map(({ entity_type }) => entity_type))).not.toContain('Task')
  })
})
