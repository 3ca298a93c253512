import { normaliseText } from './normalise-text.ts'

const WORDS_PER_SHINGLE = 4
const ALIKE = 0.8

/** The set of four-word runs of a text, folded (w-shingling: Broder, "On the resemblance of documents", 1997). */
export const shinglesOf = (text: string): Set<string> => {
  const words = normaliseText(text).text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  if (words.length <= WORDS_PER_SHINGLE) return new Set(words.length ? [words.join(' ')] : [])
  const runs = words.length - WORDS_PER_SHINGLE + 1
  return new Set(Array.from({ length: runs }, (_, i) => words.slice(i, i + WORDS_PER_SHINGLE).join(' ')))
}

/** Whether two texts are copies of one: at least four fifths of their shingles together are shared (Jaccard). */
export const isNearDuplicate = (left: string, right: string): boolean => resemblance(left, right) >= ALIKE

/** Shared share of all shingles, 0 to 1. Two empty texts resemble nothing. */
export const resemblance = (left: string, right: string): number => {
  const [a, b] = [shinglesOf(left), shinglesOf(right)]
  const shared = [...a].filter((shingle) => b.has(shingle)).length
  const all = a.size + b.size - shared
  return all === 0 ? 0 : shared / all
}
