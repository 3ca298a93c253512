import { foldWords } from '../duplicates/fold-text.ts'
import {
  DEPARTMENT_PATTERNS,
  type Department,
  SENIORITIES,
  SENIORITY_PATTERNS,
  type Seniority,
  SHORT_TITLES,
} from './title-words.ts'

export interface NormalisedTitle {
  /** As written, without the company, brackets and loose ends. */
  title: string
  /** The same for "CTO" and "Chief Technology Officer": its words spelled out, in order, without joining words. */
  key: string
  seniority: Seniority
  /** Every level the title names: "Co-founder & CTO" has two. Highest first. */
  seniorities: Seniority[]
  department?: Department
  departments: Department[]
  /** "Former CTO", "ex-VP Sales": what the person was, not what they are. */
  isFormer: boolean
}

const AT_COMPANY = /\s+(?:@|at|bei|chez|presso|bij|hos)\s+.*$|\s*@\s*\S.*$/iu
const FORMER = /^(?:former(?:ly)?|ex|previous(?:ly)?|past|retired|ehemalige[rs]?|ancien(?:ne)?|emerit\w+)\b/
const JOINING = new Set([
  'of',
  'the',
  'and',
  'for',
  'de',
  'des',
  'du',
  'der',
  'die',
  'fur',
  'and',
  'y',
  'et',
  'und',
  'e',
  'di',
  'la',
  'le',
])
// "assistant to the CEO", "reporting to the CTO": the second title is somebody else's
const ANOTHERS =
  / (?:to|of) (?:the )?(?:office of (?:the )?)?(?:chief|president|founders?|managing director|director|vice president|board|owner|head)\b.*$|\b(?:reporting|reports) to\b.*$/

/** Reads a job title: its level, its department and what it has in common with other spellings of it. */
export const normaliseTitle = (written: string): NormalisedTitle => {
  const title = tidy(written)
  const words = foldWords(
    title
      .replace(/\bR\s*&\s*D\b/gi, 'R&D')
      .replace(/\bR&D\b/gi, 'rd')
      .replace(/&|\+/g, ' and '),
  )
  const spelled = spellOut(words)
  const isFormer = FORMER.test(spelled)
  const own = spelled.replace(ANOTHERS, '')
  const seniorities = levelsOf(own)
  const departments = departmentsOf(own)
  return {
    title,
    key: spelled
      .split(' ')
      .filter((word) => !JOINING.has(word))
      .join(' '),
    seniority: seniorities[0] ?? 'individual',
    seniorities,
    ...(departments[0] && { department: departments[0] }),
    departments,
    isFormer,
  }
}

const tidy = (written: string): string =>
  written
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .replace(AT_COMPANY, '')
    .replace(/\((?:m|w|f|d|x|h)(?:\s?[/|*]\s?[mwfdxh])+\)/gi, '')
    .replace(/^[\s,;:|·•–—-]+|[\s,;:|·•–—-]+$/g, '')

// dotted short forms ("V.P.", "C.T.O.") arrive as single letters
const spellOut = (words: string[]): string =>
  words
    .join(' ')
    .replace(/\b[a-z](?: [a-z]\b){1,4}/g, (letters) => {
      const joined = letters.replaceAll(' ', '')
      return Object.hasOwn(SHORT_TITLES, joined) ? joined : letters
    })
    .replace(/\bco (founder|founders|owner)\b/g, '$1')
    .split(' ')
    .map((word) => shortTitle(word) ?? word)
    .join(' ')

const shortTitle = (word: string): string | undefined => {
  if (Object.hasOwn(SHORT_TITLES, word)) return SHORT_TITLES[word]
  const singular = word.replace(/s$/, '')
  return singular !== word && singular.length > 2 && Object.hasOwn(SHORT_TITLES, singular)
    ? SHORT_TITLES[singular]
    : undefined
}

const levelsOf = (spelled: string): Seniority[] => {
  let rest = spelled
  const found = SENIORITY_PATTERNS.flatMap(([seniority, pattern]) => {
    if (!pattern.test(rest)) return []
    rest = rest.replace(new RegExp(pattern.source, 'g'), ' ')
    return [seniority]
  })
  // an assistant, or a seat on a board, is not the title it stands beside
  if (found.includes('assistant')) return ['assistant']
  return [...new Set(found)].sort((a, b) => SENIORITIES.indexOf(a) - SENIORITIES.indexOf(b))
}

const departmentsOf = (spelled: string): Department[] =>
  DEPARTMENT_PATTERNS.map(([department, pattern]) => ({ department, at: spelled.search(pattern) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => rankOf(a.department) - rankOf(b.department) || a.at - b.at)
    .map(({ department }) => department)

// the general ones count only behind a particular one: a founder and CTO is in engineering first
const rankOf = (department: Department): number =>
  department === 'administration' ? 2 : department === 'executive' || department === 'strategy' ? 1 : 0
