import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { undoCommit } from '../../src/proposals/undo-commit.ts'
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

const alderpoint = () => world.organization('Alderpoint Energy', 'https://www.alderpoint.example')
const kestrel = () => world.organization('Kestrel Mobility', 'https://kestrelmobility.example')
const of = <T extends { name: string }>(filed: T[], name: string) => filed.filter((each) => each.name === name)

describe('somebody the CRM knows at the organization', () => {
  it('is changed and not created again, under a short name, without diacritics or by the mailbox', async () => {
    const id = await alderpoint()
    const solvane = await world.organization('Solvane', 'solvane.example')
    const cal = await world.person({ first_name: 'CALLUM', last_name: 'Birnie' }, id)
    const weiss = await world.person(
      { first_name: 'Juergen', last_name: 'Weiss', email: 'juergen.weiss@solvane.example' },
      solvane,
    )
    const nameless = await world.person({ email: 'Hannah.Whitlock@alderpoint.example' }, id)
    const { filed } = await world.enrich()
    expect(
      filed
        .filter(({ action }) => action === 'create')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Amara Diallo', 'Katrin Vogel', 'Priya Raman'])
    expect(
      [...new Set(filed.filter(({ action }) => action === 'update').map(({ entity_id }) => entity_id))].sort(),
    ).toEqual([cal, weiss, nameless].sort())
  })

  it('is changed under a misspelt name, as a scan for duplicates would say', async () => {
    const id = await alderpoint()
    const hannah = await world.person({ first_name: 'Hannah', last_name: 'Whitlok' }, id)
    const { filed } = await world.enrich()
    expect(filed.filter(({ action, name }) => action === 'create' && name.startsWith('Hannah'))).toEqual([])
    expect(filed.map(({ entity_id }) => entity_id)).toContain(hannah)
  })

  it('has blanks filled, an agent’s values replaced and a person’s values replaced by three questions (T41)', async () => {
    const id = await alderpoint()
    const person = await world.person(
      { first_name: 'Hannah', last_name: 'Whitlock', title: 'Data Lead', phone: '+44 131 496 0000' },
      id,
    )
    await world.insert('data_provenance', {
      entity_type: 'Individual',
      entity_id: person,
      field_name: 'phone',
      kind: 'value',
      actor_kind: 'agent',
      source: 'a directory',
      raw_value: '+44 131 496 0000',
    })
    const { filed } = await world.enrich()
    const asked = of(filed, 'Hannah Whitlock').map(({ risk, data, action }) => ({ risk, data, action }))
    expect(asked).toHaveLength(3)
    expect(asked).toEqual(
      expect.arrayContaining([
        { action: 'update', risk: 'fill', data: { email: 'hannah.whitlock@alderpoint.example' } },
        { action: 'update', risk: 'replace_agent', data: { phone: '+44 131 496 0147' } },
        { action: 'update', risk: 'replace_human', data: { title: 'Head of Data Platform' } },
      ]),
    )
  })

  it('is confirmed where the page says the same, and no question is asked', async () => {
    const id = await alderpoint()
    const person = await world.person(
      {
        first_name: 'Priya',
        last_name: 'Raman',
        title: 'Chief Technology Officer',
        email: 'priya.raman@alderpoint.example',
      },
      id,
    )
    await world.person(
      { first_name: 'Callum', last_name: 'Birnie', title: 'CEO', email: 'CALLUM.BIRNIE@alderpoint.example' },
      id,
    )
    const { filed, run } = await world.enrich()
    expect([...of(filed, 'Priya Raman'), ...of(filed, 'Callum Birnie')]).toEqual([])
    expect(run.answer).toContain('1 record says the same already.')
    const confirmed = await world.query(
      `select field_name, kind, quote_verified from data_provenance where tenant_id = $1 and entity_id = $2 order by 1`,
      [world.tenantId, person],
    )
    expect(confirmed).toEqual([
      { field_name: 'email', kind: 'confirmation', quote_verified: true },
      { field_name: 'title', kind: 'confirmation', quote_verified: true },
    ])
  })

  it('is left alone after opting out', async () => {
    const id = await alderpoint()
    await world.person({ first_name: 'Priya', last_name: 'Raman', opted_out: true }, id)
    const { filed, events } = await world.enrich()
    expect(of(filed, 'Priya Raman')).toEqual([])
    expect(events.map(({ kind }) => kind)).toContain('opted_out')
  })
})

describe('a namesake the CRM knows elsewhere', () => {
  it('is not touched; the new person is proposed with the question whether they are one', async () => {
    const dentist = await world.organization('Kowalska Dental Practice', 'https://kowalska-dental.example', null)
    const anna = await world.person(
      { first_name: 'Anna', last_name: 'Kowalska', email: 'anna@kowalska-dental.example' },
      dentist,
    )
    await world.organization('Greyfriars Health', 'https://greyfriars-health.example')
    const { filed } = await world.enrich()
    expect(of(filed, 'Anna Kowalska')).toMatchObject([
      {
        action: 'create',
        data: { title: 'Head of Clinical Data', email: 'anna.kowalska@greyfriars-health.example' },
        rationale: expect.stringContaining(`may be the same person as Individual ${anna}`),
      },
    ])
  })
})

describe('a job change (T42)', () => {
  const owenAtQuillon = async () => {
    const quillon = await world.organization('Quillon Bank plc', 'https://www.quillonbank.example', null)
    const owen = await world.person(
      {
        first_name: 'Owen',
        last_name: 'Pritchard',
        title: 'Data Engineering Manager',
        email: 'owen.pritchard@quillonbank.example',
      },
      undefined,
    )
    await world.insert('contact', { individual_id: owen, organization_id: quillon, is_primary: true })
    await world.insert('employment', {
      individual_id: owen,
      organization_id: quillon,
      title: 'Data Engineering Manager',
      started_on: '2023-01-01',
    })
    await world.insert('note', { content: 'Likes sailing.', entity_type: 'Individual', entity_id: owen })
    return { quillon, owen }
  }

  it('that a page tells closes one employment and opens another in one decision; notes stay, flags do not move', async () => {
    const { quillon, owen } = await owenAtQuillon()
    const id = await kestrel()
    const { filed } = await world.enrich()
    const [change, ...more] = of(filed, 'Owen Pritchard')
    expect(more).toEqual([])
    expect(change).toMatchObject({
      action: 'update',
      entity_id: owen,
      risk: 'replace_human',
      rationale: expect.stringMatching(
        /seems to have moved from Quillon Bank plc to Kestrel Mobility, VP Data Engineering, as the page names Quillon Bank/,
      ),
    })
    const reviewer = await world.reviewer()
    expect(await world.decide(reviewer, [change!], 'approve')).toMatchObject([{ outcome: 'committed' }])
    const state = async () => ({
      employments: await world.query(
        `select organization_id::int, title, is_current, ended_on is not null as ended from employment where individual_id = $1 order by id`,
        [owen],
      ),
      contacts: await world.query(
        `select organization_id::int, is_primary from contact where individual_id = $1 order by id`,
        [owen],
      ),
      notes: await world.query(`select content from note where entity_id = $1 and entity_type = 'Individual'`, [owen]),
      titles: await world.query('select title from individual where id = $1', [owen]),
    })
    expect(await state()).toEqual({
      employments: [
        { organization_id: quillon, title: 'Data Engineering Manager', is_current: false, ended: true },
        { organization_id: id, title: 'VP Data Engineering', is_current: true, ended: false },
      ],
      contacts: [
        { organization_id: quillon, is_primary: true },
        { organization_id: id, is_primary: false },
      ],
      notes: [{ content: 'Likes sailing.' }],
      titles: [{ title: 'VP Data Engineering' }],
    })
    expect(await undoCommit(reviewer, 'proposal', change!.id)).toMatchObject({ outcome: 'undone' })
    expect(await state()).toMatchObject({
      employments: [{ organization_id: quillon, is_current: true, ended: false }],
      contacts: [{ organization_id: quillon, is_primary: true }],
      titles: [{ title: 'Data Engineering Manager' }],
    })
  })

  it('is known by the profile as well', async () => {
    const old = await kestrel()
    await world.query('delete from lead where organization_id = $1', [old])
    const dominic = await world.person(
      {
        first_name: 'Dominic',
        last_name: 'Achterberg',
        title: 'CEO',
        linkedin_url: 'https://uk.linkedin.com/in/Dominic-Achterberg/',
      },
      old,
    )
    await world.organization('Windrush Maps', 'https://windrushmaps.example')
    const { filed } = await world.enrich()
    expect(of(filed, 'Dominic Achterberg')).toMatchObject([
      { action: 'update', entity_id: dominic, rationale: expect.stringContaining('as the profile is the same') },
    ])
  })

  it('that nothing but the name suggests is none', async () => {
    const elsewhere = await world.organization('Somewhere Else Ltd', null, null)
    const owen = await world.person({ first_name: 'Owen', last_name: 'Pritchard', title: 'Plumber' }, elsewhere)
    await kestrel()
    const { filed } = await world.enrich()
    expect(of(filed, 'Owen Pritchard')).toMatchObject([
      { action: 'create', rationale: expect.stringContaining(`Individual ${owen}`) },
    ])
  })

  it('that a person said no to is not asked again', async () => {
    await owenAtQuillon()
    const id = await kestrel()
    const first = await world.enrich()
    await world.decide(await world.reviewer(), of(first.filed, 'Owen Pritchard'), 'reject')
    const second = await world.enrich({ organization_ids: [id] })
    expect(second.filed).toEqual([])
  })
})

describe('a second run over the same pages', () => {
  const again = async () => {
    const rows = await world.query('select id from organization where tenant_id = $1', [world.tenantId])
    return world.enrich({ organization_ids: rows.map(({ id }) => Number(id)) })
  }
  const count = async () =>
    (await world.query('select count(*)::int as n from proposal where tenant_id = $1', [world.tenantId]))[0].n

  it('proposes nothing while the first waits, after it was approved, and after it was rejected', async () => {
    const id = await alderpoint()
    await world.person({ first_name: 'Hannah', last_name: 'Whitlock', title: 'Data Lead' }, id)
    await world.organization('Fenwick Grid', 'https://www.fenwickgrid.example')
    const reviewer = await world.reviewer()
    const first = await world.enrich()
    const total = await count()
    expect(first.filed.length).toBe(total)
    expect(total).toBeGreaterThan(5)
    expect((await again()).run.proposal_count).toBe(0)
    expect(await count()).toBe(total)
    const half = first.filed.filter((_, at) => at % 2 === 0)
    const rest = first.filed.filter((_, at) => at % 2 === 1)
    const approved = await world.decide(reviewer, half, 'approve')
    expect(approved.every(({ outcome }) => outcome === 'committed')).toBe(true)
    await world.decide(reviewer, rest, 'reject')
    const third = await again()
    expect(third.filed).toEqual([])
    expect(await count()).toBe(total)
    expect(third.run.answer).toMatch(/\d+ records say the same already\./)
  })

  it('creates nobody twice when the same person is approved from two questions', async () => {
    const id = await alderpoint()
    const { filed } = await world.enrich()
    const priya = of(filed, 'Priya Raman')
    await world.person({ first_name: 'P', last_name: 'Raman', email: 'priya.raman@alderpoint.example' }, id)
    const [outcome] = await world.decide(await world.reviewer(), priya, 'approve')
    expect(outcome).toMatchObject({ outcome: 'committed', detail: expect.stringContaining('already existed') })
  })
})
