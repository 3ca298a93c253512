import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { backOf } from '../../functions/pages/frame/back-of.ts'
import { fieldLabel, formatDistance, formatTime } from '../../functions/pages/frame/format.ts'
import { safeHref } from '../../functions/pages/frame/safe-href.ts'
import { countFacets, hrefOf } from '../../functions/pages/inbox/count-facets.ts'
import { pickedValues } from '../../functions/pages/inbox/merge-fields.ts'
import { parseDecisions } from '../../functions/pages/inbox/parse-decisions.ts'
import { isSafe } from '../../functions/pages/inbox/risk.ts'
import { describeDecisions } from '../../functions/pages/inbox/word-outcomes.ts'
import { typedValue } from '../../functions/pages/records/record-values.ts'
import { signatureFromForm } from '../../functions/pages/runs/signature-form.ts'
import type { ReviewedProposal } from '../../src/proposals/reviewed-proposal.ts'

const ID = 'b1b1b1b1-0000-4000-8000-000000000001'
const OTHER = 'b1b1b1b1-0000-4000-8000-000000000002'

describe('a posted inbox', () => {
  const form = {
    [`hash:${ID}`]: 'h1',
    [`has:${ID}:city`]: '1',
    [`field:${ID}:city`]: 'accept',
    [`edit:${ID}:city`]: 'York',
    [`was:${ID}:city`]: 'York',
    [`hash:${OTHER}`]: 'h2',
    safe: [ID],
  }

  test('asks for what its button says, with the hash that was read', () => {
    expect(parseDecisions({ ...form, approve: ID })).toMatchObject({
      decisions: [{ id: ID, action: 'approve', content_hash: 'h1' }],
    })
  })
  test('rejects what was unticked and edits what was typed over', () => {
    const edited = { ...form, approve: ID, [`edit:${ID}:city`]: 'Hull' }
    expect(parseDecisions(edited)).toMatchObject({ decisions: [{ fields: { city: { edit: 'Hull' } } }] })
    const { [`field:${ID}:city`]: _, ...unticked } = edited
    expect(parseDecisions(unticked)).toMatchObject({ decisions: [{ fields: { city: 'reject' } }] })
  })
  test('takes line ends as a browser sends them for the same text', () => {
    const text = { ...form, approve: ID, [`was:${ID}:city`]: 'a\nb', [`edit:${ID}:city`]: 'a\r\nb' }
    expect(parseDecisions(text)).toMatchObject({ decisions: [{ id: ID }] })
    expect(JSON.stringify(parseDecisions(text))).not.toContain('fields')
  })
  test('decides nothing where no button was meant', () => {
    expect(parseDecisions({ ...form, select: [ID], batch: 'none' })).toBeUndefined()
  })
  test('takes the safe ones and not the selected ones', () => {
    expect(parseDecisions({ ...form, select: [OTHER], batch: 'safe' })).toMatchObject({ ids: [ID] })
  })
  test('is a merge as proposed unless a survivor or value was chosen differently', () => {
    const merge = {
      ...form,
      approve: ID,
      [`survivor:${ID}`]: '1',
      [`was-survivor:${ID}`]: '1',
      [`was-pick:${ID}:city`]: '1',
      [`pick:${ID}:city`]: '1',
      [`versions:${ID}`]: '{"1":3,"2":1}',
    }
    expect(parseDecisions(merge)).toMatchObject({ merges: [] })
    expect(parseDecisions({ ...merge, [`pick:${ID}:city`]: '2' })).toMatchObject({
      decisions: [],
      merges: [{ id: ID, survivorId: 1, picks: { city: '2' }, versions: { 1: 3, 2: 1 } }],
    })
  })
})

const proposal = (more: Partial<ReviewedProposal> = {}) =>
  ({
    risk: 'fill',
    status: 'pending',
    proposed_action: 'update',
    parents: [],
    fields: [{ name: 'city', before: null, now: null, after: 'York', evidence: [] }],
    data: {},
    members: [],
    ...more,
  }) as unknown as ReviewedProposal

describe('what a batch may take along unseen', () => {
  const evidence = (item: object) => proposal({ fields: [{ ...proposal().fields[0]!, evidence: [item] }] } as never)

  test('is what fills a blank of a record that has not moved', () => expect(isSafe(proposal())).toBe(true))
  test.each([
    ['a person’s value (T41)', proposal({ risk: 'replace_human' })],
    ['a merge (T69)', proposal({ risk: 'merge' })],
    ['what has gone stale', proposal({ status: 'stale' })],
    ['a record that moved', proposal({ fields: [{ ...proposal().fields[0]!, now: 'Hull' }] })],
    ['a guessed address (T43)', evidence({ kind: 'pattern_only' })],
    ['a quote that is not on the page', evidence({ quote: 'x', quote_verified: false })],
    ['what another source denies', evidence({ method: 'says otherwise' })],
    ['what hangs on a rejected parent (T9)', proposal({ parents: [{ status: 'rejected' }] as never })],
  ])('is never %s', (_, each) => expect(isSafe(each)).toBe(false))
})

