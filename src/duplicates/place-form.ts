import { closeUmlauts, foldText, presentText } from './fold-text.ts'
import { parseCountry } from './parse-country.ts'
import { parseStreet } from './parse-street.ts'
import type { SourceRecord } from './source-record.ts'

export interface PlaceForm {
  houseNumber: string
  streetWords: string[]
  city: string
  region: string
  postcode: string
  country: string
}

/** The normalised address of a record; '' stands for what is not known. */
export function placeForm(record: SourceRecord): PlaceForm {
  const street = parseStreet(presentText(record.street))
  return {
    houseNumber: street.number,
    streetWords: street.words.map(closeUmlauts),
    city: foldPlace(presentText(record.city)),
    region: foldPlace(presentText(record.region)),
    postcode: foldText(presentText(record.postal_code)).replace(/[^a-z0-9]/g, ''),
    country: parseCountry(presentText(record.country)),
  }
}

/** One house in one place, as a value that two records share; '' where it is not known. */
export function streetKey({ houseNumber, streetWords, postcode, city }: PlaceForm): string {
  const place = postcode || city
  if (houseNumber === '' || streetWords.length === 0 || place === '') return ''
  return `${houseNumber} ${streetWords.slice(0, 2).sort().join(' ')} ${place}`
}

const SPELLED: Record<string, string> = {
  st: 'saint',
  mt: 'mount',
  ft: 'fort',
  n: 'north',
  s: 'south',
  e: 'east',
  w: 'west',
}
const ABOUT = /^(?:of|the|greater|downtown|area|metro)$/

/** A city or region folded and closed up, without what is said about it ("City of", "Greater"). */
export function foldPlace(text: string): string {
  const words =
    foldText(text)
      .replace(/^city of /, '')
      .match(/[a-z0-9]+/g) ?? []
  const kept = words.filter((word) => !ABOUT.test(word))
  return closeUmlauts((kept.length > 0 ? kept : words).map((word) => SPELLED[word] ?? word).join(''))
}
