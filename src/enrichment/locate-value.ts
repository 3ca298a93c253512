import { type NormalisedText, normaliseText } from '../evidence/normalise-text.ts'
import { findWords } from '../evidence/verify-quote.ts'

export interface NamePlace {
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

/**
 * @param names of all people on the page, as written there
 * @param others places in the text where somebody else is named
 */
export function findNames(text: string, names: string[], others: NamePlace[] = []): NamedPage {
  const page = normaliseText(text, { keepLines: true })
  const folded = (at: number) => page.starts.findIndex((start) => start >= at)
  const strangers = others.flatMap(({ name, start, end }) => {
    const [from, to] = [folded(start), folded(end)]
    return from < 0 ? [] : [{ name, start: from, end: to < 0 ? page.text.length : to }]
  })
  const places = [...[...new Set(names)].flatMap((name) => placesOf(page.text, name)), ...strangers]
  return { page, places: places.sort((a, b) => a.start - b.start) }
}

function placesOf(text: string, name: string): NamePlace[] {
  const wanted = normaliseText(name).text
  const places: NamePlace[] = []
  if (wanted === '') return places
  // what is one line in a name may be two on the page
  const flat = text.replaceAll('\n', ' ')
  for (let at = findWords(flat, wanted); at >= 0; at = findWords(flat, wanted, at + 1))
    places.push({ name, start: at, end: at + wanted.length })
  return places
}

/**
 * Whose value this is: the person named on the same line nearest to it, else the last one named before it, else the next
 * one named after it. Undefined where nobody stands near enough.
 * @param start and end, of the value in the folded page
 */
export function ownerOf({ page, places }: NamedPage, start: number, end: number): NamePlace | undefined {
  const lineStart = page.text.lastIndexOf('\n', start - 1) + 1
  const lineBreak = page.text.indexOf('\n', end)
  const lineEnd = lineBreak < 0 ? page.text.length : lineBreak
  const onLine = places.filter((place) => place.start >= lineStart && place.end <= lineEnd)
  if (onLine.length > 0) return nearestOnLine(onLine, start, end)
  const before = places.filter((place) => place.end <= start && start - place.end <= BEFORE).at(-1)
  return before ?? places.find((place) => place.start >= end && place.start - end <= AFTER)
}

/** In a list on one line the name comes first: what stands between two names belongs to the one before it, unless far. */
function nearestOnLine(places: NamePlace[], start: number, end: number): NamePlace {
  const before = places.filter((place) => place.end <= start).at(-1)
  const after = places.find((place) => place.start >= end)
  const around = places.find((place) => place.start <= start && place.end >= end)
  if (around || !before || !after) return around ?? before ?? after ?? places[0]!
  return start - before.end <= after.start - end + AFTER ? before : after
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

/** The same stretch in the page as it was written. */
export const originalSpan = ({ page }: NamedPage, { start, end }: { start: number; end: number }) => ({
  start: page.starts[start] ?? 0,
  end: page.ends[end - 1] ?? page.original.length,
})
