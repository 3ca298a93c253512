import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunView } from '../../src/runs/run-view.ts'
import {
  jobLeads,
  jobStatuses,
  openSimilarWorld,
  type ProposalRow,
  pageOf,
  type SimilarWorld,
} from './similar-world.ts'

/** What is known of the bundled pages: open and like the leads that were interviewed. */
const ALIKE = new Set([
  'thornburyhydro.example/careers/senior-data-platform-engineer',
  'aurelisgrid.example/karriere/senior-data-engineer',
  'galebright.example/careers/principal-data-engineer',
  'jobhive.example/view/principal-data-engineer-brightwater-analytics-ltd-90417',
  'chargewell.example/careers/senior-platform-engineer',
  'meridianfreight.example/jobs/senior-data-engineer',
  'nordhavn-logistik.example/jobs/lead-data-engineer',
  'peatlandcarbon.example/work/senior-data-engineer',
  'sunfold.example/recrutement/ingenieur-data-senior',
  'tarnsidewater.example/careers/lead-data-engineer',
  'voltahaven.example/jobb/data-platform-lead',
  'wavecrest.example/careers/staff-data-engineer',
  'harrowgate-robotics.example/jobs/telemetry',
])
/** Answer 200 and are over all the same. */
const DEAD = [
  'aurelisgrid.example/karriere/lead-data-engineer',
  'brightwater-analytics.example/jobs/data-platform-manager',
  'greenacrewind.example/vacancies/data-platform-engineer',
  'greenacrewind.example/vacancies/old/dpe-2',
  'heliotropestorage.example/jobs/senior-data-engineer',
  'jobhive.example/view/senior-data-engineer-ridgeway-power-70011',
  'jobs.lever.co/fenwickgrid/0b5e6a44-7d0e-4d0c-9f2c-5a8b6c1f9e01',
  'skylark-meteo.example/carrieres/data-engineer',
  'voltahaven.example/jobb/senior-data-engineer',
  'corvidrecruiting.example/roles/interim-head-of-data',
  'quillonbank.example/careers/R-20431',
]

let world: SimilarWorld
let run: RunView
let proposals: ProposalRow[]
const leads: Record<string, number> = {}
beforeAll(async () => {
  world = await openSimilarWorld()
  await world.insertStatuses('Job', jobStatuses)
  for (const lead of jobLeads) leads[(lead.organization as { name: string }).name] = await world.insertLead(lead)
  run = await world.startSimilar({}, { prompt: 'Find job leads similar to ones that reached interview stage' })
  proposals = await world.proposalsOf(run.id)
})
afterAll(() => world.close())

const jobs = () => proposals.filter(({ entity_type }) => entity_type === 'Job')
const jobAt = (page: string) => jobs().find(({ data }) => pageOf(data.posting_url).startsWith(page))!
interface Shown {
  stage: string
  winners: { lead_id: number; reached_at: string }[]
  losers: number[]
  signature: {
    winners: number
    losers: number
    traits: {
      attribute: string
      value: string
      winners: number
      losers: number
      lift: number
      weight: number
      base: number
      lead_ids: number[]
      loser_ids: number[]
      organizations: number
    }[]
  }
}
const shown = () => run.result as unknown as Shown
const trait = (attribute: string, value: string) =>
  shown().signature.traits.find((each) => each.attribute === attribute && each.value === value)

