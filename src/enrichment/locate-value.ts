import { type NormalisedText, normaliseText } from '../evidence/normalise-text.ts'
import { findWords } from '../evidence/verify-quote.ts'

interface NamePlace {
  name: string
  start: number
  end: number
}

/** How far before a value its owner's name may stand, in folded characters: a card with a photo caption and a short text. */
const BEFORE = 300
/** And how far after it: "CTO: Ana Ruiz". */
const AFTER = 80

/** A page folded once, with the places of everybody named on it. */
export interface NamedPage {
  page: NormalisedText
  places: NamePlace[]
}

/** @param names of all people on the page, as written there */
export function findNames(text: string, names: string[]): NamedPage {
  const page = normaliseText(text, { keepLines: true })
  const places = names.flatMap((name) => placesOf(page.text, name))
  return { page, places: places.sort((a, b) => a.start - b.start) }
}

function placesOf(text: string, name: string): NamePlace[] {
  const wanted = normaliseText(name).text
  const places: NamePlace[] = []
  if (wanted === '') return places
  for (let at = findWords(text, wanted); at >= 0; at = findWords(text, wanted, at + 1))
    places.push({ name, start: at, end: at + wanted.length })
  return places
}

/**
 * Whose value this is: the person named on the same line nearest to it, else the last one named before it, else the next
 * one named after it. Undefined where nobody stands near enough.
 * @param start @param end of the value in the folded page
 */
export function ownerOf({ page, places }: NamedPage, start: number, end: number): string | undefined {
  const lineStart = page.text.lastIndexOf('\n', start) + 1
  const lineEnd = page.text.indexOf('\n', end) < 0 ? page.text.length : page.text.indexOf('\n', end)
  const onLine = places.filter((place) => place.start >= lineStart && place.end <= lineEnd)
  if (onLine.length > 0) return nearest(onLine, start, end)
  const before = places.filter((place) => place.end <= start && start - place.end <= BEFORE).at(-1)
  return before?.name ?? places.find((place) => place.start >= end && place.start - end <= AFTER)?.name
}

function nearest(places: NamePlace[], start: number, end: number): string {
  const distance = (place: NamePlace) => (place.end <= start ? start - place.end : Math.max(0, place.start - end))
  return places.reduce((best, place) => (distance(place) < distance(best) ? place : best)).name
}

/** Every place of a value on the page, as [start, end] of its folded text. */
export function placesOfValue({ page }: NamedPage, value: string): [start: number, end: number][] {
  const wanted = normaliseText(value).text
  const found: [number, number][] = []
  // what is one line in a quote may be two on the page
  const flat = page.text.replaceAll('\n', ' ')
  if (wanted === '') return found
  for (let at = findWords(flat, wanted); at >= 0; at = findWords(flat, wanted, at + 1))
    found.push([at, at + wanted.length])
  return found
}
