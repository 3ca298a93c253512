import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resumeRun } from '../../src/runs/resume-run.ts'
import { jobLeads, jobStatuses, type LeadRow, openSimilarWorld, type SimilarWorld } from './similar-world.ts'

let world: SimilarWorld
beforeEach(async () => {
  world = await openSimilarWorld()
})
afterEach(() => world.close())

const ask = { prompt: 'Find job leads similar to ones that reached interview stage' }
const jobsOf = async (id: string) => (await world.proposalsOf(id)).filter(({ entity_type }) => entity_type === 'Job')
const insertAll = async (leads: LeadRow[]) => {
  const ids: number[] = []
  for (const lead of leads) ids.push(await world.insertLead(lead))
  return ids
}
const searches = () => world.web.requests().filter(({ q }) => q).length

describe('too little to go by', () => {
  it('with fewer than five winners it says so beside every proposal', async () => {
    await world.insertStatuses('Job', jobStatuses)
    await insertAll([...jobLeads.slice(0, 3), ...jobLeads.slice(6, 9)])
    const run = await world.startSimilar({}, ask)
    expect(run.answer).toContain('Only 3 leads have reached Interviewing')
    const jobs = await jobsOf(run.id)
    expect(jobs.length).toBeGreaterThan(0)
    for (const { rationale } of jobs) expect(rationale).toContain('Only 3 leads have reached Interviewing')
  })

  it('a stage nobody reached ends with the nearest one that was, and nothing is searched (T31)', async () => {
    await world.insertStatuses('Job', jobStatuses)
    await insertAll(jobLeads.slice(6))
    const run = await world.startSimilar({}, ask)
    expect(run).toMatchObject({ status: 'succeeded', proposal_count: 0 })
    expect(run.answer).toBe(
      'No lead has ever reached Interviewing, so nothing is proposed. The nearest stage that leads have reached is Applied (5); ask for that one instead.',
    )
    expect(searches()).toBe(0)
  })

  it('a tenant without any lead or status is told so', async () => {
    const run = await world.startSimilar({}, ask)
    expect(run).toMatchObject({ status: 'succeeded', proposal_count: 0 })
    expect(run.answer).toMatch(/There is no stage called “interview”.*There are no job leads yet/)
  })

  it('statuses that only leads use are stages all the same', async () => {
    await insertAll(jobLeads)
    const run = await world.startSimilar({ limit: 1 }, ask)
    expect(run.result).toMatchObject({ stage: 'Interviewing' })
    expect((run.result as { losers: number[] }).losers).toHaveLength(5)
  })

  it('winners who are all excluded are no winners', async () => {
    await world.insertStatuses('Job', jobStatuses)
    const ids = await insertAll(jobLeads)
    const run = await world.startSimilar({ exclude_lead_ids: ids.slice(0, 6) }, ask)
    expect(run).toMatchObject({
      proposal_count: 0,
      answer: 'All 6 leads that reached Interviewing are excluded, so nothing is proposed.',
    })
  })
})

describe('the stage that is meant (T30)', () => {
  it('is asked for when two pipelines have reached one of that name', async () => {
    await world.insertStatuses('Job', [['On Hold', 'paused']])
    await world.insertStatuses('Opportunity', [['On Hold', 'paused']])
    await insertAll([
      { title: 'Data Engineer', history: ['New', 'On Hold'] },
      { title: 'Warehouse', type: 'Opportunity', history: ['New', 'On Hold'] },
    ])
    const run = await world.startSimilar({}, { prompt: 'Find leads similar to ones that went on hold' })
    expect(run).toMatchObject({ status: 'succeeded', proposal_count: 0 })
    expect(run.answer).toBe('“On Hold” could mean On Hold (Job) or On Hold (Opportunity). Which one do you mean?')
    const typed = await world.startSimilar(
      { lead_type: 'Opportunity' },
      { prompt: 'Find leads similar to ones that went on hold' },
    )
    expect(typed.result).toMatchObject({ stage: 'On Hold', lead_type: 'Opportunity' })
  })

  it('is the one pipeline’s whose leads have reached it, where the words do not say which', async () => {
    await world.insertStatuses(null, [['Negotiation', 'open']])
    await insertAll([
      {
        title: 'Warehouse',
        type: 'Opportunity',
        history: ['New', 'Negotiation'],
        organization: { name: 'A', industry: 'Housing' },
      },
    ])
    const run = await world.startSimilar({}, { prompt: 'Find leads similar to those in negotiation' })
    expect(run.result).toMatchObject({ stage: 'Negotiation', lead_type: 'Opportunity' })
  })

  it('described for all types and for one is one stage', async () => {
    await world.insertStatuses('Job', jobStatuses)
    await world.insertStatuses(null, [['interviewing', 'open']])
    await insertAll(jobLeads)
    const run = await world.startSimilar({ limit: 1 }, ask)
    expect(run.result).toMatchObject({ stage: 'Interviewing' })
  })
})

