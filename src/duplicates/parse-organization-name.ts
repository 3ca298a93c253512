import { parse } from 'tldts'
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
  /** The name as it is written, closed up, without its legal form: as it stands in a domain. */
  closed: string
  legalForm: string
}

/** Reads an organization's name; one that is a host ("acme-tools.de") is read as words. A name of light words only keeps them. */
export function parseOrganizationName(text: string): OrganizationName {
  const spelled = unhosted(text)
    .replace(/&|\+/g, ' and ')
    .replace(/\.(?:com|net|org|io|ai|co)\b/gi, ' ')
  const { core, family } = splitLegalForm(joinInitials(foldWords(spelled)))
  const words: string[] = []
  const numbers: string[] = []
  for (const [at, word] of core.entries()) {
    const number = numberOfWord(word, at > 0 && at === core.length - 1)
    if (number !== '' && core.length > 1) numbers.push(number)
    else if (!isLightWord(word)) words.push(canonicalCompanyWord(word))
  }
  if (words.length === 0) words.push(...core.filter((word) => !numbers.includes(word)))
  return { words, numbers: numbers.sort(), compact: words.join(''), closed: core.join(''), legalForm: family }
}

/** "acme-tools.co.uk" as "acme-tools". */
function unhosted(text: string): string {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:www\.)?/, '')
  if (/\s/.test(bare) || !bare.includes('.')) return text
  const { domainWithoutSuffix, isIcann } = parse(bare)
  return isIcann && domainWithoutSuffix ? domainWithoutSuffix : text
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
