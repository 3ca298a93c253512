import { foldWords } from '../duplicates/fold-text.ts'
import { stemWord } from './stem-word.ts'

// what stands before names the wish: "find new leads like ..." is not about the stage "New"
const COMPARED = /\b(?:similar to|like|alike|resembl\w+|as (?:the|those)|such as|which|that|who)\b/i

/** The name among `names` that a question's second half mentions in whatever form; the longest one. */
export function findStageMention(question: string, names: readonly string[]): string | undefined {
  const at = COMPARED.exec(question)
  if (!at) return undefined
  const words = stems(question.slice(at.index + at[0].length))
  return names
    .filter((name) => name.trim() !== '' && words.includes(stems(name)))
    .sort((a, b) => b.length - a.length)[0]
}

const stems = (text: string): string => ` ${foldWords(text).map(stemWord).join(' ')} `
