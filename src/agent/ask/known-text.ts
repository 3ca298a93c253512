import { foldText } from '../../duplicates/fold-text.ts'

/** What an answer may rest on: the question, what the tools said, and what was asked of them. */
export interface KnownText {
  /** Lower-case ASCII words with one space between them. */
  words: string
  /** The words of every record and of every line, for names whose parts stand in different fields. */
  lines: string[][]
  numbers: number[]
  /** All digits in order, without what people put between them: where a phone number is looked for. */
  digits: string
  /** Lower case, as it stands: where addresses are looked for. */
  raw: string
}

/** Reads it once, for all the questions that an answer raises. */
export function readKnownText(texts: string[]): KnownText {
  const text = texts.join('\n')
  const lines = text.split(/\}|\n/).map(wordsOf)
  return {
    words: ` ${wordsOf(text).join(' ')} `,
    lines: lines.filter((line) => line.length > 0),
    numbers: [...numbersIn(text), ...countsIn(texts)],
    digits: text.replace(/(?<=\d)[\s().\-/]+(?=[\d(])/g, ''),
    raw: text.toLowerCase(),
  }
}

/** Folded words; "Ada's" is Ada. */
export const wordsOf = (text: string): string[] =>
  foldText(text)
    .replace(/['’]s(?![a-z])/g, '')
    .replace(/['’]/g, '')
    .match(/[a-z0-9]+/g) ?? []

/** Every number as it may be meant: 1.234 is a thousand or more than one, 24.11.2026 is a day. */
export function readNumber(token: string): number[] {
  const plain = token.replace(/[.,]+$/, '')
  if (/^\d+$/.test(plain)) return [Number(plain)]
  const meanings: number[] = []
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) meanings.push(Number(plain.replaceAll(',', '')))
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain)) meanings.push(Number(plain.replaceAll('.', '').replace(',', '.')))
  if (/^\d+[.,]\d+$/.test(plain)) meanings.push(Number(plain.replace(',', '.')))
  return meanings
}

export const NUMBER = /\d[\d.,]*/g

const numbersIn = (text: string) =>
  [...text.matchAll(NUMBER)].flatMap(([token]) => {
    const meanings = readNumber(token)
    return meanings.length > 0 ? meanings : token.split(/[.,]/).filter(Boolean).map(Number)
  })

/** How many records a result holds is a fact it bears out without saying it. */
function countsIn(texts: string[]): number[] {
  const counts = texts.map((text) => (text.match(/"id":/g) ?? []).length).filter((count) => count > 0)
  return [...counts, counts.reduce((sum, count) => sum + count, 0)]
}
