import { describe, expect, it } from 'vitest'
import { attributesOf, type LeadFacts, roleOf, sizeBand } from '../../src/similar/lead-attributes.ts'
import { planSearches } from '../../src/similar/plan-searches.ts'
import { deriveSignature, Signature } from '../../src/similar/signature.ts'

let next = 1
const lead = (facts: Partial<LeadFacts> = {}): LeadFacts => ({
  id: next++,
  type: 'Job',
  organization_id: next,
  title: null,
  source: null,
  industry: null,
  employee_count: null,
  city: null,
  country: null,
  location: null,
  remote: null,
  description: null,
  partnership_type: null,
  ...facts,
})
const many = (count: number, facts: Partial<LeadFacts>) => Array.from({ length: count }, () => lead(facts))
const derive = (winners: LeadFacts[], losers: LeadFacts[], others: LeadFacts[] = []) => {
  const { traits } = deriveSignature(winners, losers, [...winners, ...losers, ...others])
  return (value: string) => traits.find((trait) => trait.value === value)!
}

describe('a lead as values that can be counted', () => {
  it('folds, bands and families', () => {
    expect(
      attributesOf(
        lead({
          title: 'Senior Data Engineer (m/w/d)',
          source: ' LinkedIn ',
          industry: 'Renewable  Energy',
          employee_count: 140,
          location: 'Edinburgh or remote in the UK',
          description: 'Kafka, PostgreSQL and dbt',
        }),
      ),
    ).toEqual({
      industry: ['renewable energy'],
      size: ['50-249'],
      role: ['data engineer'],
      role_family: ['data'],
      seniority: ['senior'],
      place: ['edinburgh'],
      remote: ['remote'],
      technology: ['kafka', 'postgres', 'dbt'],
      source: ['linkedin'],
    })
  })

  it('of a tender are its topics, and no rank', () => {
    expect(
      attributesOf(lead({ type: 'Opportunity', title: 'Request for proposal: repairs analytics platform' })),
    ).toEqual({
      topic: ['repair', 'analytic', 'platform'],
    })
  })

  it('leave out what is not known, and a company that is anywhere is in its town', () => {
    expect(attributesOf(lead())).toEqual({})
    expect(attributesOf(lead({ location: 'Remote', city: 'Glasgow' }))).toEqual({
      place: ['glasgow'],
      remote: ['remote'],
    })
    expect(attributesOf(lead({ remote: false }))).toEqual({ remote: ['on site'] })
  })

  it('have their edges where the OECD has them', () => {
    expect([9, 10, 49, 50, 249, 250, 999, 1000].map(sizeBand)).toEqual([
      '1-9',
      '10-49',
      '10-49',
      '50-249',
      '50-249',
      '250-999',
      '250-999',
      '1000+',
    ])
    expect(roleOf('Lead Data Engineer')).toBe('data engineer')
    expect(roleOf('We are looking for somebody who loves data')).toBeUndefined()
  })
})

