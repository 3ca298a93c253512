import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSimilarWorld, type ProposalRow, pageOf, type SimilarWorld } from './similar-world.ts'

let world: SimilarWorld
beforeEach(async () => {
  world = await openSimilarWorld()
  await world.insertJobLeads()
})
afterEach(() => world.close())

const ask = { prompt: 'Find job leads similar to ones that reached interview stage' }
const jobs = (proposals: ProposalRow[]) => proposals.filter(({ entity_type }) => entity_type === 'Job')
const hostsOf = (proposals: ProposalRow[]) => jobs(proposals).map(({ data }) => pageOf(data.posting_url).split('/')[0])
const find = (proposals: ProposalRow[], host: string) =>
  jobs(proposals).find(({ data }) => pageOf(data.posting_url).startsWith(host))!

describe('leads that are known', () => {
  it('are not proposed again under another spelling, legal form or address', async () => {
    // the same role and company, spelt otherwise and without a place
    await world.insertLead({
      title: 'Sr. Data Engineer (m/f/d)',
      organization: { name: 'MERIDIAN FREIGHTWORKS LIMITED' },
      history: ['New'],
    })
    // one address in four spellings
    const posting_url = 'http://www.wavecrest.example/careers/staff-data-engineer/?utm_source=mail&gclid=1#apply'
    await world.insertLead({ title: 'That wind job', history: ['New'], posting_url })
    // archived is known all the same
    const id = await world.insertLead({
      title: 'Lead Data Engineer',
      organization: { name: 'Tarnside Water Technology' },
      history: ['New', 'Rejected'],
      location: 'Kendal, Cumbria',
    })
    await world.query('update lead set archived_at = now() where id = $1', [id])

    const run = await world.startSimilar({}, ask)
    const hosts = hostsOf(await world.proposalsOf(run.id))
    expect(hosts.length).toBeGreaterThan(5)
    for (const host of ['meridianfreight.example', 'wavecrest.example', 'tarnsidewater.example'])
      expect(hosts).not.toContain(host)
    expect(run.answer).toMatch(/\d were known already\./)
    const read = world.web.requests().filter(({ path }) => path.includes('wavecrest.example/careers'))
    expect(read).toEqual([])
  })

  it('in another town are other leads', async () => {
    await world.insertLead({
      title: 'Senior Data Engineer',
      organization: { name: 'Meridian Freightworks Ltd' },
      history: ['New'],
      location: 'Rotterdam',
    })
    const run = await world.startSimilar({}, ask)
    const proposals = await world.proposalsOf(run.id)
    expect(find(proposals, 'meridianfreight.example').data.location).toBe('Glasgow')
  })
})

describe('organizations that are known', () => {
  it('are linked under another legal suffix, by their domain, misspelt, and as what they were merged into (T35)', async () => {
    const hydro = await world.insert('organization', { name: 'Thornbury Hydro Limited', industry: 'Renewable energy' })
    const water = await world.insert('organization', {
      name: 'TWT Group',
      website: 'https://www.tarnsidewater.example/about',
    })
    const weather = await world.insert('organization', { name: 'Bright Gale Weather plc', employee_count: 120 })
    await world.insert('organization', {
      name: 'Galebright Analytics',
      merged_into_id: weather,
      archived_at: new Date().toISOString(),
    })
    // neither its name nor a site says so: a slip, and a mailbox at the domain
    const freight = await world.insert('organization', {
      name: 'Meridain Freightworks',
      email: 'hello@meridianfreight.example',
    })
    const run = await world.startSimilar({}, ask)
    const proposals = await world.proposalsOf(run.id)
    const linked = (host: string) => find(proposals, host).link_to
    expect(linked('thornburyhydro.example')).toEqual({ organization_id: hydro })
    expect(linked('tarnsidewater.example')).toEqual({ organization_id: water })
    expect(linked('galebright.example')).toEqual({ organization_id: weather })
    expect(linked('meridianfreight.example')).toEqual({ organization_id: freight })
    const created = proposals.filter(({ entity_type }) => entity_type === 'Organization').map(({ data }) => data.name)
    for (const name of created) expect(name).not.toMatch(/Thornbury|Tarnside|Galebright|Meridian/)
    expect(created.length).toBeGreaterThan(3)
    // what the CRM knows of a linked organization counts as found
    expect(find(proposals, 'galebright.example').origin.parts).toContainEqual(
      expect.objectContaining({ attribute: 'size', value: '50-249' }),
    )

    const outcomes = await world.decide('approve', [find(proposals, 'thornburyhydro.example')])
    expect(outcomes).toMatchObject([{ outcome: 'committed', entity_type: 'Job' }])
    const [lead] = await world.query(
      'select l.*, j.posting_url from lead l join job j on j.id = l.id where l.id = $1',
      [outcomes[0]!.entity_id],
    )
    expect(lead).toMatchObject({ organization_id: String(hydro), type: 'Job', status: 'New', source: 'similar leads' })
    expect(pageOf(lead.posting_url)).toBe('thornburyhydro.example/careers/senior-data-platform-engineer')
  })
})

describe('what people said no to', () => {
  it('is not proposed again, nor is a lead of an organization that was refused', async () => {
    const first = await world.startSimilar({}, ask)
    const proposals = await world.proposalsOf(first.id)
    const refused = find(proposals, 'meridianfreight.example')
    await world.decide('reject', [refused])
    const hydro = find(proposals, 'thornburyhydro.example')
    const parent = proposals.find(({ id }) => id === hydro.parent_ids[0])!
    await world.decide('reject', [parent])
    // the rest lapses without a decision, and may be proposed anew
    await world.query(`update proposal set status = 'expired' where status = 'pending'`)

    const second = await world.startSimilar({}, ask)
    const hosts = hostsOf(await world.proposalsOf(second.id))
    expect(hosts).toContain('wavecrest.example')
    expect(hosts).not.toContain('meridianfreight.example')
    expect(hosts).not.toContain('thornburyhydro.example')
    expect(second.answer).toMatch(/\d (?:was|were) (?:refused before|known already)/)
  })
})

describe('an inbox that is full (T36)', () => {
  it('stops the run with a sentence before anything is searched', async () => {
    await world.startSimilar({ limit: 4 }, ask)
    const searched = world.web.requests().filter(({ q }) => q).length
    const run = await world.startSimilar({ inbox_limit: 4 }, ask)
    expect(run).toMatchObject({
      status: 'succeeded',
      proposal_count: 0,
      answer: '4 proposals of this kind already wait for a decision; no more are made until there are fewer than 4.',
    })
    expect(world.web.requests().filter(({ q }) => q).length).toBe(searched)
  })

  it('that is nearly full is filled to its limit and no further', async () => {
    await world.startSimilar({ limit: 4 }, ask)
    const run = await world.startSimilar({ inbox_limit: 6 }, ask)
    expect(jobs(await world.proposalsOf(run.id))).toHaveLength(2)
    expect(run.answer).toContain('beyond the limit of 2')
  })
})
