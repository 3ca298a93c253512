import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunView } from '../../src/runs/run-view.ts'
import type { Page, Web } from '../../src/web/web.ts'
import { type LeadRow, openSimilarWorld, type ProposalRow, type SimilarWorld } from './similar-world.ts'

/** Kitchens instead of data: nothing here is known to anybody who wrote a rule. */
const chef = (title: string, name: string, industry: string, end: string, city: string): LeadRow => ({
  title,
  organization: { name, industry, city },
  history: ['Found', 'Applied', ...(end === 'Trial shift' ? ['Trial shift', 'No thanks'] : [end])],
  location: city,
  remote: false,
})
const leads = [
  chef('Head Pastry Chef', 'Hotel Belmont', 'Hotels', 'Trial shift', 'Lyon'),
  chef('Pastry Chef', 'Auberge du Lac', 'Hotels', 'Trial shift', 'Annecy'),
  chef('Pastry Chef', 'Grand Hotel Riva', 'Hotels', 'Trial shift', 'Lyon'),
  chef('Senior Pastry Chef', 'Maison Claire', 'Restaurants', 'Trial shift', 'Lyon'),
  chef('Pastry Chef', 'Le Petit Four', 'Restaurants', 'Trial shift', 'Geneva'),
  chef('Line Cook', 'Burger Barn', 'Fast food', 'Rejected', 'Lyon'),
  chef('Line Cook', 'Fry Fast', 'Fast food', 'Rejected', 'Grenoble'),
  chef('Kitchen Porter', 'Burger Barn Two', 'Fast food', 'Rejected', 'Lyon'),
]

const page = (title: string, company: string, place: string, more: string, links: Page['links'] = []) => ({
  title: `${title} | ${company}`,
  text: `${title}\nCompany: ${company}\nLocation: ${place}\n${more}`,
  links,
})
const to = (url: string) => [{ url, text: 'Apply on the company’s site' }]
const pages: Record<string, Omit<Page, 'url' | 'finalUrl' | 'status' | 'retrievedAt'>> = {
  'https://hotelsoleil.example/jobs/pastry-chef': page(
    'Pastry Chef Manager',
    'Hotel Soleil',
    'Lyon',
    'Industry: Hotels\nApply now',
  ),
  // the same job on two boards, in two spellings
  'https://chefboard.example/v/991?utm_source=mail': page(
    'Pastry Chef Manager (m/f/d) - Lyon',
    'HOTEL SOLEIL SAS',
    'Lyon, France',
    'Apply now',
    to('https://hotelsoleil.example/jobs/pastry-chef'),
  ),
  'https://kitchenwork.example/ad/7': page('Pastry Chef Manager', 'Hotel Soleil', '', 'Seen today.'),
  // a copy that has outlived its original
  'https://chefboard.example/v/992': page(
    'Pastry Chef Manager',
    'Hotel Mistral',
    'Nice',
    'Industry: Hotels\nApply now',
    to('https://hotelmistral.example/careers/12'),
  ),
  'https://hotelmistral.example/careers/12': page(
    'Pastry Chef Manager',
    'Hotel Mistral',
    'Nice',
    'This role was filled in May.',
  ),
  // over by its structured data alone
  'https://palace.example/jobs/3': {
    ...page('Head Pastry Chef Manager', 'Palace Hotel', 'Lyon', 'Industry: Hotels\nApply now'),
    validThrough: '2026-01-01',
  },
  'https://villa.example/jobs/1': page(
    'Senior Pastry Chef Manager',
    'Villa Rosa',
    'Annecy',
    'Industry: Restaurants\nA kitchen of four.',
  ),
  'https://burgers.example/jobs/1': page(
    'Line Cook Manager',
    'Patty Palace',
    'Lyon',
    'Industry: Fast food\nA job with fries. Apply now',
  ),
  'https://clinic.example/jobs/1': page(
    'Ward Manager',
    'Clinique Sud',
    'Lyon',
    'Industry: Healthcare\nA job with care. Apply now',
  ),
}

