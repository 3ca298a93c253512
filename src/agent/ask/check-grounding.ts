import { foldText } from '../../duplicates/fold-text.ts'

const NUMBER = /(?<![\w.])\d[\d.,]*\d|(?<![\w.])\d(?![\w])/g
const NAME =
  /(?<=[\p{L}\p{N},;:)"”’'] )\p{Lu}[\p{L}'’.-]+(?: (?:of|the|and|de|van|von|&) \p{Lu}[\p{L}'’.-]+| \p{Lu}[\p{L}'’.-]+)+/gu

/**
 * Numbers and names of an answer that stand neither in the question nor in any tool result. Code finds them, so that a
 * fluent answer cannot argue its way past.
 */
export function ungrounded(answer: string, question: string, results: string[]): string[] {
  const known = normalise([question, ...results].join('\n'))
  const digits = new Set([...known.matchAll(/\d[\d.,]*/g)].map(([number]) => plainNumber(number)))
  const counts = new Set(results.map((result) => String((result.match(/"id":/g) ?? []).length)))
  const numbers = [...answer.matchAll(NUMBER)]
    .map(([number]) => number)
    .filter((number) => !digits.has(plainNumber(number)) && !counts.has(number) && !isListMark(answer, number))
  const names = [...answer.matchAll(NAME)].map(([name]) => name).filter((name) => !known.includes(normalise(name)))
  return [...new Set([...numbers, ...names])]
}

const normalise = (text: string) => foldText(text).replace(/[\s'’.-]+/g, ' ')
const plainNumber = (number: string) =>
  number
    .replace(/[.,](?=\d{3}\b)/g, '')
    .replace(/[.,]?0*$/, (tail) => (tail.includes('.') || tail.includes(',') ? '' : tail))
const isListMark = (answer: string, number: string) =>
  new RegExp(`(?:^|\\n)\\s*${number.replace('.', '\\.')}[.)]\\s`).test(answer)
