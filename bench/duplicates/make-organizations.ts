import {
  ADJECTIVES,
  ARMS,
  CULTURES,
  type Culture,
  ENDINGS,
  NOUNS,
  SYLLABLES,
  TRADES,
} from '../duplicates-name-pools.ts'
import { misspell, type Random } from './random.ts'

export type Made = Record<string, string | null> & { cluster: string }

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[^\w\s-]/g, '')
    .toLowerCase()
const slug = (text: string) => fold(text).replace(/[^a-z0-9]+/g, '')
const tlds: Record<string, string> = { GB: 'co.uk', DE: 'de', FR: 'fr', ES: 'es', IN: 'in' }

interface Company {
  core: string
  trade: (typeof TRADES)[number] | null
  form: string
  culture: Culture
  place: string[]
  street: string
  domain: string
  phone: string
  industry: string
  email: string
}

export const cultureOf = (random: Random): Culture => {
  let at = random.next()
  for (const culture of CULTURES) {
    at -= culture.share
    if (at <= 0) return culture
  }
  return CULTURES[0]!
}

export function streetOf(random: Random, { streets, numberLast }: Culture): string {
  const [name, number] = [random.pick(streets).replaceAll('_', ' '), String(1 + random.below(400))]
  return numberLast ? `${name} ${number}` : `${number} ${name}`
}

/** National digits as people of a country write them, one way or another. */
export function phoneOf(random: Random, { dial }: Culture, area: string, local: string): string {
  const [a, b] = [local.slice(0, 3), local.slice(3)]
  if (dial === '+1')
    return random.pick([`(${area}) ${a}-${b}`, `${area}-${a}-${b}`, `+1 ${area} ${a} ${b}`, `${area}.${a}.${b}`])
  return random.pick([`${dial} ${area} ${local}`, `0${area} ${a} ${b}`, `${dial}${area}${local}`, `0${area}/${local}`])
}

function nameOf(random: Random, culture: Culture): { core: string; trade: Company['trade'] } {
  const trade = random.chance(0.75) ? random.pick(TRADES) : null
  const brand = () => {
    const text = random.pick(SYLLABLES) + random.pick(SYLLABLES) + (random.chance(0.5) ? random.pick(SYLLABLES) : '')
    return text[0]!.toUpperCase() + text.slice(1) + random.pick(ENDINGS)
  }
  const core = random.pick([
    () => `${random.pick(ADJECTIVES)} ${random.pick(NOUNS)}`,
    () => random.pickSkewed(culture.family),
    () => `${random.pickSkewed(culture.family)} & ${random.pickSkewed(culture.family)}`,
    brand,
    brand,
    () => `${random.pick(culture.cities)[0]} ${random.pick(NOUNS)}`,
    () => `${random.pickSkewed(culture.family)} ${random.pickSkewed(culture.family)}`,
  ])()
  return { core, trade }
}

function companyOf(random: Random): Company {
  const culture = cultureOf(random)
  const { core, trade } = nameOf(random, culture)
  const place = random.pick(culture.cities) as string[]
  const base = slug(random.chance(0.5) && trade ? core + trade[0] : core) + (random.chance(0.25) ? slug(place[0]!) : '')
  const domain = `${base}.${random.chance(0.55) ? 'com' : (tlds[culture.country] ?? random.pick(['net', 'io', 'org']))}`
  return {
    core,
    trade,
    form: random.pick(culture.forms).replaceAll('_', ' '),
    culture,
    place,
    street: streetOf(random, culture),
    domain,
    phone: place[3]! + random.digits(7),
    industry: trade?.[2] ?? 'Services',
    email: `${random.pick(['info', 'sales', 'contact', 'office', 'hello'])}@${domain}`,
  }
}

const fullName = ({ core, trade, form }: Company) => [core, trade?.[0], form].filter(Boolean).join(' ')

function variantOf(random: Random, company: Company): string {
  const { core, trade, form } = company
  const word = trade ? (random.chance(0.25) ? trade[1] : trade[0]) : undefined
  const shown = random.chance(0.55)
    ? random.chance(0.8)
      ? form
      : random.pick(company.culture.forms).replaceAll('_', ' ')
    : ''
  let name = [core, random.chance(0.9) ? word : undefined, shown].filter(Boolean).join(' ')
  if (random.chance(0.12)) name = misspell(random, name)
  if (random.chance(0.1)) name = name.toUpperCase()
  if (random.chance(0.1)) name = name.replace(' & ', ' and ')
  if (random.chance(0.06)) name = `The ${name}`
  return random.chance(0.3) ? name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '') : name
}