const now = new Date().toISOString()
const words = (text: string) => new Set(text.toLowerCase().match(/\p{L}+/gu) ?? [])
const web: Web = {
  async search(query, limit = 10) {
    const asked = words(query)
    const found = Object.entries(pages)
      // a board's copy is what search knows of this one
      .filter(([url]) => !url.startsWith('https://hotelmistral'))
      .map(([url, { title, text }]) => ({
        url,
        title,
        score: [...words(`${title} ${text}`)].filter((word) => asked.has(word)).length,
      }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
    return found.slice(0, limit).map(({ url, title }) => ({ url, title, snippet: '' }))
  },
  encyclopedia: async () => [],
  async read(url) {
    const known = Object.entries(pages).find(([each]) => each.split('?')[0] === url.split('?')[0])
    return known
      ? { ...known[1], url, finalUrl: url, status: 200, retrievedAt: now }
      : { url, unread: 'The page is gone.', retryable: false }
  },
}

let world: SimilarWorld
let run: RunView
let jobs: ProposalRow[]
beforeAll(async () => {
  world = await openSimilarWorld()
  world.work.web = web
  for (const lead of leads) await world.insertLead(lead)
  run = await world.startSimilar({}, { prompt: 'Find jobs similar to the ones where I got a trial shift' })
  jobs = (await world.proposalsOf(run.id)).filter(({ entity_type }) => entity_type === 'Job')
})
afterAll(() => world.close())

const employers = () => jobs.map(({ origin }) => origin.organization).sort()

describe('a tenant and pages of another trade', () => {
  it('understands the stage in the tenant’s own words, and its statuses without any description', () => {
    expect(run).toMatchObject({ status: 'succeeded', error: null })
    expect(run.result).toMatchObject({ stage: 'Trial shift' })
    expect((run.result as { winners: unknown[] }).winners).toHaveLength(5)
    expect((run.result as { losers: unknown[] }).losers).toHaveLength(3)
  })

  it('proposes the jobs that are alike and open, each once, and nothing else', () => {
    expect(employers()).toEqual(['Hotel Soleil', 'Villa Rosa'])
  })

  it('knows one job on three sites by what it announces', () => {
    const soleil = jobs.find(({ origin }) => origin.organization === 'Hotel Soleil')!
    expect((soleil.origin.addresses as string[]).sort()).toEqual([
      'https://chefboard.example/v/991',
      'https://hotelsoleil.example/jobs/pastry-chef',
      'https://kitchenwork.example/ad/7',
    ])
    expect(soleil.data).toMatchObject({ title: 'Pastry Chef Manager', location: 'Lyon' })
  })

  it('follows a copy to its original, and believes structured data that says it is over', async () => {
    const closed = (await world.eventsOf(run.id)).filter(({ kind }) => kind === 'closed').map(({ message }) => message)
    expect(closed.sort()).toEqual([
      'Not proposed: https://chefboard.example/v/992, filled (“This role was filled”).',
      'Not proposed: https://palace.example/jobs/3, expired (“valid through 2026-01-01”).',
    ])
  })

  it('leaves out what looks like the losers, and says so', async () => {
    expect(run.answer).toMatch(/2 look more like leads that did not get there, and were left out\./)
    const dropped = (await world.eventsOf(run.id)).filter(({ kind }) => kind === 'dropped')
    expect(dropped.find(({ message }) => message.includes('burgers.example'))!.message).toMatch(
      /more like leads that did not get there: .*industry “fast food”/,
    )
  })

  it('has nothing new the second time', async () => {
    const again = await world.startSimilar({}, { prompt: 'Find jobs similar to the ones where I got a trial shift' })
    expect(again).toMatchObject({ status: 'succeeded', proposal_count: 0 })
  })
})