describe('a stage set by mistake (T29)', () => {
  it('is shown with its minutes, counts, and can be left out', async () => {
    await world.insertStatuses('Job', jobStatuses)
    await insertAll(jobLeads)
    const slip = await world.insertLead({
      title: 'Gardener',
      history: ['New', 'Interviewing', 'New'],
      minutes: [60, 2],
    })
    const run = await world.startSimilar({ limit: 1 }, ask)
    expect(run.result).toMatchObject({ reverted: [{ lead_id: slip, after_minutes: 2, back_to: 'New' }] })
    expect((run.result as { winners: unknown[] }).winners).toHaveLength(7)
    expect(run.answer).toContain(`Lead #${slip} was in Interviewing for 2 minutes only`)
    const without = await world.startSimilar({ limit: 1, exclude_reverted: true }, ask)
    expect(without.result).toMatchObject({ reverted: [], excluded: [slip] })
    expect((without.result as { winners: unknown[] }).winners).toHaveLength(6)
  })
})

describe('the signature before anything is searched', () => {
  const review = { review_signature: true }

  it('waits for a person as a waiting run, and searches by what the person made of it', async () => {
    await world.insertJobLeads()
    const { id } = await world.startSimilar(review, ask)
    const waiting = await world.get(id)
    expect(waiting).toMatchObject({
      status: 'waiting',
      waiting: { kind: 'confirm', ask: 'signature' },
      proposal_count: 0,
    })
    expect(searches()).toBe(0)
    const { value } = waiting.waiting as { value: { traits: { attribute: string; value: string }[] } }
    const edited = {
      ...value,
      traits: value.traits.filter(({ attribute, value: v }) => attribute !== 'industry' || v === 'water technology'),
    }
    await resumeRun(world.context(), id, { confirmed: edited })
    const run = await world.settled(id)
    expect(run.status).toBe('succeeded')
    const result = run.result as unknown as { searches: string[]; signature: unknown }
    expect(result.signature).toEqual(edited)
    expect(result.searches[0]).toBe('data engineer water technology job')
    expect(result.searches.join(' ')).not.toContain('renewable')
  })

  it('goes on with it as it is after a plain yes, and ends after a no', async () => {
    await world.insertJobLeads()
    const yes = await world.startSimilar({ ...review, limit: 2 }, ask)
    await resumeRun(world.context(), yes.id, { confirmed: true })
    expect(await jobsOf((await world.settled(yes.id)).id)).toHaveLength(2)
    const no = await world.startSimilar(review, ask)
    await resumeRun(world.context(), no.id, { confirmed: false })
    expect(await world.settled(no.id)).toMatchObject({
      status: 'succeeded',
      proposal_count: 0,
      answer: 'The signature was declined, so nothing was searched and nothing is proposed.',
    })
  })

  it('asks again when the answer is no signature, and says what is wrong with it', async () => {
    await world.insertJobLeads()
    const { id } = await world.startSimilar(review, ask)
    await resumeRun(world.context(), id, { confirmed: { traits: [{ attribute: 'shoe size', value: '42' }] } })
    expect(await world.settled(id)).toMatchObject({ status: 'waiting' })
    const events = await world.eventsOf(id)
    expect(events.find(({ kind }) => kind === 'not_confirmed')!.message).toContain('traits.0.attribute')
  })

  it('can be given as a parameter, without a winner behind it', async () => {
    await world.insertStatuses('Job', jobStatuses)
    const signature = {
      traits: [
        { attribute: 'role', value: 'data engineer' },
        { attribute: 'industry', value: 'weather data', weight: 2 },
      ],
    }
    const run = await world.startSimilar({ signature }, ask)
    expect((run.result as { searches: string[] }).searches[0]).toBe('data engineer weather data job')
    expect((await jobsOf(run.id)).map(({ origin }) => origin.organization)).toContain('Galebright Analytics Ltd')
  })

  it('counts one big customer once and says so (T32)', async () => {
    await world.insertStatuses('Job', jobStatuses)
    const big = await world.insert('organization', { name: 'Bigcorp', industry: 'Banking', city: 'London' })
    await insertAll([
      ...jobLeads.slice(0, 2),
      ...Array.from({ length: 5 }, () => ({ ...jobLeads[2]!, organization: big })),
    ])
    const run = await world.startSimilar({ limit: 1 }, ask)
    const { traits } = (
      run.result as unknown as {
        signature: {
          traits: { attribute: string; value: string; winners: number; organizations: number; weight: number }[]
        }
      }
    ).signature
    const industry = (value: string) => traits.find((each) => each.attribute === 'industry' && each.value === value)!
    expect(industry('banking')).toMatchObject({ winners: 5, organizations: 1 })
    expect(industry('banking').weight).toBe(industry('renewable energy').weight)
    expect(run.answer).toContain('5 of these 7 leads are at Bigcorp: its industry and size count once.')
  })
})

