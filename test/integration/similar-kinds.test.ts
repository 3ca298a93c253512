import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LeadRow, openSimilarWorld, type SimilarWorld } from './similar-world.ts'

let world: SimilarWorld
beforeEach(async () => {
  world = await openSimilarWorld()
})
afterEach(() => world.close())

const opportunity = (title: string, name: string, industry: string, end: string): LeadRow => ({
  type: 'Opportunity',
  title,
  organization: { name, industry, city: 'Perth' },
  history: ['Qualifying', 'Proposal', end],
})
const partnership = (title: string, name: string, industry: string, kind: string, end: string): LeadRow => ({
  type: 'Partnership',
  title,
  organization: { name, industry },
  partnership_type: kind,
  history: ['Exploring', 'In Talks', end],
})

describe('opportunities', () => {
  beforeEach(async () => {
    for (const lead of [
      opportunity('Repairs data warehouse', 'Fairholm Homes Association', 'Housing', 'Won'),
      opportunity('Tenancy analytics', 'Moor Homes', 'Housing', 'Won'),
      opportunity('Repairs dashboard', 'Carse Housing', 'Housing', 'Won'),
      opportunity('Data maturity review', 'Kelso Council', 'Local government', 'Won'),
      opportunity('Contractor analytics', 'Leven Homes', 'Housing', 'Won'),
      opportunity('Booking system', 'Minch Ferries', 'Ferries', 'Lost'),
      opportunity('Loyalty app', 'Quayside Retail', 'Retail', 'Lost'),
    ])
      await world.insertLead(lead)
  })

  it('are found as tenders that are open, with the buyer, the value and the closing date quoted', async () => {
    const run = await world.startSimilar({}, { prompt: 'Find opportunities similar to the ones we won' })
    expect(run.result).toMatchObject({ lead_type: 'Opportunity', stage: 'Won' })
    const proposals = await world.proposalsOf(run.id)
    const tenders = proposals.filter(({ entity_type }) => entity_type === 'Opportunity')
    // the tender, and a company like the customers, which announces nothing
    expect(tenders.map(({ data }) => data.title).sort()).toEqual([
      'Invitation to tender: repairs analytics platform',
      'Opportunity with Castlegate Housing Association',
    ])
    const tender = tenders.find(({ data }) => /tender/.test(String(data.title)))
    const company = tenders.find(({ data }) => /Castlegate/.test(String(data.title)))!
    expect(company.rationale).toContain('The page announces nothing in particular; the company is alike.')
    expect(company.rationale).not.toContain('not checked')
    const buyer = proposals.find(({ id }) => id === tender!.parent_ids[0])!
    expect(buyer).toMatchObject({
      entity_type: 'Organization',
      data: { name: 'Lochside Homes Housing Association', industry: 'Housing' },
    })
    expect(tender!.data.estimated_value).toBe(58_000)
    expect(tender!.data.expected_close_date).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    // a portal that republishes notices is no buyer's own page
    expect(tender!.evidence.title!.items[0]).toMatchObject({ kind: 'third_party_page' })
    expect(tender!.rationale).toMatch(/industry “housing”.*topic “(?:repair|analytic)/)
    const { fields, found } = await world.countQuotes(proposals)
    expect(found).toBe(fields)
    // the other tender on the portal says that it is closed
    expect(run.answer).toContain('1 posting was closed')

    const outcomes = await world.decide('approve', proposals)
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['committed']))
    const [lead] = await world.query(
      `select l.title, l.type, l.source, o.name, p.estimated_value::float8 as value, p.expected_close_date::text as due from lead l
        join opportunity p on p.id = l.id join organization o on o.id = l.organization_id where l.title = $1`,
      [tender!.data.title],
    )
    expect(lead).toEqual({
      title: 'Invitation to tender: repairs analytics platform',
      type: 'Opportunity',
      source: 'similar leads',
      name: 'Lochside Homes Housing Association',
      value: 58_000,
      due: tender!.data.expected_close_date,
    })
    const again = await world.startSimilar({}, { prompt: 'Find opportunities similar to the ones we won' })
    expect(again.proposal_count).toBe(0)
  })

  it('are never pages of jobs', async () => {
    const signature = {
      traits: [
        { attribute: 'technology', value: 'postgres' },
        { attribute: 'place', value: 'edinburgh' },
      ],
    }
    const run = await world.startSimilar({ lead_type: 'Opportunity', status: 'Won', signature })
    for (const { data, evidence } of await world.proposalsOf(run.id)) {
      expect(String(data.title ?? '')).not.toMatch(/engineer/i)
      for (const { items } of Object.values(evidence))
        for (const { url } of items) expect(url).not.toMatch(/\/(?:careers|jobs)\//)
    }
  })
})

describe('partnerships', () => {
  it('are found as programmes, of companies that are no partner yet', async () => {
    for (const lead of [
      partnership('Consulting partner programme', 'Fluxline Inc.', 'Data infrastructure', 'Consulting', 'Signed'),
      partnership('Partner network', 'Rivermind', 'Data infrastructure', 'Consulting', 'Signed'),
      partnership('Consultants circle', 'Tablework', 'Data infrastructure', 'Consulting', 'Signed'),
      partnership(
        'Partner programme, once talked about',
        'Streamforge',
        'Data infrastructure',
        'Technology',
        'In Talks',
      ),
      partnership('Referrals', 'Jackdaw Recruiting', 'Recruiting', 'Referral', 'Ended'),
    ])
      await world.insertLead(lead)
    const run = await world.startSimilar({}, { prompt: 'Find partnerships like those that were signed' })
    expect(run.result).toMatchObject({ lead_type: 'Partnership', stage: 'Signed' })
    const proposals = await world.proposalsOf(run.id)
    const partners = proposals.filter(({ entity_type }) => entity_type === 'Partnership')
    expect(partners.map(({ data }) => data)).toEqual([
      { title: 'Consulting partner programme', partnership_type: 'Consulting' },
    ])
    const company = proposals.find(({ id }) => id === partners[0]!.parent_ids[0])!
    expect(company.data).toMatchObject({
      website: 'https://cirrusline.example',
      employee_count: 280,
      industry: 'Data infrastructure',
    })
    expect(run.answer).toMatch(/Only 3 leads have reached Signed/)
    expect(partners[0]!.rationale).toContain('Only 3 leads have reached Signed')
    const { fields, found } = await world.countQuotes(proposals)
    expect(found).toBe(fields)

    const outcomes = await world.decide('approve', proposals)
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['committed', 'committed'])
    const [lead] = await world.query(
      'select l.type, p.partnership_type from lead l join partnership p on p.id = l.id where l.id = $1',
      [outcomes.find(({ entity_type }) => entity_type === 'Partnership')!.entity_id],
    )
    expect(lead).toEqual({ type: 'Partnership', partnership_type: 'Consulting' })
  })
})
