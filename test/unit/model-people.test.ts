import { describe, expect, it } from 'vitest'
import { answerChat } from '../../local/model/answer-chat.ts'
import { findPeople } from '../../local/model/read/find-people.ts'
import { loadPages } from '../../local/web/load-pages.ts'
import { verifyQuoteOf } from '../../src/evidence/verify-quote.ts'
import { parseHtml } from '../../src/web/parse-html.ts'

const names = (text: string, company?: string) => findPeople(text, company).map(({ name, title }) => [name, title])

describe('people on a page', () => {
  it('are read from lines, tables, cards and sentences', () => {
    expect(names('Ana Ruiz, Chief Technology Officer, ana@northwind.example')).toEqual([
      ['Ana Ruiz', 'Chief Technology Officer'],
    ])
    expect(
      names('Name Role E-mail\nAna Ruiz Chief Executive Officer a.ruiz@n.example\nSofia de la Cruz Head of Data'),
    ).toEqual([
      ['Ana Ruiz', 'Chief Executive Officer'],
      ['Sofia de la Cruz', 'Head of Data'],
    ])
    expect(names('Jürgen Weiß\n\nGründer und CTO\n\nKatrin Vogel\n\nGeschäftsführerin')).toEqual([
      ['Jürgen Weiß', 'Gründer und CTO'],
      ['Katrin Vogel', 'Geschäftsführerin'],
    ])
    expect(
      findPeople('Owen Pritchard joins Kestrel Mobility Ltd as VP Data Engineering from Quillon Bank plc.'),
    ).toMatchObject([{ name: 'Owen Pritchard', title: 'VP Data Engineering', company: 'Kestrel Mobility Ltd' }])
  })

  it('are no companies, streets, titles or column heads', () => {
    expect(names('Corvid Recruiting Ltd\nCorvid Recruiting, Head of Data wanted')).toEqual([])
    expect(names('8 Ropery Lane, London\n+44 20 7946 0185')).toEqual([])
    expect(names('Senior Data Platform Engineer, Robot Telemetry\n+44 20 7946 0185')).toEqual([])
  })

  it('keep their own titles where a label stands before each', () => {
    expect(names('Director Callum Birnie\nChief Technology Officer Gregor Lamont')).toEqual([
      ['Callum Birnie', 'Director'],
      ['Gregor Lamont', 'Chief Technology Officer'],
    ])
  })

  it('have only the addresses and numbers that stand beside them', () => {
    const [ana] = findPeople(
      'Ana Ruiz, Head of Data\n\nNorthwind Ltd, 8 Ropery Lane, company no. 09999185, +44 20 7946 0185',
    )
    expect(ana).toMatchObject({ name: 'Ana Ruiz', phone: undefined })
    expect(findPeople('Ana Ruiz\nHead of Data\nTel: +44 20 7946 0186')[0]).toMatchObject({ phone: '+44 20 7946 0186' })
    expect(findPeople('Ana Ruiz, Head of Data, info@northwind.example')[0]).toMatchObject({ email: undefined })
    expect(findPeople('Ana Ruiz, CEO\nWrite to us: firstname@northwind.example')[0]).toMatchObject({ email: undefined })
  })

  it('are told from those of former days', () => {
    const [person] = findPeople(
      'Gareth Pym, formerly Chief Technology Officer of Brightwater Analytics Limited, now sails.',
    )
    expect(person).toMatchObject({ isFormer: true, title: 'formerly Chief Technology Officer' })
  })
})

interface Answer {
  people: {
    name: string
    title: string | null
    email: string | null
    phone: string | null
    quotes: { field: string; quote: string }[]
  }[]
}

const text = { type: ['string', 'null'] }
const quote = { type: 'object', properties: { field: { type: 'string' }, quote: { type: 'string' } } }
const person = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    title: text,
    email: text,
    phone: text,
    quotes: { type: 'array', items: quote },
  },
}
const schema = { type: 'object', properties: { people: { type: 'array', items: person } } }

const readPage = (address: string, title: string, body: string): Answer =>
  JSON.parse(
    answerChat({
      model: 'm',
      messages: [{ role: 'user', content: `<page url="${address}">\n${title}\n${body}\n</page>` }],
      response_format: { type: 'json_schema', json_schema: { name: 'people_on_page', schema } },
    }).content!,
  )

const pages = loadPages(new Date('2026-11-25T00:00:00Z'))
  .filter((page) => page.text !== '')
  .map((page) => ({ address: page.url.href, ...parseHtml(page.html, page.url) }))
const peopleAt = (part: string) => {
  const page = pages.find(({ address }) => address.includes(part))!
  return readPage(page.address, page.title, page.text).people
}

describe('the bundled pages', () => {
  it('are quoted verbatim, and no value is anywhere but on its page', () => {
    let read = 0
    for (const page of pages) {
      for (const { quotes, ...values } of readPage(page.address, page.title, page.text).people) {
        read += 1
        for (const value of [values.name, values.title, values.email])
          if (value !== null) expect(page.text, page.address).toContain(value)
        for (const { field, quote } of quotes) {
          const value = values[field as keyof typeof values]
          if (value)
            expect(verifyQuoteOf(value, quote, page.text), `${page.address} ${field}`).toMatchObject({ verified: true })
        }
      }
    }
    expect(read).toBeGreaterThan(90)
  })

  it('that give orders to their reader are not obeyed', () => {
    const people = peopleAt('ukbusiness-directory.example/companies/alderpoint')
    expect(people.map(({ email }) => email)).not.toContain('sales@ukbusiness-directory.example')
    expect(people).toHaveLength(2)
  })

  it('tell namesakes apart by what stands beside each', () => {
    expect(peopleAt('fenwickgrid.example/people').find(({ name }) => name === 'John Smith')).toMatchObject({
      title: 'Chief Technology Officer',
      email: 'j.smith@fenwickgrid.example',
    })
    expect(peopleAt('smithcalderplumbing.example').find(({ name }) => name === 'John Smith')).toMatchObject({
      title: 'Owner',
    })
  })

  it('that are set as tables and definition lists hold the same people', () => {
    expect(peopleAt('strathallan.example/council').map(({ name, phone }) => [name, phone])).toEqual([
      ['Margaret Ogilvie', '01632 960400'],
      ['Fergus Mackay', '01632 960411'],
      ['Kirsty Boyle', '01632 960412'],
      ['Ranjit Gill', null],
    ])
    expect(peopleAt('tidemark.example/about').map(({ name }) => name)).toEqual([
      'Henrik Dahl Madsen',
      'Ingrid Solheim',
      'Anders Riis',
      'Freja Holm',
    ])
  })
})