describe('filters', () => {
  const facets = [
    { kind: 'update', risk: 'fill', entity_type: 'Organization', source: 'api', run_id: null, n: 3 },
    { kind: 'update', risk: 'fill', entity_type: 'Individual', source: 'api', run_id: null, n: 2 },
    { kind: 'merge', risk: 'merge', entity_type: 'Organization', source: 'find_duplicates', run_id: ID, n: 1 },
  ]
  test('count each value under the other filters, and a chosen one leads back to all', () => {
    const found = countFacets(facets, { entity_type: 'Organization' }, [])
    const kinds = found.find(({ name }) => name === 'kind')!.values
    expect(kinds.map(({ value, count }) => [value, count])).toEqual([
      ['update', 3],
      ['merge', 1],
    ])
    const records = found.find(({ name }) => name === 'entity_type')!.values
    expect(records.map(({ value, count, active, href }) => [value, count, active, href])).toEqual([
      ['Organization', 4, true, '/'],
      ['Individual', 2, false, '/?entity_type=Individual'],
    ])
  })
  test('are an address that can be kept', () =>
    expect(hrefOf({ risk: 'fill', source: 'a&b' }, 'snoozed')).toBe('/?show=snoozed&risk=fill&source=a%26b'))
})

test('a merge takes over only what its survivor does not hold, whichever it is', () => {
  const each = proposal({
    data: { survivor_id: 1, loser_ids: [2], values: { city: 'York' } },
    members: [
      { id: 1, values: { city: 'Hull', phone: '1' }, written: {}, names: {} },
      { id: 2, values: { city: 'York', phone: null }, written: {}, names: {} },
    ] as never,
  })
  expect(pickedValues(each, 1, { city: '2', phone: '1' })).toEqual({ city: 'York' })
  expect(pickedValues(each, 2, { city: '2', phone: '1' })).toEqual({ phone: '1' })
  expect(pickedValues(each, 1, { city: '1', phone: '2' })).toEqual({ phone: null })
})

test('a batch names what did not take, with who was faster, and can be undone as one (T12)', () => {
  const notice = describeDecisions(
    [
      { id: ID, outcome: 'already_decided', detail: 'Already committed by Sven.' },
      { id: OTHER, outcome: 'committed' },
    ],
    'batch-1',
    (id) => (id === ID ? 'Acme' : 'Zeta'),
  )
  expect(notice).toMatchObject({
    text: '1 approved, 1 already decided.',
    good: false,
    details: ['Acme: Already committed by Sven.'],
    undo: { kind: 'batch', id: 'batch-1' },
  })
})

describe('a signature as a form gives it back', () => {
  const signature = {
    winners: 2,
    losers: 1,
    traits: [
      { attribute: 'place', value: 'Leeds', weight: 0.7 },
      { attribute: 'industry', value: 'Energy', weight: 1 },
    ],
  }
  test('leaves out what is ignored, weighs what is wanted, and adds what is new', () => {
    const read = signatureFromForm({
      signature: JSON.stringify(signature),
      'stance:0': 'ignored',
      'stance:1': 'unwanted',
      'new-attribute:0': 'seniority',
      'new-value:0': ' senior ',
    })
    expect(read?.traits.map(({ attribute, value, weight }) => [attribute, value, weight])).toEqual([
      ['seniority', 'senior', 1.5],
      ['industry', 'Energy', -1.5],
    ])
  })
  test('is none where none was sent', () => expect(signatureFromForm({ signature: '{"traits": 5}' })).toBeUndefined())
})

test('what is typed into a field is what the field holds', () => {
  const at = (local: string) => `${local}:00Z`
  expect(typedValue('employee_count', '40', at)).toBe(40)
  expect(typedValue('remote', 'true', at)).toBe(true)
  expect(typedValue('posted_at', '2026-11-24T09:30', at)).toBe('2026-11-24T09:30:00Z')
  expect(typedValue('postal_code', '01234', at)).toBe('01234')
  expect(typedValue('city', '  ', at)).toBeNull()
})

test('only an address of the web is a link, and only a path of this site leads back', () => {
  for (const address of ['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', '', null])
    expect(safeHref(address)).toBeUndefined()
  expect(safeHref('https://acme.example/a"b')).toBe('https://acme.example/a%22b')
  for (const path of ['//evil.example', '/\\evil.example', 'https://evil.example', 5]) expect(backOf(path)).toBe('/')
  expect(backOf('/runs?x=1')).toBe('/runs?x=1')
})

test('times are said in the person’s zone, and a zone that is none is UTC', () => {
  expect(formatTime('2026-11-24T12:00:00Z', 'Pacific/Auckland')).toBe('25 Nov 2026, 01:00')
  expect(formatTime('2026-11-24T12:00:00Z', 'Mars/Base')).toBe('24 Nov 2026, 12:00')
  expect(formatDistance('2026-11-27T12:00:00Z', new Date('2026-11-24T12:00:00Z'))).toBe('in 3 days')
  expect(fieldLabel('linkedin_url')).toBe('LinkedIn URL')
})

test('the library that is served is the one that is installed', () => {
  const installed = createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js')
  expect(readFileSync('functions/assets/vendor/htmx.min.js', 'utf8')).toBe(readFileSync(installed, 'utf8'))
})
