import type { Evidence } from '../evidence/evidence.ts'
import { type NormalisedText, normaliseText } from '../evidence/normalise-text.ts'
import { quoteStates, type StatedAs } from '../evidence/quote-states.ts'
import { verifyQuoteOf } from '../evidence/verify-quote.ts'
import type { Value } from './page-announcement.ts'

export interface ProvenField {
  value: Value
  evidence: Evidence[]
}

export type ProvenFields = Record<string, ProvenField>

/** A page as evidence: its text folded once, and all of an evidence but the quote. */
export interface PageEvidence {
  text: string
  folded: NormalisedText
  evidence: Omit<Evidence, 'quote' | 'quoteVerified'>
}

const STATED_AS: Record<string, StatedAs> = {
  website: 'url',
  phone: 'phone',
  email: 'email',
  employee_count: 'number',
  estimated_value: 'number',
  description: 'text',
  salary_range: 'text',
}
const MAX_QUOTE = 1000
const REMOTE =
  /\b(?:remote(?:ly)?|work from (?:home|anywhere)|wfh|home ?office|anywhere|télétravail|teletrabajo|distans|distributed)\b/iu
const ON_SITE =
  /\b(?:on[- ]site|office[- ]based|in[- ]office|in[- ]person|no remote|not remote|vor ort|sur site|presencial|på plats)\b/iu

/**
 * Of what a model states, the fields whose value stands in words that stand on the page. Where its quote does not say the
 * value, the value itself may stand there. Names of what was left out go to `dropped`.
 */
export function proveFields(
  stated: Record<string, Value | null>,
  quotes: { field: string; quote: string }[],
  page: PageEvidence,
  { prefix = '', dropped }: { prefix?: string; dropped: string[] },
): ProvenFields {
  const proven: ProvenFields = {}
  for (const [name, value] of Object.entries(stated)) {
    if (value === null || value === '') continue
    const given = quotes.filter(({ field }) => [`${prefix}${name}`, name].includes(field)).map(({ quote }) => quote)
    const quote = [...given, ...fallbacks(name, value, page)]
      .map((words) => findQuote(name, value, words, page))
      .find((words) => words !== undefined)
    if (quote === undefined) dropped.push(`${prefix}${name}`)
    else proven[name] = { value, evidence: [{ ...page.evidence, quote, quoteVerified: true }] }
  }
  return proven
}

/** The page's own wording of a quote that stands there and states the value. */
function findQuote(name: string, value: Value, quote: string, { folded }: PageEvidence): string | undefined {
  if (quote.length > MAX_QUOTE) return undefined
  const verdict = verifyQuoteOf(String(value), quote, folded)
  if (!verdict.verified || !states(name, value, verdict.text)) return undefined
  return verdict.text.replace(/\s+/g, ' ').trim()
}

function states(name: string, value: Value, quote: string): boolean {
  if (typeof value === 'boolean')
    return value ? REMOTE.test(quote) && !/\bno(?:t)? remote\b/i.test(quote) : ON_SITE.test(quote)
  if (name.endsWith('_at') || name.endsWith('_date')) return statesDay(String(value), quote)
  return quoteStates(String(value), quote, STATED_AS[name] ?? 'words')
}

/** Words of the page to try where the quotes do not do: the value itself, or the line that says it. */
function fallbacks(name: string, value: Value, { text }: PageEvidence): string[] {
  if (typeof value === 'string' && !name.endsWith('_at') && !name.endsWith('_date')) return [value]
  return text.split('\n').filter((line) => line.length <= 300 && line.trim().length >= 8 && states(name, value, line))
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const OTHER_MONTHS: Record<string, number> = {
  mär: 3,
  maa: 3,
  mai: 5,
  mag: 5,
  mei: 5,
  okt: 10,
  out: 10,
  dez: 12,
  dic: 12,
  déc: 12,
  fév: 2,
  avr: 4,
  abr: 4,
  aoû: 8,
  ago: 8,
  ene: 1,
  gen: 1,
  giu: 6,
  lug: 7,
  set: 9,
  ott: 10,
  maj: 5,
}

/** Whether words name the day of an ISO date: "12 March 2026", "Mar 12, 2026", "12.03.2026". */
function statesDay(iso: string, quote: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso) ?? []
  if (!year) return false
  const words = normaliseText(quote).text.match(/\p{L}+|\d+/gu) ?? []
  const numbers = words.filter((word) => /^\d+$/.test(word)).map(Number)
  const named = words.some((word) => monthNamed(word) === Number(month))
  return (
    numbers.includes(Number(year)) &&
    numbers.includes(Number(day)) &&
    (named || numbers.filter((n) => n === Number(month)).length > (month === day ? 1 : 0))
  )
}

const monthNamed = (word: string): number => OTHER_MONTHS[word.slice(0, 3)] ?? MONTHS.indexOf(word.slice(0, 3)) + 1
