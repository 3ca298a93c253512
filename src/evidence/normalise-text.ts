import anyAscii from 'any-ascii'
import { entityAt } from './html-entities.ts'

/** Text folded for comparison; `starts[i]` and `ends[i]` say where folded character `i` stood in the original. */
export interface NormalisedText {
  original: string
  text: string
  starts: number[]
  ends: number[]
}

interface Options {
  /** Folds diacritics and other scripts to Latin letters as well: for names, never for quotes. */
  toLatin?: boolean
  /** Keeps line ends, several as one, instead of folding them to a space. */
  keepLines?: boolean
}

// soft hyphen, zero-width and bidirectional marks, variation selectors, byte order mark
const INVISIBLE = /^\p{Default_Ignorable_Code_Point}$/u
const SPACE = /^[\s\u0085]$/
const QUOTE = /^["'`´‘’‚‛“”„‟′″‹›«»ʼʹ＂＇]$/
const DASH = /^[-‐‑‒–—―−⁃﹘﹣－]$/
const CLUSTER = /\P{M}\p{M}*|\p{M}+/uy

/**
 * Folds space, non-breaking space, quotes, dashes, case, HTML entities, soft hyphens and compatibility forms (Unicode
 * NFKC, UAX #15), so that two spellings of one visible text are equal. Keeps the way back to the original positions.
 */
export const normaliseText = (original: string, options: Options = {}): NormalisedText => {
  const folded: NormalisedText = { original, text: '', starts: [], ends: [] }
  const parts: string[] = []
  let at = 0
  while (at < original.length) {
    const { value, length } = clusterAt(original, at)
    for (const unit of foldCluster(value, options)) {
      if (!isRepeatedSpace(parts, unit)) append(folded, parts, unit, at, at + length)
    }
    at += length
  }
  if (isSpace(parts.at(-1))) parts.pop()
  folded.text = parts.join('')
  return folded
}

const isSpace = (unit: string | undefined): boolean => unit === ' ' || unit === '\n'

const isRepeatedSpace = (parts: string[], unit: string): boolean => {
  if (!isSpace(unit)) return false
  if (unit === '\n' && parts.at(-1) === ' ') parts[parts.length - 1] = '\n'
  return parts.length === 0 || isSpace(parts.at(-1))
}

const append = (folded: NormalisedText, parts: string[], unit: string, start: number, end: number): void => {
  for (let half = 0; half < unit.length; half += 1) {
    parts.push(unit[half]!)
    folded.starts.push(start)
    folded.ends.push(end)
  }
}

const clusterAt = (original: string, at: number): { value: string; length: number } => {
  const code = original.charCodeAt(at)
  if (code === 0x26) {
    const entity = entityAt(original.slice(at, at + 12))
    if (entity) return entity
  }
  // most of a page is ASCII followed by ASCII; only the rest needs the Unicode classes
  if (code < 0x80 && !(original.charCodeAt(at + 1) >= 0x80)) return { value: original[at]!, length: 1 }
  CLUSTER.lastIndex = at
  const cluster = CLUSTER.exec(original)?.[0] ?? original[at]!
  return { value: cluster, length: cluster.length }
}

const foldCluster = (cluster: string, options: Options): string => {
  const code = cluster.length === 1 ? cluster.charCodeAt(0) : 0x80
  if (code >= 0x61 && code <= 0x7a) return cluster
  if (code >= 0x41 && code <= 0x5a) return cluster.toLowerCase()
  return [...cluster.normalize('NFKC')].map((character) => foldCharacter(character, options)).join('')
}

const foldCharacter = (character: string, { toLatin, keepLines }: Options): string => {
  if (keepLines && character === '\n') return '\n'
  if (SPACE.test(character)) return ' '
  if (QUOTE.test(character)) return "'"
  if (DASH.test(character)) return '-'
  if (INVISIBLE.test(character)) return ''
  // a final sigma is the same letter as any other; only its place in the word differs
  const lower = character.toLowerCase().replace('ς', 'σ')
  return toLatin ? anyAscii(lower).toLowerCase() : lower
}
