/** What an answer says that stands nowhere. Code finds it, so that a fluent answer cannot argue its way past. */
import { type KnownText, NUMBER, readNumber } from './known-text.ts'
import { unknownNames } from './unknown-names.ts'

export interface Grounding {
  /** Numbers, addresses and names that stand in nothing that was read. */
  invented: string[]
  /** Names that may be worded differently: for a reader to look at. */
  doubtful: string[]
}

export function checkGrounding(answer: string, known: KnownText): Grounding {
  const { rest, invented: addresses } = checkAddresses(answer, known)
  const names = unknownNames(rest, known)
  const invented = [...addresses, ...unknownNumbers(rest, known), ...names.invented]
  return { invented: [...new Set(invented)], doubtful: names.doubtful }
}

const ADDRESS = /https?:\/\/[^\s<>"'`)\]]+|www\.[^\s<>"'`)\]]+|[\w.+-]+@[\w-]+\.[\w.-]+/giu
const PHONE = /\+?\(?\d[\d\s().\-/]{5,}\d(?!\d|[.,]\d)/g

/** Addresses and phone numbers, which are looked for as they stand, and the answer without them. */
function checkAddresses(answer: string, known: KnownText) {
  const invented: string[] = []
  const withoutAddresses = answer.replace(ADDRESS, (address) => {
    const plain = address.replace(/[.,;:!?*_/]+$/, '')
    if (!known.raw.includes(plain.toLowerCase())) invented.push(plain)
    return ' '
  })
  const rest = withoutAddresses.replace(PHONE, (phone) => {
    const digits = phone.replace(/\D/g, '')
    return digits.length >= 7 && known.digits.includes(digits) ? ' ' : phone
  })
  return { rest, invented }
}

const UNITS: [RegExp, number][] = [
  [/^\s?(?:k\b|tsd\b|thousand|tausend|mille\b|mil\b)/i, 1e3],
  [/^\s?(?:m\b|mn\b|mio\b|millions?|millionen|millones|milioni|milh[oõ]es)/i, 1e6],
  [/^\s?(?:bn\b|b\b|mrd\b|billions?|milliarden?|milliards?)/i, 1e9],
]

function unknownNumbers(answer: string, known: KnownText): string[] {
  const listed = (answer.match(/^\s*(?:[-*•]|\d+[.)])\s/gm) ?? []).length
  const isKnown = (value: number, step: number) =>
    value === listed ||
    known.numbers.some(
      (number) => number === value || (isRounded(number, step) && Math.abs(number - value) <= step / 2),
    )
  return [...answer.matchAll(NUMBER)].flatMap((match) => {
    const token = match[0].replace(/[.,]+$/, '')
    const before = answer.slice(0, match.index)
    // "Q3" and "v2" are names, "1." begins a line
    if (/[\p{L}_]$/u.test(before) || (/(?:^|\n)\s*$/.test(before) && /^\d+[.)]\s/.test(answer.slice(match.index))))
      return []
    const after = answer.slice(match.index + token.length)
    const factor = UNITS.find(([pattern]) => pattern.test(after))?.[1] ?? 1
    const decimals = /[.,](\d{1,2})$/.exec(token)?.[1]?.length ?? 0
    const step = factor * 10 ** -decimals
    const meanings = readNumber(token).map((value) => value * factor)
    if (/^\s?%/.test(after)) meanings.push(...meanings.map((value) => value / 100))
    if (meanings.some((value) => isKnown(value, /^\s?%/.test(after) ? step / 100 : step))) return []
    const parts = token.split(/[.,]/).map(Number)
    return parts.length > 2 && parts.every((part) => isKnown(part, 1)) ? [] : [token]
  })
}

/** A number may be given with fewer digits than it has, and not with other ones. */
const isRounded = (number: number, step: number) => !Number.isInteger(number / step)