const maybe = (random: Random, share: number, value: string) => (random.chance(share) ? value : null)

function recordOf(random: Random, company: Company, name: string, cluster: string): Made {
  const { culture, place, street, domain, phone, industry, email } = company
  const prefix = random.pick(['https://', 'https://www.', 'www.', 'http://', ''])
  return {
    cluster,
    name,
    website: maybe(random, 0.7, prefix + domain + random.pick(['', '', '/', '/about'])),
    industry: maybe(random, 0.6, industry),
    phone: maybe(random, 0.6, phoneOf(random, culture, place[3]!, phone.slice(place[3]!.length))),
    email: maybe(random, 0.35, email),
    street: maybe(random, 0.6, random.chance(0.1) ? misspell(random, street) : street),
    city: maybe(random, 0.8, place[0]!),
    region: maybe(random, 0.5, place[1]!),
    postal_code: maybe(random, 0.5, place[2]! + street.replace(/\D/g, '').padStart(2, '0').slice(-2)),
    country: maybe(random, 0.7, culture.country),
  }
}

/** Organizations with every fifth or so written down more than once, and with what looks alike and is not. */
export function makeOrganizations(random: Random, records: number): Made[] {
  const made: Made[] = []
  let cluster = 0
  const add = (company: Company, name = fullName(company)) => {
    made.push(recordOf(random, company, name, `o${cluster}`))
  }
  while (made.length < records) {
    cluster++
    const company = companyOf(random)
    add(company)
    if (random.chance(0.18)) {
      const copies = 1 + Math.floor(random.next() ** 2 * 3)
      for (let n = 0; n < copies; n++) {
        const moved = random.chance(0.12)
        const now = moved
          ? { ...company, street: streetOf(random, company.culture), phone: company.place[3]! + random.digits(7) }
          : company
        add(
          random.chance(0.08) ? { ...now, domain: company.domain.replace(/\.[^.]+$/, '.net') } : now,
          variantOf(random, company),
        )
      }
    }
    addTraps(random, company, (other, name) => {
      cluster++
      add(other, name)
    })
  }
  return made.slice(0, records)
}

function addTraps(random: Random, company: Company, add: (company: Company, name?: string) => void): void {
  const elsewhere = (of: Company): Company => {
    const place = random.pick(of.culture.cities) as string[]
    return { ...of, place, street: streetOf(random, of.culture), phone: place[3]! + random.digits(7) }
  }
  // a franchise: one name and one site, a branch in each town
  if (random.chance(0.012))
    for (const place of company.culture.cities.slice(0, 3 + random.below(4)) as string[][])
      if (place[0] !== company.place[0])
        add({ ...elsewhere(company), place, phone: place[3]! + random.digits(7) }, fullName(company))
  // a family of companies under one roof
  if (random.chance(0.012))
    for (let n = 0; n < 2 + random.below(2); n++) {
      const arm = random.pick(ARMS.filter((word) => word !== company.trade?.[0]))
      add({
        ...company,
        trade: [arm, arm, company.industry],
        domain: random.chance(0.5) ? company.domain : `${slug(company.core + arm)}.com`,
      })
    }
  // numbered funds
  if (random.chance(0.008))
    for (const number of ['I', 'II', 'III', 'IV'].slice(0, 2 + random.below(3)))
      add({ ...company, form: random.pick(['LP', 'L.P.', '']) }, `${company.core} Fund ${number} LP`)
  // strangers in one building
  if (random.chance(0.02)) {
    const other = companyOf(random)
    add({ ...other, culture: company.culture, place: company.place, street: company.street })
  }
  // a page on a platform instead of a site
  if (random.chance(0.01)) add({ ...companyOf(random), domain: `facebook.com/${random.digits(9)}` })
  // another company of the same name
  if (random.chance(0.015)) {
    const other = elsewhere(company)
    const domain = `${slug(company.core)}${slug(other.place[0]!)}.com`
    add({ ...other, domain, email: `info@${domain}`, trade: random.chance(0.5) ? company.trade : random.pick(TRADES) })
  }
}
