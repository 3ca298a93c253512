export interface Grounding {
  isGrounded: boolean
  missing: string[]
}

const numbersOf = (text: string) =>
  (text.match(/\d+(?:[.,]\d+)*/g) ?? []).map((number) => number.replace(/,(?=\d{3}\b)/g, ''))
const namesOf = (text: string) =>
  (text.match(/\p{Lu}[\p{L}’'-]+(?: (?:of |de |van )?\p{Lu}[\p{L}’'-]+)+/gu) ?? []).map((name) =>
    name.replace(/^(?:The|I|In|At|There|These|Here|Found|A|An|And|Of) /, ''),
  )

const fold = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')

/** Whether the numbers and names of an answer occur in what it may rest on. */
export const checkGrounding = (answer: string, sources: string): Grounding => {
  const haystack = fold(sources)
  const numbers = new Set(numbersOf(haystack))
  const missing = [
    ...numbersOf(answer).filter((number) => !numbers.has(number)),
    ...namesOf(answer).filter((name) => name.includes(' ') && !haystack.includes(fold(name))),
  ]
  return { isGrounded: missing.length === 0, missing: [...new Set(missing)] }
}