describe('the signature of winners', () => {
  it('counts each value among winners and losers, with the leads behind it', () => {
    const winners = many(4, { industry: 'Energy' })
    const losers = [...many(2, { industry: 'Banking' }), lead({ industry: 'Energy' })]
    const of = derive(winners, losers)
    expect(of('energy')).toMatchObject({
      winners: 4,
      losers: 1,
      organizations: 4,
      lead_ids: winners.map(({ id }) => id),
      loser_ids: [losers[2]!.id],
    })
    expect(of('energy').weight).toBeGreaterThan(0)
    expect(of('banking')).toMatchObject({ winners: 0, losers: 2 })
    expect(of('banking').weight).toBeLessThan(0)
  })

  it('says nothing by what everybody has', () => {
    const of = derive(many(6, { remote: true }), many(6, { remote: true }), many(6, { remote: true }))
    expect(Math.abs(of('remote').weight)).toBeLessThan(0.05)
  })

  it('trusts many leads more than one, at the same share', () => {
    const of = derive([...many(9, { source: 'referral' }), lead({ source: 'meetup' })], many(10, { source: 'board' }))
    expect(of('referral').weight).toBeGreaterThan(2 * of('meetup').weight)
    // one lead alone is shrunk to less than half of what its lift would say
    expect(of('meetup').weight).toBeLessThan(Math.log(of('meetup').lift) / 2)
  })

  it('is pulled towards the base rate: what is common among all leads weighs less than what is rare', () => {
    const winners = [...many(3, { source: 'referral', industry: 'Energy' })]
    const losers = many(3, { source: 'board', industry: 'Banking' })
    const of = derive(winners, losers, many(30, { source: 'referral', industry: 'Retail' }))
    expect(of('referral').base).toBeGreaterThan(of('energy').base)
    expect(of('referral').lift).toBeLessThan(of('energy').lift)
  })

  it('without losers still tells the common from the rare', () => {
    const of = derive([...many(5, { industry: 'Energy' }), lead({ industry: 'Retail' })], [])
    expect(of('energy').weight).toBeGreaterThan(of('retail').weight)
    expect(of('retail').weight).toBeGreaterThan(0)
  })

  it('counts the industry and size of one customer once, its leads as often as they are (T32)', () => {
    const customer = many(6, { organization_id: 7, industry: 'Banking', title: 'Data Engineer' })
    const of = derive([...customer, lead({ organization_id: 8, industry: 'Energy' })], many(3, { industry: 'Retail' }))
    expect(of('banking')).toMatchObject({ winners: 6, organizations: 1 })
    expect(of('banking').weight).toBe(of('energy').weight)
    expect(of('data engineer').winners).toBe(6)
  })

  it('is the same for the same leads in any order, and fits into the parameters of a run', () => {
    const winners = Array.from({ length: 300 }, (_, at) =>
      lead({
        id: 1_000_000 + at,
        industry: `Industry ${at % 90}`,
        source: 'referral',
        title: `Role ${at % 7} Engineer`,
      }),
    )
    const losers = Array.from({ length: 300 }, (_, at) =>
      lead({ id: 2_000_000 + at, industry: `Industry ${at % 50}`, source: 'board' }),
    )
    const signature = deriveSignature(winners, losers, [...winners, ...losers])
    expect(JSON.stringify({ signature }).length).toBeLessThan(45_000)
    expect(Signature.parse(signature)).toEqual(signature)
    const values = ({ traits }: Signature) =>
      traits.map(({ attribute, value, weight }) => `${attribute}:${value}:${weight}`)
    expect(values(deriveSignature(winners.toReversed(), losers.toReversed(), [...losers, ...winners])).sort()).toEqual(
      values(signature).sort(),
    )
    // what only losers have is kept, to tell a look-alike of theirs
    expect(signature.traits.some(({ weight }) => weight < 0)).toBe(true)
  })

  it('of nobody is empty, and a person may write one down with no more than values', () => {
    expect(deriveSignature([], [], [])).toEqual({ winners: 0, losers: 0, traits: [] })
    expect(Signature.parse({ traits: [{ attribute: 'industry', value: 'energy' }] }).traits[0]).toMatchObject({
      weight: 1,
      winners: 0,
    })
    expect(Signature.safeParse({ traits: [{ attribute: 'shoe size', value: '42' }] }).success).toBe(false)
  })
})

describe('searches from a signature', () => {
  const signature = (...traits: [attribute: string, value: string, weight?: number][]) =>
    Signature.parse({ traits: traits.map(([attribute, value, weight = 1]) => ({ attribute, value, weight })) })

  it('cross the strongest role with industries, places and technologies', () => {
    const searches = planSearches(
      signature(['role', 'data engineer'], ['industry', 'energy'], ['place', 'berlin'], ['technology', 'kafka']),
      'Job',
    )
    expect(searches).toEqual([
      'data engineer energy job',
      'data engineer job berlin',
      'data engineer kafka job',
      'data engineer careers open position',
    ])
  })

  it('never search for what speaks against', () => {
    const searches = planSearches(signature(['role', 'data engineer'], ['industry', 'banking', -1]), 'Job')
    expect(searches.join(' ')).not.toContain('banking')
  })

  it('use family and level where no role is shared, and nothing where there is nothing', () => {
    expect(planSearches(signature(['role_family', 'data'], ['seniority', 'senior']), 'Job')).toEqual([
      'senior data careers open position',
    ])
    expect(planSearches(signature(['size', '50-249'], ['source', 'referral']), 'Job')).toEqual([])
  })

  it('ask for tenders and programmes', () => {
    expect(planSearches(signature(['industry', 'housing'], ['topic', 'repair']), 'Opportunity')).toEqual([
      'housing request for proposal',
      'repair housing request for proposal',
      'housing invitation to tender',
      'repair invitation to tender',
    ])
    expect(planSearches(signature(['kind', 'consulting']), 'Partnership')).toEqual([
      'consulting partner programme',
      'consulting become a partner',
    ])
  })

  it('are bounded, distinct, and words instead of operators', () => {
    const values = Array.from({ length: 30 }, (_, at) => ['industry', `industry ${at}`] as [string, string])
    const roles = Array.from({ length: 30 }, (_, at) => ['role', `role ${at}`] as [string, string])
    const searches = planSearches(signature(...values, ...roles), 'Job')
    expect(searches.length).toBeLessThanOrEqual(12)
    expect(new Set(searches).size).toBe(searches.length)
    const [hostile] = planSearches(
      signature(['role', 'engineer'], ['industry', 'site:evil.example "x" OR -good (a|b)']),
      'Job',
    )
    expect(hostile).toBe('engineer evil.example x good a b job')
    expect(planSearches(signature(['industry', 'x'.repeat(200)], ['role', 'y']), 'Job')[0]!.length).toBeLessThanOrEqual(
      120,
    )
  })
})
