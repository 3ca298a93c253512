import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Model } from '../../src/platform/model.ts'
import { createWeb } from '../../src/web/create-web.ts'
import { isRead } from '../../src/web/web.ts'
import {
  type GivenPage,
  readCarefully,
  readCarelessly,
  readerModel,
  readInventively,
  readWithoutCompanies,
} from './enrichment-readers.ts'
import { type TruePerson, trueOrganizations } from './enrichment-truth.ts'
import { type Filed, openEnrichmentWorld, openStandIns, type StandIns } from './enrichment-world.ts'

let standIns: StandIns
beforeAll(async () => {
  standIns = await openStandIns()
})
afterAll(() => standIns.close())

const FIELDS = ['title', 'email', 'phone', 'linkedin_url'] as const
const bare = (value: string) => value.toLowerCase().replace(/^https?:\/\/(?:www\.)?/, '')

function isTrue(person: TruePerson, field: (typeof FIELDS)[number], value: string): boolean {
  if (field === 'title') return person.titles.some((title) => bare(title) === bare(value))
  return person[field] !== null && bare(person[field]) === bare(value)
}

const trueFields = (person: TruePerson) => FIELDS.filter((field) => (field === 'title' ? true : person[field] !== null))

/** One run over all bundled organizations, counted against what a person reads there. */
async function count(model: Model) {
  const world = await openEnrichmentWorld(standIns, model)
  const byId = new Map<number, TruePerson[]>()
  for (const { name, website, people } of trueOrganizations) byId.set(await world.organization(name, website), people)
  const { run, filed } = await world.enrich({ limit: 100 })
  const wanted = [...byId.values()].flat().filter(({ decides }) => decides)
  const found = filed.map((each) => ({
    each,
    person: byId.get(each.link_to?.organization_id ?? 0)?.find(({ name }) => name === each.name),
  }))
  const right = found.filter(({ person }) => person?.decides)
  const values = found.flatMap(({ each, person }) =>
    FIELDS.filter((field) => each.data[field]).map((field) => ({ field, value: each.data[field]!, person })),
  )
  const wrongFields = values.filter(({ field, value, person }) => !person || !isTrue(person, field, value))
  const unverifiable = await countUnverifiable(filed)
  await world.close()
  return {
    status: run.status,
    people: { wanted: wanted.length, right: right.length },
    wrongPeople: found.filter(({ person }) => !person?.decides).map(({ each }) => each.name),
    fields: {
      wanted: wanted.flatMap(trueFields).length,
      right: values.length - wrongFields.length,
    },
    wrongFields: wrongFields.map(({ field, value, person }) => `${person?.name}: ${field} ${value}`),
    unverifiable,
    missed: wanted.filter((person) => !right.some((one) => one.person === person)).map(({ name }) => name),
  }
}

/** Quotes that are not on the page they name, looked for anew and by plainer means than the product's. */
async function countUnverifiable(filed: Filed[]): Promise<number> {
  const { web } = standIns
  const { read } = createWeb({
    serperApiKey: 'k',
    serperUrl: web.serperUrl,
    wikipediaUrl: web.wikipediaUrl,
    pagesUrl: web.url,
  })
  const flat = (text: string) => text.toLowerCase().replace(/\s+/g, ' ')
  const items = filed.flatMap(({ evidence }) => Object.values(evidence).flatMap((each) => each.items))
  const checked = await Promise.all(
    items.map(async ({ url, quote, quote_verified }) => {
      const page = await read(url)
      return quote_verified && isRead(page) && flat(page.text).includes(flat(quote))
    }),
  )
  return checked.filter((isThere) => !isThere).length
}

describe('all bundled pages, counted against what a person reads there', () => {
  it('loses nothing and adds nothing with a careful reader', async () => {
    const counted = await count(readerModel(readCarefully))
    expect(counted).toMatchObject({
      status: 'succeeded',
      wrongPeople: [],
      wrongFields: [],
      unverifiable: 0,
      missed: [],
    })
    expect(counted.people).toEqual({ wanted: 95, right: 95 })
    expect(counted.fields).toEqual({ wanted: 188, right: 188 })
  })

  it('needs no reader to tell namesakes apart (T37)', async () => {
    const counted = await count(readerModel(readWithoutCompanies))
    expect(counted).toMatchObject({ wrongPeople: [], wrongFields: [], unverifiable: 0, missed: [] })
    expect(counted.fields.right).toBe(counted.fields.wanted)
  })

  it.each<[string, (page: GivenPage) => unknown[]]>([
    ['mixes up whose value is whose (T38)', readCarelessly],
    ['invents addresses, numbers, titles and quotes (T39)', readInventively],
  ])('proposes no wrong person and no wrong value with a reader that %s', async (_, read) => {
    const counted = await count(readerModel(read))
    expect(counted).toMatchObject({ status: 'succeeded', wrongPeople: [], wrongFields: [], unverifiable: 0 })
  })

  it('finds most and nothing wrong with the model stand-in behind OpenAI’s wire', async () => {
    const counted = await count(standIns.wired)
    expect(counted).toMatchObject({ status: 'succeeded', wrongPeople: [], wrongFields: [], unverifiable: 0 })
    expect(counted.people.right).toBeGreaterThanOrEqual(85)
    expect(counted.fields.right / counted.fields.wanted).toBeGreaterThan(0.9)
  })
})
