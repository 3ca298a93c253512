import { describe, expect, it } from 'vitest'
import { findPosting } from '../../local/model/read/find-posting.ts'
import { parseDay } from '../../local/model/read/parse-day.ts'
import { loadPages } from '../../local/web/load-pages.ts'
import { parseHtml } from '../../src/web/parse-html.ts'

const pages = loadPages(new Date('2026-11-25T00:00:00Z')).filter((page) => page.text !== '')
const postingAt = (part: string) => {
  const page = pages.find(({ url }) => url.href.includes(part))!
  const { title, text } = parseHtml(page.html, page.url)
  return findPosting(text, { url: page.url.href, title }).values
}

describe('a posting', () => {
  it('is read with employer, place, pay and day', () => {
    expect(postingAt('thornburyhydro.example/careers')).toMatchObject({
      title: 'Senior Data Platform Engineer',
      company: 'Thornbury Hydro Ltd',
      location: 'Edinburgh',
      remote: true,
      salary_range: '£78,000 - £86,000',
      posted_at: '2026-11-19',
      status: 'open',
    })
  })

  it('that answers 200 and says that it is over is closed, in the languages of the pages', () => {
    for (const part of [
      'heliotropestorage.example/jobs',
      'aurelisgrid.example/karriere/lead',
      'skylark-meteo.example/carrieres',
      'voltahaven.example/jobb/senior',
      'alderpoint.example/careers',
      'jobs.lever.co/fenwickgrid',
      'quillonbank.example/careers/R-20431',
      'brightwater-analytics.example/jobs',
    ])
      expect(postingAt(part).status, part).toBe('closed')
  })

  it('on a board belongs to the employer, and is not described by the board', () => {
    const values = postingAt('jobhive.example/view/senior-data-platform-engineer')
    expect(values).toMatchObject({ company: 'Thornbury Hydro Ltd', title: 'Senior Data Platform Engineer' })
    expect(String(values.description)).not.toMatch(/JobHive/)
  })

  it('is not what a page announces that announces nothing', () => {
    for (const part of ['quillonbank.example/careers/R-20588', 'www.tidemark.example/about', 'oakhanger.example/about'])
      expect(postingAt(part).title, part).toBeUndefined()
  })

  it('is not made of what stands under "similar jobs"', () => {
    const text =
      'Data Engineer\nLocation: Leeds\nThis position has been filled.\n\nSimilar jobs\nHead of Data\nSalary: £120,000'
    expect(findPosting(text, { title: 'Data Engineer | Acme' }).values).toMatchObject({
      title: 'Data Engineer',
      status: 'closed',
    })
    expect(findPosting(text, { title: 'Data Engineer | Acme' }).values.salary_range).toBeUndefined()
  })

  it('as a tender has a buyer, a value and a closing day, and no salary', () => {
    const values = postingAt('tenderwatch.example/notices/lochside')
    expect(values).toMatchObject({
      title: 'Invitation to tender: repairs analytics platform',
      company: 'Lochside Homes Housing Association',
      estimated_value: 58000,
    })
    expect(values.salary_range).toBeUndefined()
  })
})

it.each([
  ['Posted 19 November 2026', '2026-11-19'],
  ['Nov 3, 2026', '2026-11-03'],
  ['Veröffentlicht 16.11.2026', '2026-11-16'],
  ['closes 2026-12-01', '2026-12-01'],
  ['soon', undefined],
])('the day in "%s" is %s', (text, day) => {
  expect(parseDay(text)).toBe(day)
})
