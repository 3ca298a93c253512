import { describe, expect, it } from 'vitest'
import { collapsePostings, type Posting } from '../../src/web/collapse-postings.ts'
import { isRemotePlace, mayBeSamePlace, placeKey, postingTitleKey, roleTitleKey } from '../../src/web/posting-keys.ts'

describe('the key of a title', () => {
  it.each([
    ['Sr. Data Engineer (m/w/d)', 'senior data engineer'],
    ['Senior Data-Engineer (f/m/x) - Remote', 'senior data engineer'],
    ['Senior Data Engineer #REQ-2041', 'senior data engineer'],
    ['Senior Data Engineer (Berlin)', 'senior data engineer'],
    ['Front-end Developer', 'frontend developer'],
    ['Ingénieur data senior', 'ingenieur data senior'],
    ['C++ Developer II', 'c++ developer 2'],
  ])('%s is %s', (title, key) => {
    expect(postingTitleKey(title)).toBe(key)
  })

  it('keeps what makes another job', () => {
    expect(postingTitleKey('Lead Data Engineer')).not.toBe(postingTitleKey('Senior Data Engineer'))
    expect(postingTitleKey('Data Engineer, Payments')).not.toBe(postingTitleKey('Data Engineer, Growth'))
  })

  it('goes without the company and the place that a board writes behind it', () => {
    expect(roleTitleKey('Senior Data Engineer at Acme GmbH', 'Acme GmbH', '')).toBe('senior data engineer')
    expect(roleTitleKey('Senior Data Engineer - Berlin', 'Acme', 'Berlin, Germany')).toBe('senior data engineer')
    expect(roleTitleKey('Senior Data Engineer in Berlin', 'Acme', 'Berlin')).toBe('senior data engineer')
    expect(roleTitleKey('Berlin', 'Acme', 'Berlin')).toBe('berlin')
    // a word that only ends like the place is part of the title
    expect(roleTitleKey('Data Engineer EastBerlin', 'Acme', 'Berlin')).toBe('data engineer eastberlin')
  })
})

describe('the key of a place', () => {
  it.each([
    ['Berlin, Germany (Hybrid)', 'berlin'],
    ['Greater London Area', 'london'],
    ['Malmö', 'malmo'],
    ['Edinburgh or remote in the UK', 'edinburgh'],
    ['Remote (Berlin)', 'berlin'],
    ['London / Remote', 'london'],
    ['Remote in the UK', 'remote'],
    ['Remote, EMEA', 'remote'],
    ['Anywhere in Europe', 'remote'],
    ['100% remote', 'remote'],
    ['', ''],
  ])('%s is "%s"', (location, key) => {
    expect(placeKey(location)).toBe(key)
  })

  it('a posting without a town may be the one with it; two towns are two', () => {
    expect(mayBeSamePlace('', 'berlin')).toBe(true)
    expect(mayBeSamePlace('berlin', 'remote')).toBe(true)
    expect(mayBeSamePlace('berlin', 'hamburg')).toBe(false)
    expect(isRemotePlace('Edinburgh or remote in the UK')).toBe(true)
    expect(isRemotePlace('Edinburgh')).toBe(false)
  })
})

describe('one job at several addresses (T33)', () => {
  const posting = (
    address: string,
    title = 'Senior Data Engineer',
    company = 'Acme GmbH',
    location = 'Berlin',
  ): Posting => ({
    address: `https://${address}`,
    title,
    company,
    location,
  })
  const sizes = (...postings: Posting[]) => collapsePostings(postings).map((group) => group.length)

  it('is one by its address, its id on the board, or what it announces', () => {
    expect(sizes(posting('acme.com/jobs/1'), posting('www.acme.com/jobs/1/?utm_source=x', 'Something else'))).toEqual([
      2,
    ])
    const id = '3f1d9a52-58a4-4d7b-9c8e-1b7a40c2e611'
    expect(
      sizes(posting(`jobs.lever.co/acme/${id}`), posting(`jobs.lever.co/acme/${id}/apply`, 'Apply', 'Lever')),
    ).toEqual([2])
    expect(
      sizes(posting('a.com/1'), posting('b.com/2', 'Sr Data Engineer (m/w/d)', 'ACME', 'Berlin, Germany')),
    ).toEqual([2])
    expect(sizes(posting('a.com/1'), posting('b.com/2', 'Senior Data Engineer at Acme - Berlin', 'Acme'))).toEqual([2])
  })

  it('joins through a third that knows both', () => {
    const known = posting('board.com/7')
    expect(sizes(posting('a.com/1'), posting('board.com/7?ref=x', 'Engineer', 'Other'), known)).toEqual([3])
  })

  it('without a place, or anywhere, joins the only place there is, and none of two', () => {
    expect(sizes(posting('a.com/1'), posting('b.com/2', undefined, undefined, ''))).toEqual([2])
    expect(sizes(posting('a.com/1'), posting('b.com/2', undefined, undefined, 'Remote'))).toEqual([2])
    const hamburg = posting('a.com/3', undefined, undefined, 'Hamburg')
    expect(sizes(posting('a.com/1'), hamburg, posting('b.com/2', undefined, undefined, ''))).toEqual([1, 1, 1])
  })

  it('is several where title, company or place differ, or where nothing is known', () => {
    expect(sizes(posting('a.com/1'), posting('a.com/2', 'Lead Data Engineer'))).toEqual([1, 1])
    expect(sizes(posting('a.com/1'), posting('a.com/2', undefined, 'Acme Robotics'))).toEqual([1, 1])
    expect(sizes({ address: 'https://a.com/1' }, { address: 'https://a.com/2' })).toEqual([1, 1])
  })

  it('keeps the order in which jobs were first seen', () => {
    const [first] = collapsePostings([posting('a.com/1', 'B'), posting('a.com/2', 'A'), posting('b.com/1', 'B')])
    expect(first!.map(({ address }) => address)).toEqual(['https://a.com/1', 'https://b.com/1'])
  })
})
