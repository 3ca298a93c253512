import { describe, expect, it } from 'vitest'
import { atsJobId, isJobBoard } from '../../src/web/ats-job-id.ts'
import { canonicalUrl } from '../../src/web/canonical-url.ts'
import { postingKey } from '../../src/web/collapse-postings.ts'
import { parseHtml } from '../../src/web/parse-html.ts'
import { plainAddress } from '../../src/web/plain-address.ts'

describe('one spelling of an address (T33)', () => {
  it.each([
    'http://acme.com/jobs/12',
    'https://www.acme.com/jobs/12/',
    'https://ACME.com:443/jobs/12?utm_source=x&gclid=1',
    'https://acme.com//jobs/%31%32#apply',
    'https://acme.com/jobs/12/index.html?ref=board&fbclid=2',
    'https://acme.com/jobs/12;jsessionid=AB12',
  ])('%s', (address) => {
    expect(canonicalUrl(address)).toBe('https://acme.com/jobs/12')
  })

  it('keeps what makes another page: path, case of the path, parameters in any order, routes', () => {
    expect(canonicalUrl('https://acme.com/Jobs/12')).toBe('https://acme.com/Jobs/12')
    expect(canonicalUrl('https://acme.com/?b=2&a=1')).toBe(canonicalUrl('https://acme.com?a=1&b=2'))
    expect(canonicalUrl('https://acme.com/?id=1')).not.toBe(canonicalUrl('https://acme.com/?id=2'))
    expect(canonicalUrl('https://acme.com/#/jobs/1')).not.toBe(canonicalUrl('https://acme.com/#/jobs/2'))
    expect(canonicalUrl('https://acme.com:8080/')).toBe('https://acme.com:8080')
  })

  it('is not made of what is no web address', () => {
    for (const address of ['mailto:a@acme.com', 'acme', 'javascript:alert(1)', ''])
      expect(canonicalUrl(address)).toBeUndefined()
  })

  it('an address to visit loses only what tracks the visitor', () => {
    expect(plainAddress('https://acme.com/jobs/12/?utm_source=x&id=7&gclid=1#apply')).toBe(
      'https://acme.com/jobs/12/?id=7#apply',
    )
    expect(plainAddress('https://acme.com/jobs/12?b=%20')).toBe('https://acme.com/jobs/12?b=%20')
    expect(plainAddress('no address')).toBe('no address')
  })
})

describe('the id a job board gives a posting', () => {
  it.each([
    ['https://boards.greenhouse.io/acme/jobs/4012345', 'greenhouse:4012345'],
    ['https://job-boards.eu.greenhouse.io/acme/jobs/4012345?gh_src=x', 'greenhouse:4012345'],
    ['https://acme.com/careers?gh_jid=4012345', 'greenhouse:4012345'],
    [
      'https://jobs.lever.co/acme/3F1D9A52-58a4-4d7b-9c8e-1b7a40c2e611/apply',
      'lever:3f1d9a52-58a4-4d7b-9c8e-1b7a40c2e611',
    ],
    ['https://www.linkedin.com/jobs/view/data-engineer-at-acme-3912345678/', 'linkedin:3912345678'],
    ['https://de.linkedin.com/jobs/search?currentJobId=3912345678&trk=x', 'linkedin:3912345678'],
    ['https://acme.jobs.personio.de/job/77', 'personio:acme/77'],
    ['https://other.jobs.personio.de/job/77', 'personio:other/77'],
  ])('%s is %s', (address, id) => {
    expect(atsJobId(address)).toBe(id)
    expect(postingKey(address)).toBe(id)
  })

  it('is none of a page that is no posting', () => {
    expect(atsJobId('https://jobs.lever.co/acme')).toBeUndefined()
    expect(isJobBoard('https://jobs.lever.co/acme')).toBe(true)
    expect(isJobBoard('https://lever.co.evil.example/acme')).toBe(false)
    expect(postingKey('https://acme.com/jobs/12?utm_source=x')).toBe('https://acme.com/jobs/12')
  })
})

describe('structured data of a posting', () => {
  const page = (json: string) =>
    parseHtml(`<script type="application/ld+json">${json}</script><p>Hi</p>`, new URL('https://acme.com/'))

  it('says until when it is open', () => {
    expect(page('{"@type":"JobPosting","validThrough":"2026-10-01T00:00"}').validThrough).toBe('2026-10-01T00:00')
    expect(page('{"@type":"JobPosting","validThrough":"2026-10-01T00:00"}').text).toBe('Hi')
  })

  it('of something else says nothing about a job', () => {
    expect(page('{"@type":"Offer","validThrough":"2026-10-01"}')).not.toHaveProperty('validThrough')
  })
})
