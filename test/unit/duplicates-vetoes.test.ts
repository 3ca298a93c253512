import { describe, expect, it } from 'vitest'
import { comparableOrganization, comparablePerson, countTerms } from '../../src/duplicates/comparable.ts'
import { defaultModel } from '../../src/duplicates/duplicate-model.ts'
import { explainPair } from '../../src/duplicates/explain-pair.ts'
import { organizationForm } from '../../src/duplicates/organization-form.ts'
import { personForm } from '../../src/duplicates/person-form.ts'
import { pairScorer } from '../../src/duplicates/score-pair.ts'
import { TermKind, termKindOf } from '../../src/duplicates/term-key.ts'

type Values = Record<string, unknown>

/** Two records of a tenant of ten thousand, each value held by these two alone unless said otherwise. */
function organizations(left: Values, right: Values, holders = 2) {
  const scorer = pairScorer(defaultModel('organization', 10_000))
  const records = [left, right].map((values, id) => comparableOrganization(id, organizationForm(values)))
  for (const record of records) countTerms(record, () => holders)
  return { ...scorer.score(records[0]!, records[1]!), why: explainPair('organization', scorer) }
}

function people(left: Values, right: Values, holders: (term: number) => number = () => 2) {
  const scorer = pairScorer(defaultModel('person', 10_000))
  const records = [left, right].map((values, id) => comparablePerson(id, personForm(values)))
  for (const record of records) countTerms(record, holders)
  return { ...scorer.score(records[0]!, records[1]!), why: explainPair('person', scorer) }
}

describe('what can never be one organization', () => {
  const site = {
    website: 'https://harborcap.example.net',
    phone: '212 555 0199',
    street: '1 Wall St',
    city: 'New York',
  }

  it.each([
    ['Harbor Fund II', 'Harbor Fund III', 'the numbers in their names differ'],
    ['Studio 54', 'Studio 64', 'the numbers in their names differ'],
    ['Acme Capital', 'Acme Energy', 'their names share a part and differ in the rest'],
    ['Acme', 'Acme Ventures', 'their names share a part and differ in the rest'],
    ['Acme Restaurant', 'Acme Ventures', 'their names share a part and differ in the rest'],
  ])('%s and %s, whatever else they share', (left, right, veto) => {
    expect(organizations({ name: left, ...site }, { name: right, ...site })).toMatchObject({ veto, probability: 0 })
  })

  it('strangers in one building', () => {
    const place = { street: '1 Wall Street', city: 'New York', postal_code: '10005' }
    expect(organizations({ name: 'Blue Bakery', ...place }, { name: 'Quantum Legal', ...place }).veto).toBe(
      'different names',
    )
  })

  it('branches of a franchise in different cities, also where all are written to at one mailbox', () => {
    const chain = { name: 'Pizza Palace', website: 'pizzapalace.example.net', email: 'info@pizzapalace.example.net' }
    const branches = [
      { ...chain, city: 'Reno', phone: '775 555 0111' },
      { ...chain, city: 'Tampa', phone: '813 555 0122' },
    ] as const
    expect(organizations(...branches).veto).toBe('branches in different cities')
  })
})

describe('companies that only look alike', () => {
  it.each([
    [{ name: 'Acme Cafe' }, { name: 'Acme Hotel' }],
    [{ name: 'State University' }, { name: 'State University - School of Law' }],
    [{ name: 'Universität Steinbrück' }, { name: 'Universitaet Steinbrueck, School of Medicine' }],
  ])('%o and %o at one site', (left, right) => {
    const site = { website: 'https://one.example.net', city: 'Reno' }
    expect(organizations({ ...left, ...site }, { ...right, ...site }).veto).toBe(
      'their names share a part and differ in the rest',
    )
  })

  it('companies of one group in two countries', () => {
    const group = { name: 'Xodex', website: 'xodex.example.net' }
    expect(organizations({ ...group, country: 'DE' }, { ...group, country: 'Great Britain' }).veto).toBe(
      'companies of different countries',
    )
    expect(organizations({ ...group, country: 'DEU' }, { ...group, country: 'Germany' }).veto).toBe('')
  })

  it('do not become one by the name of their town, by a domain of their name or by the mailbox of an agency', () => {
    const museum = { name: 'Boston Museum', city: 'Boston', region: 'MA' }
    expect(organizations(museum, museum).why).toMatch(/^same name [^,]+$/)
    const [left, right] = [
      { name: 'Xodex', website: 'xodex.example.net' },
      { name: 'Xodex', website: 'xodex.example.org' },
    ]
    expect(organizations(left, right).weight).toBe(organizations({ name: 'Xodex' }, { name: 'Xodex' }).weight)
    const email = 'hosting@agency.example'
    const hosted = organizations(
      { name: 'Xodex', website: 'xodex.example', email },
      { name: 'Xodex', website: 'other.example', email },
    )
    expect(hosted.why).not.toContain('same domain')
  })

  it('branches that share nothing but the hotline and the site of their chain', () => {
    const chain = { name: 'Pizza Palace', website: 'pizzapalace.example.net', phone: '1-800-470-7816' }
    const branches = [
      { ...chain, city: 'Reno' },
      { ...chain, city: 'Tampa' },
    ] as const
    expect(organizations(...branches, 5).veto).toBe('branches in different cities')
  })
})

