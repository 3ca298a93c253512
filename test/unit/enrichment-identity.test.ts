import { describe, expect, it } from 'vitest'
import { checkPeople, type PageSource } from '../../src/enrichment/check-person.ts'
import { combinePeople } from '../../src/enrichment/combine-people.ts'
import type { PersonOnPage } from '../../src/enrichment/people-on-page.ts'
import { priceEvidence } from '../../src/evidence/price-evidence.ts'

const northwind = { name: 'Northwind Analytics Ltd', website: 'https://www.northwind.example' }

const source = (text: string, address = 'https://www.northwind.example/team'): PageSource => ({
  url: address,
  address,
  title: 'Team',
  text,
  retrievedAt: '2026-11-25T10:00:00.000Z',
  kind: address.includes('northwind') ? 'company_team_page' : 'third_party_page',
})

const read = (name: string, facts: Partial<PersonOnPage> = {}): PersonOnPage => {
  const { title = null, email = null, phone = null } = facts
  const stated = { title, email, phone }
  return {
    name,
    ...stated,
    linkedin_url: null,
    company: null,
    quotes: Object.entries(stated).flatMap(([field, quote]) => (quote ? [{ field, quote }] : [])),
    ...facts,
  }
}

const TEAM = `Our team
Ana Ruiz
Head of Data
ana.ruiz@northwind.example

Ben Okafor
Chief Technology Officer
info@northwind.example`

describe('a person on an organization’s own page', () => {
  it('is believed with the facts that stand beside the name', () => {
    const { people } = checkPeople(
      [read('Ana Ruiz', { title: 'Head of Data', email: 'ana.ruiz@northwind.example' }), read('Ben Okafor')],
      source(TEAM),
      northwind,
    )
    expect(people[0]).toMatchObject({
      first_name: 'Ana',
      last_name: 'Ruiz',
      fields: { title: { value: 'Head of Data' }, email: { value: 'ana.ruiz@northwind.example' } },
    })
  })

  it('does not get a value that stands beside somebody else on the list (T38)', () => {
    const { people, dropped } = checkPeople(
      [read('Ana Ruiz', { title: 'Chief Technology Officer' }), read('Ben Okafor')],
      source(TEAM),
      northwind,
    )
    expect(people[0]!.fields.title).toBeUndefined()
    expect(dropped).toMatchObject([
      { name: 'Ana Ruiz', field: 'title', reason: expect.stringContaining('somebody else') },
    ])
  })

  it.each([
    ['info@northwind.example', 'shared address'],
    ['ben@gmail.com', 'private address'],
  ])('does not get %s as a work address (T43)', (email, reason) => {
    const { dropped } = checkPeople([read('Ben Okafor', { email })], source(`${TEAM}\n${email}`), northwind)
    expect(dropped).toMatchObject([{ field: 'email', reason: expect.stringContaining(reason) }])
  })

  it('keeps a quote that differs only in spaces, quotes, dashes and case (T39)', () => {
    const page = source('Zoë O’Neill – VP   Engineering\nNorthwind')
    const { people } = checkPeople([read("Zoë O'Neill", { title: 'vp engineering' })], page, northwind)
    expect(people[0]!.fields.title?.value).toBe('vp engineering')
  })

  it('loses a field whose quote leaves something out in the middle (T39)', () => {
    const quotes = [{ field: 'title', quote: 'Head ... Data' }]
    const { dropped } = checkPeople([read('Ana Ruiz', { title: 'Head of Data', quotes })], source(TEAM), northwind)
    expect(dropped).toMatchObject([{ field: 'title', reason: 'The quote leaves something out.' }])
  })

  it('is nobody when the name does not stand on the page', () => {
    const { people, notTheSame } = checkPeople([read('Carla Diaz', { title: 'CEO' })], source(TEAM), northwind)
    expect(people).toEqual([])
    expect(notTheSame).toMatchObject([{ name: 'Carla Diaz', reason: 'The name does not stand on the page.' }])
  })
})

describe('a name', () => {
  it.each([
    ['Dr. Ana Ruiz', 'Ana', 'Ruiz'],
    ['RUIZ, Ana', 'Ana', 'Ruiz'],
    ['ANA RUIZ', 'Ana', 'Ruiz'],
    ['Ana Ruiz, PhD', 'Ana', 'Ruiz'],
    ['John Q. Smith', 'John Q.', 'Smith'],
    ['Air Commodore Giles Hartnell', 'Giles', 'Hartnell'],
    ['Marguerite De Vos', 'Marguerite', 'De Vos'],
    ['Seán O’Neill-MacKay (she/her)', 'Seán', 'O’Neill-MacKay'],
  ])('%s is %s %s', (written, first_name, last_name) => {
    const { people } = checkPeople([read(written)], source(written), northwind)
    expect(people).toMatchObject([{ first_name, last_name }])
  })

  it.each(['Ana', 'ana@northwind.example', 'Northwind Analytics', 'Team of 12 people'])('%s is none', (written) => {
    expect(checkPeople([read(written)], source(written), northwind).people).toEqual([])
  })
})

describe('a person on somebody else’s page', () => {
  const elsewhere = 'https://news.example/article'

  it('is tied to the organization when its name stands near', () => {
    const page = source('Ana Ruiz, Head of Data at Northwind Analytics, said that...', elsewhere)
    expect(checkPeople([read('Ana Ruiz', { title: 'Head of Data' })], page, northwind).people).toHaveLength(1)
  })

  it('is a namesake when the page names another company (T37)', () => {
    const page = source('John Smith, CTO of Southwind, spoke. Northwind Analytics was a sponsor.', elsewhere)
    const { people, notTheSame } = checkPeople(
      [read('John Smith', { title: 'CTO', company: 'Southwind' })],
      page,
      northwind,
    )
    expect(people).toEqual([])
    expect(notTheSame[0]!.reason).toContain('Southwind')
  })

  it('is nobody’s when the organization is named far away (T37)', () => {
    const page = source(`John Smith is a CTO.${' Something else entirely.'.repeat(40)} Northwind Analytics.`, elsewhere)
    expect(checkPeople([read('John Smith', { title: 'CTO' })], page, northwind).notTheSame).toHaveLength(1)
  })
})

describe('the same person on two pages', () => {
  const onPage = (title: string, address: string) =>
    checkPeople([read('Ana Ruiz', { title })], source(`Ana Ruiz\n${title}\nNorthwind Analytics`, address), northwind)
      .people

  it('is surer when two sites say the same', () => {
    const team = onPage('Head of Data', 'https://www.northwind.example/team')
    const [both] = combinePeople([...team, ...onPage('Head of Data', 'https://news.example/a-conference-programme')])
    expect(priceEvidence(both!.fields.title!.evidence)).toBeGreaterThanOrEqual(
      priceEvidence(team[0]!.fields.title!.evidence),
    )
  })

  it('is doubtful when they contradict each other', () => {
    const [both] = combinePeople([
      ...onPage('Head of Data', 'https://www.northwind.example/team'),
      ...onPage('Chief Data Officer', 'https://news.example/a'),
    ])
    expect(both!.fields.title!.value).toBe('Head of Data')
    expect(priceEvidence(both!.fields.title!.evidence)).toBeLessThanOrEqual(0.5)
  })
})
