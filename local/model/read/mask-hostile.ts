import { hostilePattern } from './lexicon.ts'
import { linesOf, sentencesOf } from './sentences.ts'

/** Blanks out sentences that address the reader of a page, so that nothing in them is taken for a fact; places stay. */
export const maskHostile = (text: string): string =>
  linesOf(text)
    .flatMap(sentencesOf)
    .filter((sentence) => hostilePattern.test(sentence.text))
    .reduce((masked, { index, end }) => masked.slice(0, index) + ' '.repeat(end - index) + masked.slice(end), text)
