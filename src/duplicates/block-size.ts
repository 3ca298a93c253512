import { TermKind } from './term-key.ts'

/** Sharing a term with more records than this is no evidence; finer terms still bring the right ones together. */
export const MOST_IN_BLOCK = 60

/** One word of a name, or one name and an initial, is little to go by. */
export const MOST_IN_WEAK_BLOCK = 12
export const WEAK_KINDS: readonly TermKind[] = [
  TermKind.word,
  TermKind.nameAndInitial,
  TermKind.nameAndCity,
  TermKind.initialsAndCity,
]