describe('a name that many bear', () => {
  const rahul = { first_name: 'Rahul', last_name: 'Gupta', city: 'Chennai' }
  const heldBy = (whole: number, inTown: number) => {
    const counts = new Map<number, number>([
      [TermKind.fullName, whole],
      [TermKind.familyAndCity, inTown],
    ])
    return (term: number) => counts.get(termKindOf(term)) ?? 50
  }

  it('is little to go by, however rare its parts would be together by chance', () => {
    const [rare, common] = [people(rahul, rahul, heldBy(2, 2)), people(rahul, rahul, heldBy(20, 30))]
    expect(rare.weight - common.weight).toBeGreaterThan(4)
  })

  it('takes something of their own to be sure of', () => {
    const own = [{ phone: '+91 98 1234 5678' }, { birth_date: '1981-02-03' }, { title: 'Buyer' }]
    expect(people(rahul, rahul).why).toContain('nothing else in common −1.5')
    for (const more of own)
      expect(people({ ...rahul, ...more }, { ...rahul, ...more }).why).not.toContain('nothing else')
  })

  it('weighs no more for the region that its town is in', () => {
    const place = { city: 'Chennai', region: 'Tamil Nadu' }
    expect(people({ ...rahul, ...place }, { ...rahul, ...place }).weight).toBeCloseTo(people(rahul, rahul).weight)
  })
})

describe('what may be one organization', () => {
  it.each([
    ['Acme Ltd.', 'ACME Limited'],
    ['Müller & Söhne GmbH', 'Mueller und Soehne'],
    ['Barcelona Cloud Labs SLU', 'Barcelona Clodu Labs'],
    ['Blue Stone Analytics', 'Bluestone Anlyt'],
    ['The Harbor Company', 'Harbor Co'],
    ['Rakofy Group Limited', 'RAKOFY Group Liimited'],
    ['Lone Shore S.L.U.', 'Lone Shore'],
    ['Patriot Line Security Services', 'patriotlinesecurityservices.eu'],
    ['De Almeida Serviços Ltda', 'dealmeidaservicos'],
  ])('%s and %s at one domain', (left, right) => {
    const website = 'https://one.example.net'
    expect(organizations({ name: left, website }, { name: right, website })).toMatchObject({ veto: '' })
    expect(organizations({ name: left, website }, { name: right, website }).weight).toBeGreaterThan(0)
  })

  it('weighs a value that many hold less than a rare one', () => {
    const pair = [
      { name: 'Acme', phone: '212 555 0199' },
      { name: 'Acme', phone: '212 555 0199' },
    ] as const
    expect(organizations(...pair, 500).weight).toBeLessThan(organizations(...pair, 2).weight - 5)
  })

  it('says which fields agree and differ, and by how much', () => {
    const { why } = organizations(
      { name: 'Acme Ltd', website: 'acme.example.net', phone: '212 555 0199' },
      { name: 'Acme', website: 'www.acme.example.net', phone: '646 777 3344' },
    )
    expect(why).toMatch(/^same domain \+\d+\.\d, same name \+\d+\.\d, another phone −\d\.\d$/)
  })
})

