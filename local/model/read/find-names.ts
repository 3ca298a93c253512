import { findCompanies } from './find-addresses.ts'
import { legalForms, notInNames, titlePattern } from './lexicon.ts'
import type { Span } from './sentences.ts'

const particle = `(?:de|da|do|dos|das|del|della|der|den|van|von|vom|zu|af|av|le|la|bin|ibn|al|el|Ní|Nic|Mac|Ó|Ui|y|e)`
const namePart = String.raw`(?:\p{Lu}[\p{Ll}\p{M}’']+(?:[-’'‑]\p{Lu}?[\p{L}\p{M}]+)*|(?:Mc|Mac|O[’'])\p{Lu}[\p{Ll}\p{M}]+|\p{Lu}[\p{Ll}]+\p{Lu}[\p{Ll}]+)`
const initial = String.raw`\p{Lu}\.`
const honorific = String.raw`(?:(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame|Lord|Lady|Dipl\.-Ing|Ing|Mag|(?:Air )?Commodore|Captain|Colonel|Major|Admiral|General|Rev|Herr|Frau|Madame|Monsieur|Geschäftsführer(?:in)?|Vorstand|Director)\.?:?) )*`
const namePattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}@./-])(${honorific})(${namePart}(?: (?:${initial}|${namePart}))?(?: ${particle})*(?: (?:${initial} )?${namePart}){1,2})(?![\p{L}\p{N}@])`,
  'gu',
)
const street =
  /^(?:Street|Road|Lane|Avenue|Square|Court|Place|Quay|Row|Terrace|Close|Way|Drive|Park|Wharf|Gate|Crescent|Mews|Yard)$/

const ends = new RegExp(`(?:^| )${legalForms}$`, 'u')
const holdsTitle = new RegExp(titlePattern.source, 'u')

const isPersonName = (words: string[]) => {
  const name = words.join(' ')
  return (
    words.length >= 2 &&
    !words.some((word) => notInNames.has(word)) &&
    !street.test(words.at(-1)!) &&
    !ends.test(name) &&
    !holdsTitle.test(name)
  )
}

/** As much of the words as is a name: what stands in the next column of a table is none of it. */
const nameIn = (words: string[]): string | undefined => {
  for (let length = words.length; length >= 2; length--) {
    if (isPersonName(words.slice(0, length))) return words.slice(0, length).join(' ')
    // only a word that is never part of a name may be left away: half a name would be somebody else
    if (!notInNames.has(words[length - 1]!)) return undefined
  }
  return undefined
}

/** Names of people in a text; names of companies, streets and titles look alike and are left out. */
export const findNames = (text: string): Span[] => {
  const companies = findCompanies(text)
  const spans: Span[] = []
  namePattern.lastIndex = 0
  for (let match = namePattern.exec(text); match; match = namePattern.exec(text)) {
    const name = nameIn(match[2]!.split(' '))
    const index = match.index + match[1]!.length
    const end = index + (name?.length ?? 0)
    if (name && !companies.some((company) => index >= company.index && end <= company.end)) {
      spans.push({ text: name, index, end })
      namePattern.lastIndex = end
    }
    // a capital word before a real name ("Meet Priya Raman") must not swallow it
    else namePattern.lastIndex = index + match[2]!.search(/\s|$/) + 1
  }
  return spans
}
