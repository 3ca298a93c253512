import { type Random, skew, type Weighted } from '../random.ts'
import { placesOf } from './places/places.ts'
import { COUNTRY_CODES, type CountryCode, type Place } from './pools/countries.ts'
import { makeSource, type Source } from './records/sources.ts'

const SOURCES = 26

/** What the companies and people of a tenant share. */
export interface World {
  random: Random
  places: Record<CountryCode, Weighted<Place>>
  /** The lists that somebody imported at some time. */
  sources: Weighted<Source>
  taken: { domains: Set<string>; mailboxes: Set<string>; profiles: Set<string> }
}

/** A world without anybody in it. */
export function createWorld(random: Random): World {
  const places = Object.fromEntries(COUNTRY_CODES.map((code) => [code, placesOf(random, code)]))
  const sources = Array.from({ length: SOURCES }, () => makeSource(random))
  return {
    random,
    places: places as World['places'],
    sources: skew(sources, 0.7, 3),
    taken: { domains: new Set(), mailboxes: new Set(), profiles: new Set() },
  }
}
