import { type Culture, FREE_MAIL, TITLES_HELD } from '../duplicates-name-pools.ts'
import { cultureOf, type Made, phoneOf, streetOf } from './make-organizations.ts'
import { misspell, type Random } from './random.ts'

interface Person {
  given: string[]
  family: string
  culture: Culture
  place: string[]
  street: string
  /** Area and number: it moves with its owner. */
  mobile: [area: string, number: string]
  work: string
  home: string
  title: string
  slug: string
  birth: string
}

const fold = (text: string) => text.normalize('NFKD').replace(/[^\w]/g, '').toLowerCase()

const dateOf = (random: Random, from = 1950) =>
  `${from + random.below(50)}-${String(1 + random.below(12)).padStart(2, '0')}-${String(1 + random.below(28)).padStart(2, '0')}`

/** What people are made of: the companies that employ them and the addresses that are given away. */
interface World {
  domains: readonly string[]
  taken: Set<string>
}

/** An address nobody else has: who comes later gets a number. */
function mailboxOf(random: Random, { taken }: World, given: string, family: string, domain: string): string {
  const [g, f] = [fold(given), fold(family)]
  const local = random.pick([`${g}.${f}`, `${g[0]}${f}`, `${g}${f}`, `${g}`, `${g}.${f[0]}`, `${g}_${f}`])
  for (let number = ''; ; number = String(2 + random.below(9998))) {
    const address = `${local}${number}@${domain}`
    if (taken.has(address.replace(/\./g, ''))) continue
    taken.add(address.replace(/\./g, ''))
    return address
  }
}

function personOf(random: Random, world: World, of: Partial<Person> = {}): Person {
  const culture = of.culture ?? cultureOf(random)
  const given = of.given ?? random.pickSkewed(culture.given)
  const family = of.family ?? random.pickSkewed(culture.family)
  const place = of.place ?? (random.pick(culture.cities) as string[])
  const number = random.chance(0.6) ? String(1 + random.below(99)) : ''
  return {
    given,
    family,
    culture,
    place,
    street: streetOf(random, culture),
    mobile: [place[3]!, random.digits(7)],
    work: mailboxOf(random, world, given[0]!, family, random.pick(world.domains)),
    home: mailboxOf(random, world, given[0]!, family + number, random.pick(FREE_MAIL)),
    title: random.pick(TITLES_HELD).replaceAll('_', ' '),
    slug: `${fold(given[0]!)}-${fold(family)}-${random.digits(6)}`,
    birth: dateOf(random),
    ...of,
  }
}

const maybe = (random: Random, share: number, value: string) => (random.chance(share) ? value : null)

function recordOf(random: Random, person: Person, cluster: string, names?: { first: string; last: string }): Made {
  const { culture, place, street } = person
  return {
    cluster,
    first_name: names?.first ?? person.given[0]!,
    last_name: names?.last ?? person.family,
    email: maybe(random, 0.85, random.chance(0.75) ? person.work : person.home),
    phone: maybe(random, 0.65, phoneOf(random, culture, ...person.mobile)),
    title: maybe(random, 0.7, person.title),
    linkedin_url: maybe(
      random,
      0.4,
      `https://www.linkedin.com/in/${person.slug}${random.pick(['', '/', '?trk=people'])}`,
    ),
    street: maybe(random, 0.35, random.chance(0.1) ? misspell(random, street) : street),
    city: maybe(random, 0.8, place[0]!),
    region: maybe(random, 0.35, place[1]!),
    postal_code: maybe(random, 0.35, place[2]! + street.replace(/\D/g, '').padStart(2, '0').slice(-2)),
    country: maybe(random, 0.5, culture.country),
    birth_date: maybe(random, 0.2, person.birth),
  }
}

function writtenAgain(random: Random, person: Person, world: World) {
  const now = { ...person }
  let [first, last] = [person.given[0]!, person.family]
  if (random.chance(0.25)) first = random.pick(person.given)
  if (random.chance(0.1)) first = misspell(random, first)
  if (random.chance(0.1)) last = misspell(random, last)
  if (random.chance(0.05)) first = `${first[0]}.`
  if (random.chance(0.04))
    last = random.chance(0.5) ? `${last}-${random.pick(person.culture.family)}` : random.pick(person.culture.family)
  if (random.chance(0.15)) {
    now.place = random.pick(person.culture.cities) as string[]
    now.street = streetOf(random, person.culture)
  }
  if (random.chance(0.2)) {
    now.work = mailboxOf(random, world, person.given[0]!, person.family, random.pick(world.domains))
    now.title = random.pick(TITLES_HELD).replaceAll('_', ' ')
  }
  return { now, names: random.chance(0.03) ? { first: last, last: first } : { first, last } }
}

/** People with every fifth or so written down more than once, and with relatives, namesakes and shared mailboxes among them. */
export function makePeople(random: Random, records: number): Made[] {
  const domains = Array.from(
    { length: Math.max(20, records / 8) },
    () => `${fold(random.digits(3) + random.pick(TITLES_HELD))}${random.below(records)}.com`,
  )
  const world: World = { domains, taken: new Set() }
  const made: Made[] = []
  let cluster = 0
  const add = (person: Person, names?: { first: string; last: string }) =>
    made.push(recordOf(random, person, `p${cluster}`, names))
  while (made.length < records) {
    cluster++
    const person = personOf(random, world)
    add(person)
    if (random.chance(0.18)) {
      const copies = 1 + Math.floor(random.next() ** 2 * 3)
      for (let n = 0; n < copies; n++) {
        const { now, names } = writtenAgain(random, person, world)
        add(now, names)
      }
    }
    for (const { other, names } of trapsOf(random, person, world)) {
      cluster++
      add(other, names)
    }
  }
  return made.slice(0, records)
}

function trapsOf(random: Random, person: Person, world: World) {
  const traps: { other: Person; names?: { first: string; last: string } }[] = []
  const { family, culture, place, street, mobile } = person
  // father and son
  if (random.chance(0.008)) {
    const other = personOf(random, world, {
      given: person.given,
      family,
      culture,
      place,
      street,
      birth: dateOf(random, 1985),
    })
    traps.push({ other, names: { first: person.given[0]!, last: random.chance(0.5) ? `${family} Jr.` : family } })
  }
  // husband and wife, one telephone
  if (random.chance(0.02)) traps.push({ other: personOf(random, world, { family, culture, place, street, mobile }) })
  // a namesake
  if (random.chance(0.02)) traps.push({ other: personOf(random, world, { given: person.given, family, culture }) })
  // a mailbox that several people read
  if (random.chance(0.02)) {
    const shared = `${random.pick(['info', 'sales', 'office', 'team'])}@${person.work.split('@')[1]}`
    for (let n = 0; n < 2; n++) traps.push({ other: { ...personOf(random, world), work: shared, home: shared } })
  }
  // a colleague of the same family name
  if (random.chance(0.02)) {
    const other = personOf(random, world)
    traps.push({
      other: { ...other, family, work: mailboxOf(random, world, other.given[0]!, family, person.work.split('@')[1]!) },
    })
  }
  return traps
}
