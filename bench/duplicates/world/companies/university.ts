import { rareFamilyName } from '../people/names.ts'
import { businessAddress } from '../places/addresses.ts'
import { landline } from '../places/phones.ts'
import { somePlace } from '../places/places.ts'
import { FACULTIES } from '../pools/brand-words.ts'
import type { CountryCode, Place } from '../pools/countries.ts'
import { lettersOf, slugOf } from '../text.ts'
import type { World } from '../world.ts'
import type { CompanyWish } from './companies.ts'
import { takeNamedDomain } from './domains.ts'

/** A university and some of its faculties. */
export function university(world: World): CompanyWish[] {
  const { random } = world
  const country = random.pick(['US', 'US', 'GB', 'CA', 'DE', 'IN'] as const)
  const place = somePlace(world, country)
  const core = universityName(world, country, place)
  const domain = universityDomain(world, country, place, core)
  const [phone, address] = [landline(random, country, place), businessAddress(world, country, place)]
  const common = { country, place, form: null }
  const traits = { keepsName: true, hasSisters: true, sharesDomain: true }
  const name = { core, industry: 'Higher Education', isRare: true }
  const faculties = new Set(Array.from({ length: random.between(1, 4) }, () => random.pick(FACULTIES)))
  return [
    {
      ...common,
      name,
      domain,
      phone,
      address,
      mailboxes: [`info@${domain}`],
      size: 20,
      traits: { ...traits, sharesPhone: true },
    },
    ...[...faculties].map((faculty) => {
      const subject = slugOf(faculty.split(' ').at(-1)!)
      return {
        ...common,
        name: { ...name, core: facultyName(world, core, faculty) },
        domain: random.chance(0.4) ? `${subject}.${domain}` : domain,
        phone: random.chance(0.25) ? phone : undefined,
        address: random.chance(0.3) ? address : undefined,
        mailboxes: [`${subject}@${domain}`],
        size: 3,
        traits,
      }
    }),
  ]
}

function universityName(world: World, country: CountryCode, { city }: Place): string {
  const { random } = world
  if (country === 'DE') return `Universität ${city}`
  if (random.chance(0.5)) return `University of ${city}`
  return `${random.chance(0.5) ? rareFamilyName(world, 'en') : city} State University`
}

function universityDomain(world: World, country: CountryCode, { city }: Place, name: string): string {
  if (country === 'DE') return takeNamedDomain(world, `uni-${slugOf(city)}`, '.de')
  return takeNamedDomain(world, lettersOf(name).slice(0, 18), country === 'GB' ? '.ac.uk' : '.edu')
}

const facultyName = ({ random }: World, university: string, faculty: string): string =>
  random.choose([
    [60, `${university} - ${faculty}`],
    [20, `${university}, ${faculty}`],
    [20, `${faculty}, ${university}`],
  ])
