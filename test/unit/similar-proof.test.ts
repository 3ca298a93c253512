import { describe, expect, it } from 'vitest'
import { normaliseText } from '../../src/evidence/normalise-text.ts'
import type { Value } from '../../src/similar/page-announcement.ts'
import { proveFields } from '../../src/similar/prove-fields.ts'

const text = `Senior Data Engineer (m/w/d)
Company: Thornbury Hydro Ltd
Location: Edinburgh or remote in the UK
Salary: £78,000 – £86,000
Posted 12 November 2026
Estimated value: £58,000
Closing date: 21.12.2026
We are 1,200 people. This role is not remote on Fridays.
On site only in winter.`
const page = {
  text,
  folded: normaliseText(text),
  evidence: {
    kind: 'job_posting' as const,
    url: 'https://acme.example/1',
    site: 'acme.example',
    title: 'A job',
    retrievedAt: '2026-11-25T12:00:00Z',
  },
}
const prove = (name: string, value: Value, quote?: string) => {
  const dropped: string[] = []
  const quotes = quote === undefined ? [] : [{ field: name, quote }]
  const proven = proveFields({ [name]: value }, quotes, page, { dropped })[name]
  return proven ? proven.evidence[0]!.quote : dropped
}

describe('a field and the words that state it', () => {
  it('keeps the page’s own wording of the quote', () => {
    expect(prove('salary_range', '£78,000 - £86,000', 'salary:  £78,000 - £86,000')).toBe('Salary: £78,000 – £86,000')
    expect(prove('title', 'Senior Data Engineer', 'Senior Data Engineer (m/w/d)')).toBe('Senior Data Engineer (m/w/d)')
  })

  it('looks for the value itself where the quote says something else or is not there', () => {
    expect(prove('location', 'Edinburgh', 'Company: Thornbury Hydro Ltd')).toBe('Edinburgh')
    expect(prove('location', 'Edinburgh', 'Based in sunny Edinburgh')).toBe('Edinburgh')
    expect(prove('location', 'Edinburgh')).toBe('Edinburgh')
  })

  it('leaves out what the page does not state', () => {
    expect(prove('location', 'Glasgow', 'Location: Edinburgh or remote in the UK')).toEqual(['location'])
    expect(prove('title', 'Chief Engineer', 'Senior Data Engineer (m/w/d)')).toEqual(['title'])
    expect(prove('salary_range', '£90,000', 'Salary: £78,000 – £86,000')).toEqual(['salary_range'])
    expect(prove('description', 'A job of your dreams', 'Senior ... Fridays')).toEqual(['description'])
  })

  it('finds numbers however they are written', () => {
    expect(prove('employee_count', 1200, 'We are 1,200 people.')).toBe('We are 1,200 people.')
    expect(prove('estimated_value', 58_000)).toBe('Estimated value: £58,000')
    expect(prove('estimated_value', 59_000, 'Estimated value: £58,000')).toEqual(['estimated_value'])
  })

  it('finds days in words and figures, and no other day', () => {
    expect(prove('posted_at', '2026-11-12', 'Posted 12 November 2026')).toBe('Posted 12 November 2026')
    expect(prove('expected_close_date', '2026-12-21')).toBe('Closing date: 21.12.2026')
    expect(prove('posted_at', '2026-11-13', 'Posted 12 November 2026')).toEqual(['posted_at'])
    expect(prove('posted_at', '2026-10-12', 'Posted 12 November 2026')).toEqual(['posted_at'])
    expect(prove('posted_at', 'last week', 'Posted 12 November 2026')).toEqual(['posted_at'])
  })

  it('believes remote and on site only by words that say so', () => {
    expect(prove('remote', true, 'Location: Edinburgh or remote in the UK')).toContain('remote')
    expect(prove('remote', false, 'On site only in winter.')).toBe('On site only in winter.')
    expect(prove('remote', true, 'Senior Data Engineer (m/w/d)')).toBe('Location: Edinburgh or remote in the UK')
  })

  it('skips what is not stated at all', () => {
    const dropped: string[] = []
    expect(proveFields({ title: null, location: '' }, [], page, { dropped })).toEqual({})
    expect(dropped).toEqual([])
  })
})
