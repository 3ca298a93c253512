import { describe, expect, it } from 'vitest'
import { checkPeople, type PageSource } from '../../src/enrichment/check-person.ts'
import type { PersonOnPage } from '../../src/enrichment/people-on-page.ts'

const northwind = { name: 'Northwind Analytics Ltd', website: 'https://www.northwind.example' }

const page = (text: string, address = 'https://www.northwind.example/team', title = 'Team'): PageSource => ({
  url: address,
  address,
  title,
  text,
  retrievedAt: '2026-11-25T10:00:00.000Z',
  kind: address.includes('northwind.example/team') ? 'company_team_page' : 'third_party_page',
})

const claim = (name: string, title: string, more: Partial<PersonOnPage> = {}): PersonOnPage => ({
  name,
  title,
  email: null,
  phone: null,
  linkedin_url: null,
  company: null,
  quotes: [],
  ...more,
})

/** Each person with the title that is believed of them. */
const believed = (source: PageSource, ...claims: PersonOnPage[]) =>
  Object.fromEntries(
    checkPeople(claims, source, northwind).people.map(({ name, fields }) => [name, fields.title?.value ?? null]),
  )

describe('whose title it is, in the ways pages are laid out', () => {
  it.each([
    ['name above title', 'Ana Ruiz\n\nHead of Data\n\nBen Okafor\n\nChief Technology Officer'],
    ['title above name', 'Head of Data\nAna Ruiz\n\nChief Technology Officer\nBen Okafor'],
    ['a table', 'Name | Role\nAna Ruiz | Head of Data\nBen Okafor | Chief Technology Officer'],
    ['a table with the role first', 'Head of Data | Ana Ruiz\nChief Technology Officer | Ben Okafor'],
    ['one row for two', 'Ana Ruiz | Head of Data | Ben Okafor | Chief Technology Officer'],
    ['brackets', 'Ana Ruiz (Head of Data), Ben Okafor (Chief Technology Officer)'],
    ['commas', 'Ana Ruiz, Head of Data, and Ben Okafor, Chief Technology Officer, run the place.'],
    ['titles in front', 'Our Head of Data Ana Ruiz and Chief Technology Officer Ben Okafor run the place.'],
    ['colons', 'Head of Data: Ana Ruiz; Chief Technology Officer: Ben Okafor'],
    ['colons behind names', 'Ana Ruiz: Head of Data; Ben Okafor: Chief Technology Officer'],
    ['sentences', 'Ana Ruiz is Head of Data. Ben Okafor joined in spring. He is Chief Technology Officer.'],
  ])('%s', (_, text) => {
    const right = [claim('Ana Ruiz', 'Head of Data'), claim('Ben Okafor', 'Chief Technology Officer')]
    expect(believed(page(text), ...right)).toEqual({
      'Ana Ruiz': 'Head of Data',
      'Ben Okafor': 'Chief Technology Officer',
    })
    const swapped = [claim('Ana Ruiz', 'Chief Technology Officer'), claim('Ben Okafor', 'Head of Data')]
    expect(believed(page(text), ...swapped)).toEqual({ 'Ana Ruiz': null, 'Ben Okafor': null })
  })

  it('is not proven by a line about somebody else with the same title', () => {
    const text = 'Ana Ruiz, Director\nBen Okafor, Director'
    const quotes = [{ field: 'title', quote: 'Ben Okafor, Director' }]
    expect(
      believed(page(text), claim('Ana Ruiz', 'Director', { quotes }), claim('Ben Okafor', 'Director', { quotes })),
    ).toEqual({
      'Ana Ruiz': null,
      'Ben Okafor': 'Director',
    })
  })

  it('is not the listed person’s when it stands beside somebody whom the reader left out', () => {
    const text = 'Joanna Prior, co-founder and CEO\nMehmet Yıldız, co-founder and CTO'
    expect(believed(page(text), claim('Mehmet Yıldız', 'CEO'))).toEqual({ 'Mehmet Yıldız': null })
    expect(believed(page(text), claim('Joanna Prior', 'co-founder and CTO'))).toEqual({ 'Joanna Prior': null })
  })

  it.each([
    ['Managing Partner', 'Partner'],
    ['Deputy Chief Financial Officer', 'Chief Financial Officer'],
    ['Head of Data', 'Head'],
  ])('is all of "%s" and not "%s"', (written, cut) => {
    expect(believed(page(`Ana Ruiz, ${written}`), claim('Ana Ruiz', cut))).toEqual({ 'Ana Ruiz': null })
    expect(believed(page(`Ana Ruiz, ${written}`), claim('Ana Ruiz', written))).toEqual({ 'Ana Ruiz': written })
  })

  it.each([
    'Ana Ruiz, our former Head of Data, now sails.',
    'Ana Ruiz, previously Head of Data, advises us.',
    'Ana Ruiz, Head of Data, left the company in 2024.',
    'Ana Ruiz was until recently Head of Data.',
  ])('is past in "%s"', (text) => {
    expect(believed(page(text), claim('Ana Ruiz', 'Head of Data'))).toEqual({ 'Ana Ruiz': null })
  })
})

