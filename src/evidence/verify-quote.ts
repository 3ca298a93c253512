import { type NormalisedText, normaliseText } from './normalise-text.ts'

export type QuoteVerdict =
  | { verified: true; start: number; end: number; text: string }
  | { verified: false; reason: 'too_short' | 'elided' | 'not_on_page' }

interface Options {
  /** Letters and digits a quote needs before finding it means anything. */
  minLength?: number
}

const MIN_LENGTH = 8
const MIN_LENGTH_OF_VALUE = 2
const ELLIPSIS = /(?:\.\s?){3,}/
// one ideograph says about as much as three letters
const IDEOGRAPHS_PER_LETTER = 3
const NO_WORD_SPACES = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Mymr}]/u
const WORD = /[\p{L}\p{N}\p{M}]/u

/**
 * Whether the quote stands on the page, word for word, after folding what the eye does not see; `text` is the page's own
 * wording of it. A quote that leaves something out in the middle was never said by the page, so it does not verify.
 */
export const verifyQuote = (quote: string, page: string | NormalisedText, options: Options = {}): QuoteVerdict => {
  const wanted = trimmed(normaliseText(quote).text)
  if (weight(wanted) < (options.minLength ?? MIN_LENGTH)) return { verified: false, reason: 'too_short' }
  const haystack = typeof page === 'string' ? normaliseText(page) : page
  const at = findWords(haystack.text, wanted)
  // an ellipsis that the page wrote itself leaves nothing out
  if (at < 0) return { verified: false, reason: ELLIPSIS.test(wanted) ? 'elided' : 'not_on_page' }
  const start = haystack.starts[at]!
  const end = haystack.ends[at + wanted.length - 1]!
  return { verified: true, start, end, text: haystack.original.slice(start, end) }
}

/** As `verifyQuote`, for a quote that states a value: a quote that is nothing but its value may be as short as the value. */
export const verifyQuoteOf = (value: string, quote: string, page: string | NormalisedText): QuoteVerdict => {
  const bare = trimmed(normaliseText(value).text)
  const isTheValue = bare !== '' && trimmed(normaliseText(quote).text) === bare
  return verifyQuote(quote, page, { minLength: isTheValue ? MIN_LENGTH_OF_VALUE : MIN_LENGTH })
}

// what a quotation puts around the words: its own marks, and dots where it was cut off at either end
const trimmed = (text: string): string =>
  text.replace(/^(?:[\s']|\.{3,}|\[\.{3,}\])+/, '').replace(/(?:[\s']|\.{3,}|\[\.{3,}\])+$/, '')

const weight = (text: string): number =>
  [...text].reduce((sum, c) => sum + (NO_WORD_SPACES.test(c) ? IDEOGRAPHS_PER_LETTER : WORD.test(c) ? 1 : 0), 0)

/** Where `wanted` stands in `text` as whole words, or -1: "ann" is not in "anna", nor "jo@a.io" in "banjo@a.io". */
export const findWords = (text: string, wanted: string, from = 0): number => {
  for (let at = text.indexOf(wanted, from); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const before = at > 0 && joined(text[at - 1]!, wanted[0]!)
    const after = at + wanted.length < text.length && joined(wanted.at(-1)!, text[at + wanted.length]!)
    if (!before && !after) return at
  }
  return -1
}

const joined = (left: string, right: string): boolean =>
  WORD.test(left) && WORD.test(right) && !NO_WORD_SPACES.test(left) && !NO_WORD_SPACES.test(right)
