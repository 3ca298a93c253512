import type { Model, StructuredRequest } from '../../src/platform/model.ts'
import { otherPeople, type TruePerson, trueOrganizations } from './enrichment-truth.ts'

export interface ReadPerson {
  name: string
  title: string | null
  email: string | null
  phone: string | null
  linkedin_url: string | null
  company: string | null
  quotes: { field: string; quote: string }[]
}

export interface GivenPage {
  url: string
  text: string
}

/** A model that reads people off a page by a function; every prompt it was given is kept. */
export function readerModel(read: (page: GivenPage) => unknown[]): Model & { prompts: string[] } {
  const prompts: string[] = []
  const usage = { model: 'reader', inputTokens: 100, outputTokens: 10, costUsd: 0.001, durationMs: 1 }
  return {
    prompts,
    async ask({ messages, schema }: StructuredRequest<never>) {
      const prompt = messages.map(({ content }: { content: string }) => content).join('\n')
      prompts.push(prompt)
      const [, url = '', text = ''] = /<page url="([^"]*)">\n([\s\S]*)\n<\/page>/.exec(prompt) ?? []
      return { value: (schema as { parse(value: unknown): never }).parse({ people: read({ url, text }) }), usage }
    },
    chat: () => Promise.reject(new Error('A page is read in one answer, without tools.')),
    embed: () => Promise.reject(new Error('Nothing is embedded here.')),
  }
}

const everybody = [...trueOrganizations.flatMap(({ people }) => people), ...otherPeople]

const flat = (text: string) => text.replace(/\s+/g, ' ')
const stands = (text: string, value: string | null): value is string => value !== null && flat(text).includes(value)

/** Whom a careful reader finds on a page, with what it says of them and, on strangers' pages, their company. */
export function readCarefully({ url, text }: GivenPage): ReadPerson[] {
  return everybody.filter((person) => stands(text, person.name)).flatMap((person) => readOne(person, url, text) ?? [])
}

function readOne(person: TruePerson, url: string, text: string): ReadPerson | undefined {
  const title = person.titles.find((each) => stands(text, each)) ?? null
  if (!title) return undefined
  const email = stands(text, person.email) ? person.email : null
  const phone = stands(text, person.phone) ? person.phone : null
  const linkedin_url = stands(text, person.linkedin_url) ? person.linkedin_url : null
  const isOwn = person.website !== '' && url.includes(new URL(person.website).host)
  const fields = { title, email, phone, linkedin_url }
  return {
    name: person.name,
    ...fields,
    company: isOwn ? null : person.company,
    quotes: Object.entries(fields).flatMap(([field, value]) => (value ? [{ field, quote: value }] : [])),
  }
}

/** The same, but never telling that somebody works elsewhere. */
export const readWithoutCompanies = (page: GivenPage): ReadPerson[] =>
  readCarefully(page).map((person) => ({ ...person, company: null }))

/** Mixes up whose value is whose: everybody gets what belongs to the next one on the page. */
export function readCarelessly(page: GivenPage): ReadPerson[] {
  const people = readCarefully(page)
  return people.map((person, at) => {
    const next = people[(at + 1) % people.length]!
    return { ...next, name: person.name, company: null, title: next.title === person.title ? null : next.title }
  })
}

/** Invents: addresses formed from names, round numbers, grander titles, quotes with a gap in the middle. */
export const readInventively = (page: GivenPage): ReadPerson[] =>
  readCarefully(page).map((person) => {
    const host = new URL(person.email ? `https://${person.email.split('@')[1]}` : page.url).host
    const title = `Global ${person.title}`
    return {
      ...person,
      title,
      email: `${person.name.toLowerCase().replace(/\W+/g, '_')}@${host}`,
      phone: '+44 20 7946 9999',
      linkedin_url: `https://www.linkedin.com/in/${person.name.toLowerCase().replace(/\W+/g, '')}99`,
      quotes: [
        { field: 'title', quote: `${person.name} … ${person.title}` },
        { field: 'email', quote: `${person.name} can be reached by e-mail` },
      ],
    }
  })
