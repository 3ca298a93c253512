import { commonFamilyName, someFamilyName } from '../people/names.ts'
import { businessAddress } from '../places/addresses.ts'
import { landline, type Phone } from '../places/phones.ts'
import { placeBesides, someCountry, somePlace } from '../places/places.ts'
import { CHAIN_TRADES, FRANCHISE_TRADES, FUNDS } from '../pools/brand-words.ts'
import { COUNTRIES, type CountryCode, type Place } from '../pools/countries.ts'
import type { Bundle } from '../records/bundles.ts'
import { lettersOf, slugOf } from '../text.ts'
import type { World } from '../world.ts'
import { someBrand, somePairOfWords } from './brands.ts'
import { type Company, type CompanyWish, someCompany, someForm } from './companies.ts'
import { someTrade } from './company-names.ts'
import { takeNamedDomain } from './domains.ts'
import { university } from './university.ts'
import type { WebAgency } from './web-agencies.ts'

const ROMAN_NUMBERS = ['I', 'II', 'III', 'IV', 'V', 'VI']

/** Companies that are easily taken for each other, and how many of them there are; `add` takes each of them. */
export function companyBundles(world: World, agencies: WebAgency[], add: (company: Company) => void): Bundle[] {
  const addAll = (wishes: CompanyWish[]) => {
    for (const wish of wishes) add(someCompany(world, wish))
  }
  return [
    { share: 0.016, size: 4.5, make: () => addAll(chain(world)) },
    { share: 0.015, size: 3, make: () => addAll(sisters(world)) },
    { share: 0.009, size: 3, make: () => addAll(funds(world)) },
    { share: 0.012, size: 3.5, make: () => addAll(housemates(world)) },
    { share: 0.016, size: 2.2, make: () => addAll(namesakes(world)) },
    { share: 0.015, size: 1, make: () => addAll([{ domain: '', hasPlatformPage: true }]) },
    { share: 0.013, size: 1, make: () => addAll([clientOf(world.random.pick(agencies))]) },
    { share: 0.011, size: 3, make: () => addAll(subsidiaries(world)) },
    { share: 0.007, size: 3.5, make: () => addAll(university(world)) },
  ]
}

const clientOf = ({ country, ...agency }: WebAgency): CompanyWish => ({ country, traits: { agency } })

/** Branches of one name and one site, a town each, as a rule. */
function chain(world: World): CompanyWish[] {
  const { random } = world
  const country = someCountry(world)
  const core = random.chance(0.5)
    ? `${someBrand(world)} ${random.pick(FRANCHISE_TRADES)}`
    : `${somePairOfWords(world)} ${random.pick(CHAIN_TRADES)}`
  const domain = takeNamedDomain(world, lettersOf(core), '.com')
  const tollFree: Phone | undefined = country === 'US' ? { country, area: '800', local: random.digits(7) } : undefined
  const places = branchPlaces(world, country, Math.min(12, 2 + Math.floor(random.next() ** 2 * 9)))
  return places.map((place) => ({
    country,
    place,
    name: { core, industry: 'Franchise', isRare: true },
    domain,
    mailboxes: [`${random.chance(0.5) ? lettersOf(place.city) : 'info'}@${domain}`],
    size: 2,
    traits: {
      isBranch: true,
      hasNeighbouringBranch: places.filter(({ city }) => city === place.city).length > 1,
      sharesDomain: true,
      sharesMailboxes: true,
      tollFree,
      sitePath: `/${slugOf(place.city)}`,
      keepsName: random.chance(0.7),
    },
  }))
}

function branchPlaces(world: World, country: CountryCode, count: number): Place[] {
  const places: Place[] = []
  for (let n = 0; n < count; n++)
    places.push(n > 0 && world.random.chance(0.08) ? places[0]! : placeBesides(world, country, places, 8))
  return places
}

/** Companies of one family in different trades, some under one roof or on one site. */
function sisters(world: World): CompanyWish[] {
  const { random } = world
  const country = someCountry(world)
  const { language } = COUNTRIES[country]
  const family = random.chance(0.5) ? someBrand(world) : someFamilyName(world, language)
  const roof = random.chance(0.45) ? roofOf(world, country) : {}
  const domain = random.chance(0.4) ? takeNamedDomain(world, `${lettersOf(family)}group`, '.com') : undefined
  const trades = new Map<string, string>()
  const count = random.between(2, 4)
  while (trades.size < count) trades.set(...someTrade(world, random.chance(0.6) ? 'en' : language))
  return [...trades].map(([trade, industry]) => ({
    country,
    ...roof,
    name: { core: `${family} ${trade}`, industry, isRare: true },
    domain,
    traits: { keepsName: true, hasSisters: true, sharesDomain: domain !== undefined },
  }))
}