describe('who works for the organization', () => {
  const isTied = (source: PageSource, name = 'John Smith', title = 'CTO') =>
    checkPeople([claim(name, title)], source, northwind).people.length > 0
  const elsewhere = 'https://conference.example/speakers'

  it.each([
    'John Smith, CTO at Northwind Analytics, speaks at ten.',
    'John Smith\nCTO\nNorthwind Analytics Ltd',
    'Northwind Analytics’ CTO John Smith agrees.',
    'Northwind Analytics has appointed John Smith as CTO.',
    'John Smith joins Northwind Analytics from Southwind as CTO.',
    'John Smith, CTO, john.smith@northwind.example',
  ])('is John Smith by "%s" (T37)', (text) => {
    expect(isTied(page(text, elsewhere))).toBe(true)
  })

  it.each([
    'John Smith, CTO of Southwind, spoke at Northwind Analytics.',
    'John Smith, CTO at Southwind. Northwind Analytics was a sponsor.',
    'Jane Doe, CEO of Northwind Analytics, and John Smith, CTO of Southwind.',
    'John Smith joins Southwind as CTO from Northwind Analytics.',
    'Thanks to Northwind Analytics!\nJohn Smith, CTO',
    'John Smith, CTO, Severn Water, met Northwind Analytics.',
    'John Smith, CTO, Northwind Aviation',
    'John Smith, CTO, praised Northwind Analytics.',
    'John Smith, CTO, is a customer of Northwind Analytics.',
    'Southwind CTO John Smith praised Northwind Analytics.',
    'Southwind’s founder John Smith, a friend of Northwind Analytics',
    'John Smith, CTO, spoke at Northwind Analytics.',
    'Northwind Analytics was beaten by John Smith, CTO.',
  ])('is not John Smith by "%s" (T37)', (text) => {
    expect(isTied(page(text, elsewhere))).toBe(false)
  })

  it('is not a customer quoted on its own site', () => {
    const own = 'https://www.northwind.example/customers'
    for (const text of [
      '“Great.” John Smith, CTO of Southwind',
      'John Smith, CTO, Severn Water',
      'John Smith, CTO at Southwind',
    ])
      expect(isTied({ ...page(text, own), kind: 'company_page' })).toBe(false)
    expect(
      isTied(
        { ...page('John Smith, Director of Port Systems', own), kind: 'company_page' },
        'John Smith',
        'Director of Port Systems',
      ),
    ).toBe(true)
  })

  it('is each of two namesakes on one page for what stands beside that one', () => {
    const text = '• John Smith, CTO at Northwind Analytics\n• John Smith, Head of Sales at Southwind'
    const { people, dropped } = checkPeople(
      [claim('John Smith', 'CTO'), claim('John Smith', 'Head of Sales')],
      page(text, elsewhere),
      northwind,
    )
    expect(people.flatMap(({ fields }) => fields.title?.value ?? [])).toEqual(['CTO'])
    expect(dropped).toMatchObject([{ field: 'title', value: 'Head of Sales' }])
  })
})

describe('an address or a number', () => {
  const fieldsOf = (text: string, more: Partial<PersonOnPage>) => {
    const { people, dropped } = checkPeople([claim('Ana Ruiz', 'Head of Data', more)], page(text), northwind)
    return { ...people[0]!.fields, reason: dropped[0]?.reason }
  }
  const card = 'Ana Ruiz\nHead of Data\n'

  it.each([
    ['info@northwind.example', 'This is a shared address, not a person’s.'],
    ['ana.ruiz@gmail.com', 'This is a private address, not one of work.'],
    ['firstname.lastname@northwind.example', 'This shows how addresses are formed; it is nobody’s.'],
    ['ana.ruiz@attacker.example', 'This address does not belong to Northwind Analytics Ltd.'],
    ['front.desk@northwind.example', 'The address carries no part of the name.'],
    ['ana ruiz at northwind', 'This is no e-mail address.'],
  ])('%s is not Ana’s (T43)', (email, reason) => {
    expect(fieldsOf(`${card}${email}`, { email })).toMatchObject({ reason })
  })

  it.each(['ana@northwind.example', 'a.ruiz@northwind.example', 'aruiz@northwind.example', 'ar@northwind.example'])(
    '%s is',
    (email) => {
      expect(fieldsOf(`${card}${email}`, { email }).email?.value).toBe(email)
    },
  )

  it('of the switchboard is nobody’s own', () => {
    const phone = '+44 20 7946 0000'
    expect(fieldsOf(`${card}Switchboard: ${phone}`, { phone }).reason).toBe('This is a shared number, not a person’s.')
    expect(fieldsOf(`${card}${phone}`, { phone }).phone?.value).toBe(phone)
  })

  it('may be quoted in other groups of digits, and a profile without its https', () => {
    const text = `${card}+44 20 7946 0000\nlinkedin.com/in/ana-ruiz`
    const linkedin_url = 'https://www.linkedin.com/in/ana-ruiz'
    const found = fieldsOf(text, { phone: '+44 20 7946 0000', linkedin_url })
    expect(found.linkedin_url?.value).toContain('linkedin.com/in/ana-ruiz')
    expect(fieldsOf(text, { linkedin_url: 'https://www.linkedin.com/company/northwind' }).reason).toBe(
      'This is no profile of a person.',
    )
  })
})
