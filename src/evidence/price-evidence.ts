import type { Evidence } from './evidence.ts'
import {
  EVIDENCE_KINDS,
  MOST_CONFIDENT,
  MOST_CONFIDENT_CONTRADICTED,
  MOST_CONFIDENT_OUTWEIGHED,
} from './evidence-kinds.ts'
import { isNearDuplicate } from './near-duplicate.ts'
import { normaliseText } from './normalise-text.ts'

/**
 * Confidence of one field, 0 to 1, from its evidence alone. Independent sources combine as a noisy-or (Pearl,
 * "Probabilistic Reasoning in Intelligent Systems", 1988, 4.3.2): 1 - prod(1 - price). Pages of one site, and copies of
 * one text, are one source, worth its best page. Quotes that were not found are worth nothing.
 */
export const priceEvidence = (evidence: Evidence[]): number => {
  const usable = evidence.filter((item) => item.quoteVerified || !EVIDENCE_KINDS[item.kind].needsQuote)
  const agreeing = weigh(usable.filter((item) => !item.contradicts))
  const against = weigh(usable.filter((item) => item.contradicts))
  return round(Math.min(agreeing, capFor(agreeing, against)))
}

const capFor = (agreeing: number, against: number): number => {
  if (against === 0) return MOST_CONFIDENT
  return against >= agreeing ? MOST_CONFIDENT_OUTWEIGHED : MOST_CONFIDENT_CONTRADICTED
}

const weigh = (evidence: Evidence[]): number =>
  1 - independentSources(evidence).reduce((doubt, source) => doubt * (1 - bestPrice(source)), 1)

const bestPrice = (source: Evidence[]): number => Math.max(...source.map((item) => EVIDENCE_KINDS[item.kind].price))

/** The evidence grouped by who says it: two pages of one site, or the same words on two sites, are one voice. */
export const independentSources = (evidence: Evidence[]): Evidence[][] =>
  evidence.reduce<Evidence[][]>((sources, item) => {
    const same = sources.filter((source) => source.some((other) => isOneSource(item, other)))
    const rest = sources.filter((source) => !same.includes(source))
    return [...rest, [...same.flat(), item]]
  }, [])

const isOneSource = (left: Evidence, right: Evidence): boolean =>
  isGuess(left) || isGuess(right) ? isGuess(left) && isGuess(right) : sameSite(left, right) || sameWords(left, right)

const isGuess = ({ kind }: Evidence): boolean => kind === 'pattern_and_domain' || kind === 'pattern_only'

const sameSite = (left: Evidence, right: Evidence): boolean => left.site !== '' && left.site === right.site

const sameWords = (left: Evidence, right: Evidence): boolean => {
  const [a, b] = [normaliseText(left.quote).text, normaliseText(right.quote).text]
  return a !== '' && (a === b || isNearDuplicate(a, b))
}

const round = (confidence: number): number => Math.round(confidence * 1000) / 1000