function roofOf(world: World, country: CountryCode): CompanyWish {
  const place = somePlace(world, country)
  const phone = world.random.chance(0.5) ? landline(world.random, country, place) : undefined
  return { place, address: businessAddress(world, country, place), phone }
}

/** Funds that differ in their number only. */
function funds(world: World): CompanyWish[] {
  const { random } = world
  const country = random.chance(0.8) ? 'US' : random.pick(['GB', 'CA', 'AU'] as const)
  const place = somePlace(world, country)
  const brand = random.chance(0.6) ? someBrand(world) : somePairOfWords(world)
  const fund = `${brand} ${random.pick(FUNDS)}`
  const domain = takeNamedDomain(world, `${lettersOf(brand)}capital`, '.com')
  const [address, phone] = [businessAddress(world, country, place), landline(random, country, place)]
  const first = random.below(3)
  return ROMAN_NUMBERS.slice(first, first + random.between(2, 4)).map((number) => ({
    country,
    place,
    name: {
      core: `${fund} ${number}`,
      industry: random.pick(['Private Equity', 'Investment', 'Venture Capital']),
      isRare: true,
    },
    domain,
    address,
    phone,
    form: ['LP', 'L.P.', 'Limited Partnership'],
    mailboxes: [`ir@${domain}`, `info@${domain}`],
    size: 0.5,
    traits: { keepsName: true, hasSisters: true, sharesDomain: true, isNumbered: true },
  }))
}

/** Strangers in one building, some with its telephone. */
function housemates(world: World): CompanyWish[] {
  const { random } = world
  const country = someCountry(world)
  const building = businessAddress(world, country)
  const { place } = building
  const desk = random.chance(0.12) ? landline(random, country, place) : undefined
  return Array.from({ length: random.between(2, 5) }, () => ({
    country,
    place,
    address: { ...building, unit: random.chance(0.6) ? random.between(1, 30) * 10 : 0 },
    phone: random.chance(0.6) ? desk : undefined,
    traits: { sharesPhone: desk !== undefined },
  }))
}

/** Strangers of one name, each in a town of its own. */
function namesakes(world: World): CompanyWish[] {
  const { random } = world
  const country = someCountry(world)
  const name = commonName(world, country)
  const places: Place[] = []
  const count = random.chance(0.8) ? 2 : 3
  while (places.length < count) places.push(placeBesides(world, country, places, 9))
  return places.map((place) => ({ country, place, name, traits: { hasNamesakes: true } }))
}

function commonName(world: World, country: CountryCode): NonNullable<CompanyWish['name']> {
  const { random } = world
  const { language } = COUNTRIES[country]
  const [trade, industry] = someTrade(world, language)
  const core = random.choose<() => string>([
    [2, () => `${commonFamilyName(world, language)} ${trade}`],
    [1, () => `${somePairOfWords(world)} ${someTrade(world, 'en')[0]}`],
    [1, () => someBrand(world)],
  ])()
  return { core, industry, kind: 'family' }
}

/** Companies of a group, one in each country. */
function subsidiaries(world: World): CompanyWish[] {
  const { random } = world
  const core = someBrand(world) + (random.chance(0.4) ? ` ${someTrade(world, 'en')[0]}` : '')
  const domain = random.chance(0.45) ? takeNamedDomain(world, lettersOf(core), '.com') : undefined
  const countries = new Set<CountryCode>()
  const count = random.between(2, 4)
  while (countries.size < count) countries.add(someCountry(world))
  return [...countries].map((country) => {
    const land = country.toLowerCase()
    return {
      country,
      name: { core, industry: 'Manufacturing', kind: 'brand', isRare: true },
      domain,
      mailboxes: domain === undefined ? undefined : [`info.${land}@${domain}`, `${land}@${domain}`],
      form: someForm(random, country),
      size: 4,
      traits: {
        isSubsidiary: true,
        keepsName: true,
        alwaysShowsForm: random.chance(0.85),
        sharesDomain: domain !== undefined,
      },
    }
  })
}
