import { canonicalCompanyWord, isLightWord, numberOfWord } from './company-words.ts'
import { foldWords } from './fold-text.ts'
import { splitLegalForm } from './legal-forms.ts'

export interface OrganizationName {
  /** The words that name the company, canonical, in order; no legal form, no articles, no numbers. */
  words: string[]
  /** The numbers in the name, sorted: "Fund III" has ["3"]. */
  numbers: string[]
  /** All words closed up, so that "North Point" meets "Northpoint". */
  compact: string
  legalForm: string
}

/** Reads an organization's name. A name of light words only ("The The") keeps them. */
export function parseOrganizationName(text: string): OrganizationName {
  const spelled = text.replace(/&|\+/g, ' and ').replace(/\.(?:com|net|org|io|ai|co)\b/gi, ' ')
  const { core, family } = splitLegalForm(foldWords(spelled))
  const words: string[] = []
  const numbers: string[] = []
  const plain = joinInitials(core)
  for (const [at, word] of plain.entries()) {
    const number = numberOfWord(word, at > 0 && at === plain.length - 1)
    if (number !== '' && plain.length > 1) numbers.push(number)
    else if (!isLightWord(word)) words.push(canonicalCompanyWord(word))
  }
  if (words.length === 0) words.push(...core.filter((word) => !numbers.includes(word)))
  return { words, numbers: numbers.sort(), compact: words.join(''), legalForm: family }
}

/** "i b m" is one word. */
function joinInitials(words: string[]): string[] {
  const joined: string[] = []
  let run = ''
  for (const word of [...words, '']) {
    if (word.length === 1 && /[a-z]/.test(word)) {
      run += word
      continue
    }
    if (run !== '') joined.push(run)
    run = ''
    if (word !== '') joined.push(word)
  }
  return joined
}
