import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serveModel } from '../../local/model/serve-model.ts'
import { unavailable } from '../../src/errors.ts'
import { createOpenAiModel } from '../../src/platform/openai-model.ts'
import { openSimilarWorld, pageOf, type SimilarWorld } from './similar-world.ts'

let world: SimilarWorld
beforeEach(async () => {
  world = await openSimilarWorld()
  await world.insertJobLeads()
})
afterEach(() => world.close())

const ask = { prompt: 'Find job leads similar to ones that reached interview stage' }
const jobsOf = async (id: string) => (await world.proposalsOf(id)).filter(({ entity_type }) => entity_type === 'Job')

describe('whatever model reads the pages', () => {
  it('an invented value, or a quote that says something else, is in no proposal', async () => {
    world.reader.twist = (answer) => ({
      ...answer,
      location: 'Atlantis',
      salary_range: '£999,999',
      industry: 'Alchemy',
      organization_website: 'https://invented.example',
      quotes: [
        // on the page, and about something else
        ...answer.quotes.filter(({ field }) => !['location', 'salary_range', 'industry'].includes(field)),
        { field: 'location', quote: String(answer.title) },
        { field: 'salary_range', quote: 'Salary: £999,999' },
        { field: 'industry', quote: String(answer.title) },
        { field: 'organization_website', quote: 'https://invented.example' },
      ],
    })
    const run = await world.startSimilar({}, ask)
    const proposals = await world.proposalsOf(run.id)
    expect(proposals.length).toBeGreaterThan(10)
    for (const { data } of proposals) expect(JSON.stringify(data)).not.toMatch(/Atlantis|999,999|Alchemy|invented/)
    const { fields, found } = await world.countQuotes(proposals)
    expect(found).toBe(fields)
  })

  it('a value without a quote is proven by the page itself, and a title without words on it is no lead', async () => {
    world.reader.twist = (answer, { url }) => ({
      ...answer,
      ...(url.includes('wavecrest') && { title: 'Chief Wind Whisperer' }),
      quotes: [],
    })
    const run = await world.startSimilar({}, ask)
    const jobs = await jobsOf(run.id)
    expect(jobs.map(({ data }) => pageOf(data.posting_url)).join()).not.toContain('wavecrest')
    const job = jobs.find(({ data }) => pageOf(data.posting_url).startsWith('meridianfreight'))!
    expect(job.data).toMatchObject({ title: 'Senior Data Engineer', location: 'Glasgow', remote: true })
    expect(job.evidence.location!.items[0]!.quote).toBe('Glasgow')
  })

  it('its opinion that a posting is closed counts with the words that say so, and not without', async () => {
    world.reader.twist = (answer, { url }) => ({
      ...answer,
      closed: true,
      // this page does not say whether it is open
      quotes: url.includes('tarnsidewater')
        ? answer.quotes
        : [...answer.quotes, { field: 'closed', quote: String(answer.title ?? 'nothing of the kind') }],
    })
    const run = await world.startSimilar({}, ask)
    const hosts = (await jobsOf(run.id)).map(({ data }) => pageOf(data.posting_url).split('/')[0])
    expect(hosts).toContain('tarnsidewater.example')
    // a page that says of itself that it is open is believed
    expect(hosts).toContain('wavecrest.example')
  })

  it('text that gives orders changes nothing but the list of what was read', async () => {
    const signature = {
      traits: [
        { attribute: 'industry', value: 'electric mobility' },
        { attribute: 'role', value: 'platform engineer' },
      ],
    }
    const run = await world.startSimilar({ signature }, ask)
    const jobs = await jobsOf(run.id)
    const hostile = jobs.find(({ data }) => pageOf(data.posting_url).startsWith('chargewell'))!
    expect(hostile.data).not.toHaveProperty('status')
    expect(JSON.stringify(hostile.data)).not.toContain('winner@')
    const [{ pending }] = await world.query(
      `select count(*) filter (where status = 'pending')::int as pending from proposal`,
    )
    expect(pending).toBe((await world.proposalsOf(run.id)).length)
  })

  it('one that is out of service leaves a sentence and no proposal', async () => {
    world.work.model = { ...world.reader, ask: () => Promise.reject(unavailable('The model cannot be reached.')) }
    const run = await world.startSimilar({}, ask)
    expect(run).toMatchObject({ status: 'succeeded', proposal_count: 0 })
    expect(run.answer).toMatch(/from 0 pages read\..* Not read: /)
  }, 60_000)
})

describe('the stand-in over the wire', () => {
  it('reads the same web to the same short list, every field quoted', async () => {
    const model = await serveModel()
    try {
      const connection = {
        apiKey: 'a-key',
        baseUrl: model.url,
        model: 'gpt-5-mini',
        embeddingModel: 'text-embedding-3-small',
      }
      world.work.model = createOpenAiModel(connection)
      const run = await world.startSimilar({}, ask)
      expect(run).toMatchObject({ status: 'succeeded', error: null })
      const proposals = await world.proposalsOf(run.id)
      const jobs = proposals.filter(({ entity_type }) => entity_type === 'Job')
      const { fields, found } = await world.countQuotes(proposals)
      expect({ jobs: jobs.length, quotesMissing: fields - found }).toEqual({ jobs: 10, quotesMissing: 0 })
      for (const { data } of jobs) expect(String(data.title)).toMatch(/data/i)
      const again = await world.startSimilar({}, ask)
      expect(again.proposal_count).toBe(0)
    } finally {
      await model.close()
    }
  }, 60_000)
})