describe('a run from words to proposals, over the bundled web', () => {
  it('finds the stage that the words mean and everybody who ever reached it (T29, T30)', () => {
    expect(run).toMatchObject({ status: 'succeeded', error: null })
    expect(shown().stage).toBe('Interviewing')
    const reached = jobLeads.filter(({ history }) => history.includes('Interviewing'))
    expect(
      shown()
        .winners.map(({ lead_id }) => lead_id)
        .sort(),
    ).toEqual(reached.map(({ organization }) => leads[(organization as { name: string }).name]).sort())
    expect(shown().losers).toHaveLength(5)
  })

  it('shows the signature: counts, base rate, lift and the leads behind each value', () => {
    const renewable = trait('industry', 'renewable energy')!
    expect(renewable).toMatchObject({ winners: 3, losers: 0, organizations: 3 })
    expect(renewable.lead_ids.sort()).toEqual(
      ['Alderpoint Energy Ltd', 'Solbruck GmbH', 'Nordvik Offshore ApS'].map((name) => leads[name]).sort(),
    )
    expect(trait('industry', 'online gambling')).toMatchObject({ winners: 0, losers: 2 })
    expect(trait('industry', 'online gambling')!.loser_ids).toHaveLength(2)
    expect(trait('industry', 'online gambling')!.weight).toBeLessThan(0)
    expect(trait('technology', 'kafka')).toMatchObject({ winners: 6, losers: 0 })
    // what all have, winners and losers, tells nothing
    expect(Math.abs(trait('size', '50-249')!.weight)).toBeLessThan(0.1)
    const attributes = new Set(shown().signature.traits.map(({ attribute }) => attribute))
    for (const each of [
      'industry',
      'size',
      'role',
      'role_family',
      'seniority',
      'place',
      'remote',
      'technology',
      'source',
    ])
      expect(attributes).toContain(each)
  })

  it('proposes what is alike, nothing dead and nothing twice: the truth table', async () => {
    const pages = jobs().map(({ data }) => pageOf(data.posting_url))
    const { fields, found } = await world.countQuotes(proposals)
    const table = {
      proposed: pages.length,
      alikeAmongTheFirstTen: pages.slice(0, 10).filter((page) => ALIKE.has(page)).length,
      dead: pages.filter((page) => DEAD.includes(page)).length,
      repeated:
        pages.length -
        new Set(jobs().map(({ data, origin }) => `${data.title}|${origin.organization}|${data.location}`)).size,
      quotesMissing: fields - found,
    }
    expect(table).toEqual({ proposed: 10, alikeAmongTheFirstTen: 10, dead: 0, repeated: 0, quotesMissing: 0 })
    expect(fields).toBeGreaterThan(60)
  })

  it('reads dead postings, says of each why, and proposes none (T34)', async () => {
    const events = await world.eventsOf(run.id)
    const closed = events.filter(({ kind }) => kind === 'closed')
    expect(closed.length).toBeGreaterThanOrEqual(7)
    for (const { message, detail } of closed) {
      expect(DEAD).toContain(pageOf(detail!.url))
      expect(message).toMatch(/, (?:closed|filled|expired) \(“.+”\)\.$/)
    }
    expect(run.answer).toContain(`${closed.length} postings were closed and left out.`)
  })

  it('says that whether a posting is open was not checked where its page does not say (T34)', () => {
    expect(jobAt('tarnsidewater.example').rationale).toContain('Whether it is still open: not checked')
    expect(jobAt('wavecrest.example').rationale).toContain('Open, by its own words: “submit your application')
  })

  it('makes one proposal of the job that stands at three addresses, with all of them as sources (T33)', () => {
    const thornbury = jobs().filter(({ origin }) => String(origin.organization).startsWith('Thornbury Hydro'))
    expect(thornbury).toHaveLength(1)
    const [job] = thornbury
    expect((job!.origin.addresses as string[]).map(pageOf).sort()).toEqual([
      'jobhive.example/view/senior-data-platform-engineer-at-thornbury-hydro-edinburgh-88231',
      'jobs.lever.co/thornburyhydro/3f1d9a52-58a4-4d7b-9c8e-1b7a40c2e611',
      'thornburyhydro.example/careers/senior-data-platform-engineer',
    ])
    expect(job!.evidence.title!.items.length).toBe(3)
    expect(job!.evidence.title!.confidence).toBeGreaterThanOrEqual(0.9)
    expect(job!.rationale).toContain('Found at 3 addresses')
  })

  it('bundles each lead with its organization, and quotes every field of both', () => {
    for (const job of jobs()) {
      const parent = proposals.find(({ id }) => id === job.parent_ids[0])
      expect(parent).toMatchObject({ entity_type: 'Organization', bundle_id: job.bundle_id })
      expect(Object.keys(job.evidence).sort()).toEqual(Object.keys(job.data).sort())
      expect(Object.keys(parent!.evidence).sort()).toEqual(Object.keys(parent!.data).sort())
    }
    expect(jobAt('meridianfreight.example').data).toMatchObject({
      title: 'Senior Data Engineer',
      location: 'Glasgow',
      remote: true,
      salary_range: '£80,000',
    })
  })

  it('ranks with its parts, names the leads it resembles and in what, and what was not found', () => {
    const scores = jobs().map(({ origin }) => Number(origin.score))
    expect(scores.every((score) => score > 0)).toBe(true)
    const hydro = jobAt('thornburyhydro.example')
    expect(hydro.rationale).toContain(
      `#${leads['Alderpoint Energy Ltd']} “Senior Data Platform Engineer” at Alderpoint Energy Ltd (`,
    )
    expect(hydro.rationale).toMatch(/Score \d\.\d: .*industry “renewable energy” \(\+1\.\d\)/)
    expect(hydro.rationale).toMatch(/Not found on the page: [^.]*size/)
    const parts = hydro.origin.parts as { weight: number }[]
    expect(parts.map(({ weight }) => Math.abs(weight))).toEqual(
      parts.map(({ weight }) => Math.abs(weight)).sort((a, b) => b - a),
    )
  })

  it('plans its searches from the signature', () => {
    const searches = (run.result as unknown as { searches: string[] }).searches
    expect(searches[0]).toBe('data engineer renewable energy job')
    expect(searches).toContain('data engineer job remote')
    expect(searches.some((query) => query.includes('kafka postgres'))).toBe(true)
    expect(searches.join(' ')).not.toMatch(/bank|gambling|insurance/)
    expect(searches.length).toBeLessThanOrEqual(12)
  })

  it('changes no record before a person has decided', async () => {
    const [{ count }] = await world.query('select count(*)::int as count from lead where tenant_id = $1', [
      world.tenantId,
    ])
    expect(count).toBe(jobLeads.length)
  })

  it('proposes nothing new when it is asked again', async () => {
    const again = await world.startSimilar(
      {},
      { prompt: 'Find job leads similar to ones that reached interview stage' },
    )
    expect(again.status).toBe('succeeded')
    const more = await world.proposalsOf(again.id)
    const before = new Set(jobs().map(({ data, origin }) => `${data.title}|${origin.organization}`))
    expect(more.filter(({ data, origin }) => before.has(`${data.title}|${origin?.organization}`))).toEqual([])
    const third = await world.startSimilar(
      {},
      { prompt: 'Find job leads similar to ones that reached interview stage' },
    )
    expect(third).toMatchObject({ status: 'succeeded', proposal_count: 0 })
    expect(third.answer).toMatch(/Nothing new|known already/)
  })
})
