import { describe, expect, it } from 'vitest'
import type { ProvenField } from '../../src/similar/prove-fields.ts'
import type { Candidate } from '../../src/similar/read-candidate.ts'
import { renderRationale } from '../../src/similar/render-rationale.ts'
import { scoreCandidate } from '../../src/similar/score-candidate.ts'
import { Signature } from '../../src/similar/signature.ts'

const field = (value: string | number | boolean): ProvenField => ({ value, evidence: [] })
const candidate = ({
  title = 'Data Engineer',
  text = '',
  ...more
}: Partial<Pick<Candidate, 'technologies' | 'liveness' | 'address'>> & {
  title?: string
  text?: string
  location?: string
  industry?: string
  remote?: boolean
}): Candidate => ({
  url: 'https://acme.example/jobs/1',
  address: more.address ?? 'https://acme.example/jobs/1',
  liveness: more.liveness ?? { state: 'live', phrase: 'apply now' },
  fields: {
    title: field(title),
    ...(more.location && { location: field(more.location) }),
    ...(more.remote !== undefined && { remote: field(more.remote) }),
  },
  organization: { name: field('Acme Ltd'), ...(more.industry && { industry: field(more.industry) }) },
  isOwnPage: true,
  technologies: more.technologies ?? [],
  text,
  dropped: [],
})
const signature = (...traits: [attribute: string, value: string, weight: number, ids?: number[]][]) =>
  Signature.parse({
    traits: traits.map(([attribute, value, weight, lead_ids = []]) => ({ attribute, value, weight, lead_ids })),
  })

describe('the score of a page', () => {
  it('is the sum of what it shares with the winners, each part with its leads', () => {
    const score = scoreCandidate(
      candidate({ location: 'Berlin', industry: 'Energy' }),
      signature(['role', 'data engineer', 1.5, [1, 2]], ['place', 'berlin', 0.5, [2]], ['place', 'paris', 3]),
      'Job',
    )
    expect(score.total).toBe(2)
    expect(score.parts).toEqual([
      { attribute: 'role', value: 'data engineer', weight: 1.5, lead_ids: [1, 2] },
      { attribute: 'place', value: 'berlin', weight: 0.5, lead_ids: [2] },
    ])
    expect(score.resembles).toEqual([2, 1])
  })

  it('counts many technologies as one liking', () => {
    const names = ['kafka', 'postgres', 'python', 'dbt']
    const traits = names.map((name) => ['technology', name, 1] as [string, string, number])
    const score = scoreCandidate(candidate({ technologies: names }), signature(...traits), 'Job')
    expect(score.total).toBe(1 + 0.5 + 0.25 + 0.125)
  })

  it('finds an industry that the page names only in passing, as whole words', () => {
    const wind = signature(['industry', 'wind', 1])
    expect(scoreCandidate(candidate({ text: 'We build off-shore wind farms.' }), wind, 'Job').total).toBe(1)
    expect(scoreCandidate(candidate({ text: 'You clean windows.' }), wind, 'Job').total).toBe(0)
  })

  it('takes what the CRM knows of the organization where the page says nothing', () => {
    const known = { industry: 'Energy', employee_count: 120, city: 'Perth', country: null }
    const wanted = signature(['industry', 'energy', 1], ['size', '50-249', 1], ['place', 'perth', 1])
    expect(scoreCandidate(candidate({}), wanted, 'Job', known)).toMatchObject({ total: 3, notFound: [] })
    expect(scoreCandidate(candidate({}), wanted, 'Job')).toMatchObject({
      total: 0,
      notFound: ['industry', 'size', 'place'],
    })
  })

  it('tells a look-alike of the losers, and one that is alike in nothing that matters', () => {
    const both = signature(['role', 'data engineer', 0.5], ['industry', 'banking', -2], ['seniority', 'senior', 1])
    const bank = scoreCandidate(candidate({ industry: 'Banking' }), both, 'Job')
    expect(bank).toMatchObject({ total: -1.5, looksLikeLosers: true, isAlike: false })
    const nurse = scoreCandidate(candidate({ title: 'Senior Nurse' }), both, 'Job')
    expect(nurse).toMatchObject({ total: 1, looksLikeLosers: false, isAlike: false })
    expect(scoreCandidate(candidate({ title: 'Senior Data Engineer' }), both, 'Job').isAlike).toBe(true)
  })

  it('asks for a quarter of what a page can reach, sizes and sources aside', () => {
    const wanted = signature(
      ['role', 'data engineer', 2],
      ['industry', 'energy', 2],
      ['remote', 'remote', 2],
      ['place', 'berlin', 2],
      ['source', 'referral', 9],
      ['size', '1-9', 9],
    )
    expect(scoreCandidate(candidate({}), wanted, 'Job').isAlike).toBe(true)
    const weak = signature(
      ...wanted.traits.map(
        ({ attribute, value, weight }) =>
          [attribute, value, attribute === 'role' ? 1 : weight] as [string, string, number],
      ),
    )
    expect(scoreCandidate(candidate({}), weak, 'Job').isAlike).toBe(false)
  })
})

describe('the rationale', () => {
  const names = new Map([[4, '“Data Engineer” at Wind Ltd']])
  const wanted = signature(['role', 'data engineer', 1.5, [4]], ['industry', 'banking', -0.5], ['place', 'berlin', 1])
  const render = (page: Candidate, few: string | null = null) =>
    renderRationale({ pages: [page], score: scoreCandidate(page, wanted, 'Job'), known: undefined }, names, few)

  it('names whom it resembles and in what, what counts, what is not known, and whether it is open', () => {
    expect(render(candidate({}))).toBe(
      'Like #4 “Data Engineer” at Wind Ltd (role). Score 1.5: role “data engineer” (+1.5). Not found on the page: place. Open, by its own words: “apply now”.',
    )
  })

  it('says what it shares with the losers, that it was not checked, and that there are few winners', () => {
    const text = render(
      candidate({ industry: 'Banking', liveness: { state: 'unknown' } }),
      'Only 2 leads have reached Offer.',
    )
    expect(text).toContain('But also like leads that did not get there: industry “banking” (-0.5).')
    expect(text).toContain('Whether it is still open: not checked')
    expect(text).toMatch(/Only 2 leads have reached Offer\.$/)
  })
})