describe('who can never be one person', () => {
  it('colleagues at one domain, and relatives at one address', () => {
    expect(
      people(
        { first_name: 'Anna', last_name: 'Miller', email: 'anna@acme.example.net' },
        { first_name: 'Peter', last_name: 'Miller', email: 'peter@acme.example.net' },
      ).veto,
    ).toBe('different first names at one e-mail domain')
    const home = { last_name: 'Miller', street: '12 Elm Street', city: 'Springfield', phone: '217 555 0142' }
    expect(people({ first_name: 'Anna', ...home }, { first_name: 'Peter', ...home }).veto).toBe(
      'different first names in one family',
    )
  })

  it('colleagues who share employer, house and switchboard, with a first name in common or without', () => {
    const work = { company: 'Acme', street: '12 Elm Street', city: 'Springfield', phone: '217 555 0142' }
    const [anna, berta] = [
      { first_name: 'Anna', last_name: 'Miller', ...work },
      { first_name: 'Berta', last_name: 'Quigley', ...work },
    ]
    const switchboard = () => 9
    expect(people(anna, berta, switchboard).veto).toBe('different names')
    expect(people(anna, { ...berta, first_name: 'Anna' }, switchboard).veto).toBe('different last names at one company')
    expect(people(anna, { ...anna, last_name: 'Miler' })).toMatchObject({ veto: '' })
    const at = (local: string) => ({ ...anna, email: `${local}@acme.example.net` })
    expect(people(at('amiller'), at('amiller2')).veto).toBe('two numbered mailboxes at one e-mail domain')
  })

  it('married, with a telephone, a mailbox or a page of her own', () => {
    const work = { first_name: 'Anna', company: 'Acme', city: 'Springfield' }
    for (const own of [
      { phone: '217 555 0142' },
      { email: 'anna.miller@acme.example.net' },
      { linkedin_url: 'linkedin.com/in/anna-m-83421' },
    ])
      expect(
        people({ ...work, last_name: 'Miller', ...own }, { ...work, last_name: 'Quigley', ...own }),
        JSON.stringify(own),
      ).toMatchObject({ veto: '' })
  })

  it('bearers of two names of which many hold each, and of two of which one is shared', () => {
    const many = () => 40
    const why = (left: string, right: string, holders?: () => number) =>
      people({ first_name: 'Eva', last_name: left }, { first_name: 'Eva', last_name: right }, holders).why
    expect(why('Hansson', 'Johansson')).toContain('last name misspelt')
    expect(why('Hansson', 'Johansson', many)).toContain('another last name')
    expect(why('Pérez García', 'Pérez')).toContain('part of the last name')
    expect(why('Pérez García', 'Pérez López')).not.toContain('part of the last name')
  })

  it('father and son, told by Sr. and Jr. or by a generation between their births', () => {
    const home = { first_name: 'John', street: '4 Oak Lane', city: 'Dayton' }
    expect(people({ ...home, last_name: 'Carter Sr.' }, { ...home, last_name: 'Carter Jr.' }).veto).toBe(
      'one is the elder, one the younger',
    )
    expect(people({ ...home, last_name: 'Carter' }, { ...home, last_name: 'Carter Jr.' }).veto).toBe(
      'one is called the younger',
    )
    const both = { ...home, last_name: 'Carter' }
    expect(people({ ...both, birth_date: '1951-03-02' }, { ...both, birth_date: '1984-11-20' }).veto).toBe(
      'born a generation apart',
    )
  })
})

describe('who may be one person', () => {
  it.each([
    ['Robert', 'Bob'],
    ['Francisco', 'Paco'],
    ['Toni', 'A.'],
    ['Stefanie', 'Steffi'],
  ])('%s and %s, who share a telephone', (left, right) => {
    const rest = { last_name: 'Quigley', phone: '+1 212 555 0142' }
    expect(people({ first_name: left, ...rest }, { first_name: right, ...rest })).toMatchObject({ veto: '' })
    expect(people({ first_name: left, ...rest }, { first_name: right, ...rest }).weight).toBeGreaterThan(0)
  })

  it('reads an initial by the mailbox or the page of its owner', () => {
    const [douglas, deborah, initial] = [
      { first_name: 'Douglas', last_name: 'Henderson' },
      { first_name: 'Deborah', last_name: 'Henderson' },
      { first_name: 'D.', last_name: 'Henderson', email: 'deborah.henderson@acme.example.net' },
    ]
    expect(people(deborah, initial).why).toContain('same first name')
    expect(people(douglas, initial).why).toContain('another first name')
  })

  it.each([
    ['Müller', 'Mueller'],
    ['Müller', 'Muller'],
    ['Røste', 'Roste'],
  ])('%s and %s are written one way', (left, right) => {
    expect(people({ first_name: 'Eva', last_name: left }, { first_name: 'Eva', last_name: right }).why).toContain(
      'same last name',
    )
  })

  it('does not count a mailbox or a page twice that is only made of the name', () => {
    const names = { first_name: 'Jane', last_name: 'Doe' }
    const plain = people(names, names).weight
    expect(
      people({ ...names, email: 'jane.doe@one.example.net' }, { ...names, email: 'jane.doe@two.example.org' }).weight,
    ).toBe(plain)
    expect(
      people(
        { ...names, linkedin_url: 'linkedin.com/in/jane-doe-123456' },
        { ...names, linkedin_url: 'linkedin.com/in/jane-doe-654321' },
      ).weight,
    ).toBeLessThan(plain)
  })
})
