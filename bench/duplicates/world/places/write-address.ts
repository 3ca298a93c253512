import type { CountryCode } from '../pools/countries.ts'
import { OTHER_CITY_NAMES } from '../pools/towns-and-streets.ts'
import { misspell } from '../records/misspell.ts'
import { type AddressPart, type Source, spell, spellCountry } from '../records/sources.ts'
import type { Attempt } from '../records/write-cluster.ts'
import type { World } from '../world.ts'
import type { Address } from './addresses.ts'
import { writeStreet } from './write-street.ts'

export interface AddressFields {
  street: string
  city: string
  region: string
  postal_code: string
  country: string
}

/** What of an address a record shows. */
export interface ShownAddress {
  address?: Address
  city?: string
  country?: CountryCode
}

/** Fills in the fields of a record that are about a place, and notes what they show. */
export function writeAddress(
  world: World,
  address: Address,
  source: Source,
  attempt: Attempt,
  fields: AddressFields,
  shown: ShownAddress,
): void {
  const { random } = world
  const part = partOf(world, source, attempt)
  if (part === 'full') writeStreetLine(world, address, source, attempt, fields, shown)
  if (part === 'full' || part === 'city') {
    if (random.chance(0.95)) {
      fields.city = spell(cityOf(world, address, source, attempt), source)
      shown.city = address.place.city
    }
    const { region, regionCode } = address.place
    if (random.chance(part === 'full' ? 0.65 : 0.4))
      fields.region = source.hasRegionCodes ? regionCode : spell(region, source)
  }
  if (part === 'none' || !random.chance(0.85)) return
  fields.country = spellCountry(world, address.country, source)
  shown.country = address.country
}

function partOf({ random }: World, source: Source, { fuller }: Attempt): AddressPart {
  if (source.address !== 'mixed' && !random.chance(0.15 + fuller * 0.2)) return source.address
  return random.choose([
    [5, 'full'],
    [3, 'city'],
    [1, 'country'],
    [1, 'none'],
  ])
}

function writeStreetLine(
  { random }: World,
  address: Address,
  source: Source,
  { again }: Attempt,
  fields: AddressFields,
  shown: ShownAddress,
): void {
  if (random.chance(0.9)) {
    const line = writeStreet(random, address)
    const isMisspelled = random.chance(again ? 0.06 * source.slips : 0.01)
    fields.street = spell(isMisspelled ? misspell(random, line) : line, source)
    shown.address = address
  }
  if (random.chance(0.92))
    fields.postal_code = random.chance(0.06) ? address.postalCode.replace(/[ -]/g, '') : address.postalCode
}

function cityOf({ random }: World, { place: { city } }: Address, { slips }: Source, { again }: Attempt): string {
  if (random.chance(again ? 0.04 * slips : 0.005)) return misspell(random, city)
  return (random.chance(0.2) && OTHER_CITY_NAMES[city]) || city
}