describe('what goes wrong on the way', () => {
  beforeEach(() => world.insertJobLeads())

  it('a search outage ends with a sentence and no invention', async () => {
    world.web.faults.searchStatus = 503
    const run = await world.startSimilar({}, ask)
    expect(run).toMatchObject({ status: 'succeeded', proposal_count: 0 })
    expect(run.answer).toContain('The web search could not be reached')
    expect(run.answer).toContain('nothing was proposed')
  }, 60_000)

  it('pages that cannot be read are counted, not invented', async () => {
    world.web.faults.pageStatus = 503
    const run = await world.startSimilar({}, ask)
    expect(run).toMatchObject({ status: 'succeeded', proposal_count: 0 })
    expect(run.answer).toMatch(
      /^Nothing new like those that reached Interviewing, from 0 pages read\..* Not read: http.* and \d+ more\.$/,
    )
  }, 60_000)

  it('searches that find nothing are a result', async () => {
    const signature = { traits: [{ attribute: 'industry', value: 'zzzxqy' }] }
    const run = await world.startSimilar({ signature }, ask)
    expect(run).toMatchObject({ status: 'succeeded', proposal_count: 0 })
    expect(run.answer).toMatch(/found nothing to read, so nothing was proposed|not alike enough/)
  })

  it('a budget of no searches ends before anything, and the run can go on with more', async () => {
    const run = await world.startSimilar({}, { ...ask, budget: { searches: 0 } })
    expect(run).toMatchObject({ status: 'succeeded', proposal_count: 0 })
    expect(run.answer).toMatch(
      /^Nothing was searched, so nothing was proposed\. Stopped at the run's budget of 0 searches\./,
    )
    await resumeRun(world.context(), run.id, { budget: { searches: 100 } })
    const resumed = await world.settled(run.id)
    expect(resumed.status_reason).toBeNull()
    expect((await jobsOf(run.id)).length).toBe(10)
  })

  it('a budget that ends among the searches loses nothing that was found', async () => {
    await world.query(`update tenant set settings = '{"research": {"parallelism": 1}}'`)
    const run = await world.startSimilar({}, { ...ask, budget: { searches: 3 } })
    expect(run).toMatchObject({ status: 'succeeded', proposal_count: 0 })
    expect(run.answer).toContain('none read: nothing was proposed')
    await resumeRun(world.context(), run.id, { budget: { searches: 100 } })
    const resumed = await world.settled(run.id)
    expect(resumed).toMatchObject({ status: 'succeeded', status_reason: null })
    expect(resumed.usage.searches).toBe((resumed.result as { searches: string[] }).searches.length)
    const jobs = await jobsOf(run.id)
    expect(jobs.length).toBeGreaterThanOrEqual(8)
    expect(new Set(jobs.map(({ origin, data }) => `${origin.organization}|${data.title}`)).size).toBe(jobs.length)
  })

  it('a budget that ends among the pages proposes what was read, says so, and goes on later', async () => {
    await world.query(`update tenant set settings = '{"research": {"parallelism": 1}}'`)
    const run = await world.startSimilar({}, { ...ask, budget: { pages: 12 } })
    expect(run.status_reason).toBe("Stopped at the run's budget of 12 pages.")
    expect(run.answer).toMatch(/from \d+ pages read\..*Stopped at the run's budget of 12 pages\. Not read: .* more\.$/)
    const before = (await jobsOf(run.id)).length
    expect(before).toBeGreaterThan(0)
    await resumeRun(world.context(), run.id, { budget: { pages: 1000 } })
    expect(await world.settled(run.id)).toMatchObject({ status: 'succeeded', status_reason: null })
    const jobs = await jobsOf(run.id)
    expect(jobs.length).toBeGreaterThan(before)
    expect(new Set(jobs.map(({ origin, data }) => `${origin.organization}|${data.title}`)).size).toBe(jobs.length)
  })

  it('parameters that are wrong are refused before a run begins, each by its path', async () => {
    const signature = { traits: [{ attribute: 'shoe size', value: '42' }] }
    await expect(world.start({ use_case: 'similar_leads', params: { signature, limit: 0 } })).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ path: 'params.signature.traits.0.attribute' }, { path: 'params.limit' }],
    })
  })
})

describe('leads that are named instead of a stage', () => {
  it('are the winners, whatever became of them', async () => {
    await world.insertStatuses('Job', jobStatuses)
    const ids = await insertAll(jobLeads)
    const run = await world.startSimilar({ lead_ids: ids.slice(0, 2) }, { prompt: 'Find more like these' })
    expect(run.result).toMatchObject({ stage: 'the leads you named', lead_type: 'Job' })
    expect((run.result as { winners: { lead_id: number }[] }).winners.map(({ lead_id }) => lead_id).sort()).toEqual(
      ids.slice(0, 2),
    )
    expect(run.answer).toContain('Only 2 leads were named')
    expect((await jobsOf(run.id)).length).toBeGreaterThan(0)
  })
})
