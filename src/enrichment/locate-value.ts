import { type NormalisedText, normaliseText } from '../evidence/normalise-text.ts'
import { findWords } from '../evidence/verify-quote.ts'
import { sentenceAt } from './sentence-at.ts'

export interface NamePlace {
  name: string
  start: number
  end: number
}

/** How far before a value its owner's name may stand, in folded characters: a card with a photo caption and a short text. */
const BEFORE = 300
/** And how far after it: "CTO: Ana Ruiz". */
const AFTER = 80

/** A page that says one thing more often says it for somebody's computer. */
const MOST_PLACES = 40

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
  const folded = (at: number) => foldedAt(page, at)
  const strangers = others.flatMap(({ name, start, end }) => {
    return [{ name, start: folded(start), end: folded(end) }]
  })
  const places = [...[...new Set(names)].flatMap((name) => placesOf(page.text, name)), ...strangers]
  return { page, places: places.sort((a, b) => a.start - b.start) }
}

/** The first folded character that stands at or behind a place of the original. */
function foldedAt({ starts, text }: NormalisedText, at: number): number {
  let [low, high] = [0, text.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (starts[middle]! < at) low = middle + 1
    else high = middle
  }
  return low
}

function placesOf(text: string, name: string): NamePlace[] {
  const wanted = normaliseText(name).text
  const places: NamePlace[] = []
  if (wanted === '') return places
  // what is one line in a name may be two on the page
  const flat = text.replaceAll('\n', ' ')
  for (let at = findWords(flat, wanted); at >= 0 && places.length < MOST_PLACES; at = findWords(flat, wanted, at + 1))
    places.push({ name, start: at, end: at + wanted.length })
  return places
}

/**
 * Whose value this is: a person named in the same sentence, else on the same line, else the last one named before it, else
 * the next one named after it. Undefined where nobody stands near enough.
 * @param start and end, of the value in the folded page
 * @param titles where the titles of these people stand: a page, or a sentence, that writes titles before names is read so
 */
export function ownerOf(named: NamedPage, start: number, end: number, titles?: Spot[]): NamePlace | undefined {
  const { page, places } = named
  const line = lineAt(page.text, start, end)
  const onLine = places.filter((place) => place.start >= line.start && place.end <= line.end)
  if (onLine.length > 0) {
    const sentence = sentenceOf(named, start)
    const inSentence = onLine.filter((place) => place.start >= sentence.start && place.end <= sentence.end)
    return inSentence.length > 0
      ? ownerAmong(named, sentence, inSentence, [start, end], titles)
      : (onLine.filter((place) => place.end <= start).at(-1) ?? onLine[0])
  }
  const after = places.find((place) => place.start >= end && place.start - end <= AFTER)
  if (titles && after && writesTitlesFirst(named, titles)) return after
  return places.filter((place) => place.end <= start && start - place.end <= BEFORE).at(-1) ?? after
}

type Spot = [start: number, end: number]

function lineAt(text: string, start: number, end: number) {
  const lineBreak = text.indexOf('\n', end)
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: lineBreak < 0 ? text.length : lineBreak }
}

/** The sentence in folded positions. */
function sentenceOf({ page }: NamedPage, start: number) {
  const sentence = sentenceAt(page.original, page.starts[start] ?? 0)
  return { start: foldedAt(page, sentence.start), end: foldedAt(page, sentence.end) }
}

/** "CTO Ben Okafor" is Ben's, wherever it stands; else what comes first in the sentence, name or title, decides the rest. */
function ownerAmong(
  { page }: NamedPage,
  sentence: { start: number },
  places: NamePlace[],
  [start, end]: Spot,
  titles: Spot[] = [],
): NamePlace | undefined {
  const around = places.find((place) => place.start <= start && place.end >= end)
  const before = places.filter((place) => place.end <= start).at(-1)
  const after = places.find((place) => place.start >= end)
  if (around) return around
  if (after && titles.length > 0 && page.text.slice(end, after.start) === ' ') return after
  const isTitleFirst = titles.some(([from, to]) => from >= sentence.start && to <= places[0]!.start)
  return isTitleFirst ? (after ?? before) : (before ?? after)
}

/** Whether the first title that has a line to itself stands right above a name, and no name right above it. */
function writesTitlesFirst({ page, places }: NamedPage, titles: Spot[]): boolean {
  const first = titles
    .toSorted(([a], [b]) => a - b)
    .find(([start, end]) => {
      const line = lineAt(page.text, start, end)
      return !places.some((place) => place.start >= line.start && place.end <= line.end)
    })
  if (!first) return false
  const isAbove = places.some((place) => place.end <= first[0] && !/[^\s]/.test(page.text.slice(place.end, first[0])))
  const isBelow = places.some(
    (place) => place.start >= first[1] && !/[^\s]/.test(page.text.slice(first[1], place.start)),
  )
  return isBelow && !isAbove
}

/** Every place of a value on the page, as [start, end] of its folded text. */
export function placesOfValue({ page }: NamedPage, value: string): [start: number, end: number][] {
  const wanted = normaliseText(value).text
  const found: [number, number][] = []
  // what is one line in a quote may be two on the page
  const flat = page.text.replaceAll('\n', ' ')
  if (wanted === '') return found
  for (let at = findWords(flat, wanted); at >= 0 && found.length < MOST_PLACES; at = findWords(flat, wanted, at + 1))
    found.push([at, at + wanted.length])
  return found
}

/** The same stretch in the page as it was written. */
export const originalSpan = ({ page }: NamedPage, { start, end }: { start: number; end: number }) => ({
  start: page.starts[start] ?? 0,
  end: page.ends[end - 1] ?? page.original.length,
})
