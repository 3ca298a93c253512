import { describe, expect, it } from 'vitest'
import { confidenceOfProposal } from '../../src/evidence/confidence-of-proposal.ts'
import type { Evidence } from '../../src/evidence/evidence.ts'
import { EVIDENCE_KINDS, type EvidenceKind } from '../../src/evidence/evidence-kinds.ts'
import { measuredConfidence } from '../../src/evidence/measured-confidence.ts'
import { priceEvidence } from '../../src/evidence/price-evidence.ts'
import { quoteStates, type StatedAs } from '../../src/evidence/quote-states.ts'
import { verifyQuote } from '../../src/evidence/verify-quote.ts'

describe('a quote (T39)', () => {
  const page =
    'Zoë O’Neill – VP&nbsp;Engineering &amp; Operations\nShe “leads”\tthe co\u00adre team… and sails. Tel. 020 7946 0000'

  it.each([
    ['other spaces', 'Zoë  O’Neill – VP Engineering'],
    ['other quotes and dashes', "Zoë O'Neill - VP Engineering"],
    ['other case', 'ZOË O’NEILL – VP ENGINEERING'],
    ['entities', 'VP Engineering &amp; Operations'],
    ['what an entity stands for', 'VP Engineering & Operations'],
    ['a soft hyphen', 'leads" the core team'],
    ['composed letters', 'Zoe\u0308 O’Neill – VP'],
    ['dots at its ends', '... VP Engineering & Operations ...'],
    ['an ellipsis that the page has itself', 'the core team... and sails'],
  ])('verifies with %s', (_, quote) => {
    expect(verifyQuote(quote, page).verified).toBe(true)
  })

  it.each([
    ['leaves something out in the middle', 'Zoë O’Neill ... Operations', 'elided'],
    ['leaves something out between brackets', 'Zoë O’Neill [...] Operations', 'elided'],
    ['has another word', 'Zoë O’Neill – VP of Engineering', 'not_on_page'],
    ['ends in the middle of a word', 'Zoë O’Neill – VP Engineer', 'not_on_page'],
    ['says next to nothing', 'leads', 'too_short'],
  ])('does not verify when it %s', (_, quote, reason) => {
    expect(verifyQuote(quote, page)).toEqual({ verified: false, reason })
  })

  it('answers with the page’s own words and where they stand', () => {
    const verdict = verifyQuote('zoë o’neill - vp engineering', page)
    expect(verdict).toMatchObject({ verified: true, start: 0, text: 'Zoë O’Neill – VP&nbsp;Engineering' })
  })

  it.each<[string, string, StatedAs, boolean]>([
    ['Head of Data', 'She is Head of Data here', 'text', true],
    ['Head of Data', 'She is head of the data team', 'text', false],
    ['jane@acme.example', 'jane [at] acme [dot] example', 'email', true],
    ['jane@acme.example', 'jane@acme.example.org', 'email', true],
    ['ane@acme.example', 'jane@acme.example', 'email', false],
    ['+44 20 7946 0000', 'Tel. (020) 7946-0000', 'phone', true],
    ['+44 20 7946 0001', 'Tel. (020) 7946-0000', 'phone', false],
    ['1500', 'about 1.5k people', 'number', true],
    ['1500', '1,500 employees', 'number', true],
    ['150', '1,500 employees', 'number', false],
  ])('states %s: "%s" as %s is %s', (value, quote, as, expected) => {
    expect(quoteStates(value, quote, as)).toBe(expected)
  })
})

let next = 0
const item = (kind: EvidenceKind, more: Partial<Evidence> = {}): Evidence => ({
  kind,
  url: '',
  site: `site-${next++}.example`,
  title: '',
  quote: `These are the words of source number ${next} about it and nobody else's`,
  retrievedAt: '2026-11-25T10:00:00.000Z',
  quoteVerified: true,
  ...more,
})

describe('what evidence is worth', () => {
  it('is its kind’s price when it stands alone', () => {
    for (const [kind, { price }] of Object.entries(EVIDENCE_KINDS))
      expect(priceEvidence([item(kind as EvidenceKind)])).toBe(price)
  })
  it('combines over independent sources, and never to certainty', () => {
    expect(priceEvidence([item('third_party_page'), item('directory')])).toBe(0.82)
    expect(priceEvidence(Array.from({ length: 9 }, () => item('company_team_page')))).toBe(0.97)
  })
  it('is that of the best page where one site says it twice', () => {
    const site = 'acme.example'
    expect(priceEvidence([item('company_page', { site }), item('company_team_page', { site })])).toBe(0.9)
  })
  it('is that of one source where two sites carry the same text', () => {
    const quote = 'Rhona Telford has become Chief Data Officer of Fenwick Grid Ltd this week'
    expect(priceEvidence([item('third_party_page', { quote }), item('third_party_page', { quote: `${quote}.` })])).toBe(
      0.6,
    )
  })
  it('is nothing without a quote that was found', () => {
    expect(priceEvidence([item('company_team_page', { quoteVerified: false })])).toBe(0)
    expect(priceEvidence([])).toBe(0)
  })
  it('is capped by a contradiction, and lower still by a weightier one', () => {
    const team = item('company_team_page')
    expect(priceEvidence([team, item('directory', { contradicts: true })])).toBe(0.5)
    expect(priceEvidence([item('directory'), { ...team, contradicts: true }])).toBe(0.3)
  })
  it('is little for a guess, and two guesses are one', () => {
    expect(priceEvidence([item('pattern_and_domain', { quote: '' }), item('pattern_only', { quote: '' })])).toBe(0.4)
  })
})

describe('how sure a proposal is', () => {
  it('is as sure as the least sure of what it needs', () => {
    const name = { name: 'name', confidence: 0.9, isEssential: true }
    expect(confidenceOfProposal([name, { name: 'email', confidence: 0.2 }])).toBe(0.9)
    expect(confidenceOfProposal([name, { name: 'title', confidence: 0.5, isEssential: true }])).toBe(0.5)
    expect(
      confidenceOfProposal([
        { name: 'email', confidence: 0.2 },
        { name: 'phone', confidence: 0.6 },
      ]),
    ).toBe(0.2)
    expect(confidenceOfProposal([])).toBe(0)
  })
  it('is measured from thirty decisions on', () => {
    expect(measuredConfidence({ accepted: 20, edited: 5, rejected: 4 })).toEqual({
      measured: false,
      label: 'not measured',
      decided: 29,
    })
    expect(measuredConfidence({ accepted: 41, edited: 3, rejected: 2 })).toMatchObject({
      measured: true,
      label: '41 of 46 accepted unchanged',
    })
  })
})
