import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { completeDraft, expiryOf, identityOf } from '../../src/proposals/complete-draft.ts'
import type { Draft } from '../../src/proposals/draft.ts'

const NOW = new Date('2026-11-24T09:00:00Z')

describe('when a proposal lapses', () => {
  it('T14 leaves at least two weeks and never lapses on a weekend or before the Monday after it is over', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2024-01-01'), max: new Date('2032-01-01'), noInvalidDate: true }), (now) => {
        const at = Temporal.Instant.from(expiryOf(now)).toZonedDateTimeISO('UTC')
        const days = (at.epochMilliseconds - now.getTime()) / 86_400_000
        expect(days).toBeGreaterThanOrEqual(14)
        expect(days).toBeLessThanOrEqual(17)
        expect([2, 3, 4, 5]).toContain(at.dayOfWeek)
      }),
    )
  })

  it('keeps what was proposed on a Friday afternoon until the Friday after next', () => {
    expect(expiryOf(new Date('2026-11-27T16:30:00Z'))).toBe('2026-12-11T16:30:00Z')
    expect(expiryOf(new Date('2026-11-28T16:30:00Z'))).toBe('2026-12-15T16:30:00Z')
  })
})

describe('what makes a new record the same as another', () => {
  it.each([
    ['https://www.acme.co.uk/about', 'acme.co.uk'],
    ['jobs.acme.co.uk', 'acme.co.uk'],
    ['http://ACME.co.uk:8080', 'acme.co.uk'],
    ['https://acme.github.io/site', 'acme.github.io'],
    ['https://www.linkedin.com/company/acme', undefined],
    ['https://facebook.com/acme', undefined],
    ['http://192.168.0.1/', undefined],
    ['http://localhost:8787', undefined],
    ['', undefined],
  ])('is the domain of an organization of its own: %s', (website, domain) => {
    expect(identityOf('Organization', { website })).toEqual(domain ? [{ kind: 'domain', value: domain }] : [])
  })

  it('is the mailbox of a person, and never one that several read', () => {
    expect(identityOf('Individual', { email: ' Ada@Acme.example ' })).toEqual([
      { kind: 'email', value: 'ada@acme.example' },
    ])
    expect(identityOf('Individual', { email: 'info@acme.example' })).toEqual([])
    expect(identityOf('Contact', { email: 'ada@acme.example' })).toEqual([])
  })
})

describe('the question a proposal asks', () => {
  const question = (draft: Partial<Draft>) =>
    completeDraft({ proposed_action: 'create', entity_type: 'Organization', data: {}, producer: 'api', ...draft }, NOW)
      .question_key

  it.each([
    [
      { data: { name: 'Acme GmbH', website: 'www.acme.example' } },
      { data: { name: 'ACME', website: 'https://jobs.acme.example/x' } },
    ],
    [{ data: { name: 'Südwind  AG' } }, { data: { name: 'sudwind ag', industry: 'Energy' } }],
    [
      {
        entity_type: 'Individual',
        data: { first_name: 'Ada', last_name: 'Byron', title: 'CTO' },
        link_to: { organization_id: 5 },
      },
      { entity_type: 'Individual', data: { last_name: 'BYRON', first_name: 'ada' }, link_to: { organization_id: 5 } },
    ],
    [
      { entity_type: 'Task', data: { title: 'Call them', entity_type: 'Lead', entity_id: 3, due_date: '2026-12-01' } },
      { entity_type: 'Task', data: { title: 'call them!', entity_type: 'Lead', entity_id: 3 } },
    ],
  ] as Partial<Draft>[][])('is the same in other words: %j', (one, other) => {
    expect(question(one!)).toBe(question(other!))
    expect(question(one!)).toBeDefined()
  })

  it.each([
    [{ data: { name: 'Acme' } }, { data: { name: 'Acme Two' } }],
    [
      { entity_type: 'Individual', data: { last_name: 'Byron' }, link_to: { organization_id: 5 } },
      { entity_type: 'Individual', data: { last_name: 'Byron' }, link_to: { organization_id: 6 } },
    ],
    [
      { entity_type: 'Task', data: { title: 'Call', entity_type: 'Lead', entity_id: 3 } },
      { entity_type: 'Task', data: { title: 'Call', entity_type: 'Lead', entity_id: 4 } },
    ],
  ] as Partial<Draft>[][])('differs where another record is meant: %j', (one, other) => {
    expect(question(one!)).not.toBe(question(other!))
  })

  it("is the producer's own where it has one, and left to the database for a change", () => {
    expect(question({ data: { name: 'Acme' }, question_key: 'mine' })).toBe('mine')
    expect(question({ proposed_action: 'update', entity_id: 1, data: { name: 'Acme' } })).toBeUndefined()
  })
})

describe('the rows that a link implies', () => {
  it('gives a person a contact and an employment at the organization, with the title that is accepted', () => {
    const { effects } = completeDraft(
      {
        proposed_action: 'create',
        entity_type: 'Individual',
        data: { last_name: 'Byron', title: 'CTO' },
        link_to: { organization_id: 5 },
        producer: 'api',
      },
      NOW,
    )
    const values = { individual_id: { $self: true }, organization_id: 5, title: { $field: 'title' } }
    expect(effects).toMatchObject([
      { entity_type: 'Contact', values },
      { entity_type: 'Employment', values },
    ])
  })

  it('gives a lead its organization, and adds nothing to a change or to what says so itself', () => {
    const lead = { entity_type: 'Job', link_to: { organization_id: 5 }, producer: 'api' } as const
    expect(completeDraft({ ...lead, proposed_action: 'create', data: { title: 'T' } }, NOW).effects).toEqual([
      { op: 'main', values: { organization_id: 5 } },
    ])
    expect(
      completeDraft({ ...lead, proposed_action: 'create', data: { title: 'T', organization_id: 6 } }, NOW).effects,
    ).toEqual([])
    expect(
      completeDraft({ ...lead, proposed_action: 'update', entity_id: 1, data: { title: 'T' } }, NOW).effects,
    ).toEqual([])
  })
})
