import anyAscii from 'any-ascii'
import { linesOf, sentencesOf } from '../read/sentences.ts'

const idle = new Set(
  'a about and are as at be by can could do does for from get give has have how i in information internet is it its me my of on online or our page please read say says search show tell that the their them there this to us was we web website what when where which who will with you your'.split(
    ' ',
  ),
)

const wordsOf = (text: string): string[] =>
  (
    anyAscii(text)
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  ).filter((word) => word.length > 1 && !idle.has(word))

const stem = (word: string) => word.replace(/(?:ies|es|s|ing|ed|ly)$/, '')

const spelledOut: [RegExp, string][] = [
  [/\bceo\b/i, ' chief executive'],
  [/\bcto\b/i, ' chief technology'],
  [/\bcfo\b/i, ' chief financial'],
  [/\bcio\b/i, ' chief information'],
  [/\bemployees?\b|\bhow (?:many people|big|large)\b/i, ' employees people staff'],
  [/\bwhere\b/i, ' address based headquartered office'],
]

/** The sentences of a text that share most words with a question, verbatim and in the order of the text. */
export const relevantSentences = (text: string, question: string, most: number): string[] => {
  const widened = spelledOut.reduce(
    (asked, [pattern, more]) => (pattern.test(question) ? asked + more : asked),
    question,
  )
  const asked = new Set(wordsOf(widened).map(stem))
  const scored = linesOf(text)
    .flatMap(sentencesOf)
    .filter((sentence) => sentence.text.length > 12)
    .map((sentence) => ({
      sentence,
      score: new Set(
        wordsOf(sentence.text)
          .map(stem)
          .filter((word) => asked.has(word)),
      ).size,
    }))
  const best = Math.max(0, ...scored.map(({ score }) => score))
  if (best === 0) return []
  return scored
    .filter(({ score }) => score >= Math.max(1, best - 1))
    .sort((a, b) => b.score - a.score || a.sentence.index - b.sentence.index)
    .slice(0, most)
    .sort((a, b) => a.sentence.index - b.sentence.index)
    .map(({ sentence }) => sentence.text.slice(0, 400))
}
