import { foldWords } from '../duplicates/fold-text.ts'
import { areNicknames } from '../duplicates/nickname-root.ts'

const PLACEHOLDERS = new Set(
  'firstname lastname first last surname givenname vorname nachname prenom nom nombre apellido fornamn efternamn fornavn efternavn forename name yourname you initial initials f l'.split(
    ' ',
  ),
)

/** How a house forms its addresses; `{f}` and `{l}` are initials, `{first}` and `{last}` whole names. */
export type AddressPattern = string

interface Name {
  first: string
  last: string
}

/** The ways in which a mailbox can carry a name, most common first. */
const PATTERNS: AddressPattern[] = [
  '{first}.{last}',
  '{f}{last}',
  '{first}',
  '{f}.{last}',
  '{first}{last}',
  '{first}_{last}',
  '{first}-{last}',
  '{last}.{first}',
  '{last}{f}',
  '{last}',
  '{first}{l}',
  '{first}.{l}',
]

export const fillPattern = (pattern: AddressPattern, { first, last }: Name): string =>
  pattern
    .replace('{first}', first)
    .replace('{last}', last)
    .replace('{f}', first[0] ?? '')
    .replace('{l}', last[0] ?? '')

/** Spellings of a person's name as mailboxes write it: "Jürgen Weiß" is jurgen or juergen, weiss. */
export function mailboxNames(written: string): Name[] {
  const german = written.replace(/[äöüÄÖÜøØåÅ]/g, (c) => `${GERMAN[c.toLowerCase()] ?? c}`)
  return [written, german].flatMap((spelling) => {
    const words = spelling
      .split(/\s+/)
      .map((word) => foldWords(word.replace(/[-’']/g, ' ')).join('-'))
      .filter(Boolean)
    if (words.length < 2) return []
    const first = words[0]!
    const lasts = [words.slice(1).join(''), words.slice(1).join('.'), words.slice(1).join('-'), words.at(-1)!]
    return [...new Set(lasts.flatMap((last) => [last, last.replaceAll('-', '')]))].map((last) => ({ first, last }))
  })
}

const GERMAN: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' }

/** The pattern by which a mailbox is formed from a name, if it is. */
export function patternOf(local: string, written: string): AddressPattern | undefined {
  const names = mailboxNames(written)
  return PATTERNS.find((pattern) => names.some((name) => fillPattern(pattern, name) === local))
}

/** Whose name a mailbox carries; 'placeholder' for "firstname.lastname"; undefined where it carries none of them. */
export function whoseMailbox(local: string, names: string[]): string | undefined {
  const parts = local.split(/[._-]/).filter(Boolean)
  if (parts.length > 0 && parts.every((part) => PLACEHOLDERS.has(part)) && local.length > 1) return 'placeholder'
  const formed = names.find((name) => patternOf(local, name) !== undefined)
  return formed ?? names.find((name) => mailboxNames(name).some(({ last }) => last.length > 3 && parts.includes(last)))
}

/** Whether a mailbox is somebody's by its look: part of the name, its initials, or a nickname. */
export function carriesName(local: string, written: string): boolean {
  const parts = local.split(/[._-]/).filter((part) => part !== '')
  const words = mailboxNames(written).flatMap(({ first, last }) => [first, ...last.split(/[.-]/)])
  const initials = written
    .split(/[\s-]+/)
    .map((word) => foldWords(word)[0]?.[0] ?? '')
    .join('')
  if (local.length > 1 && initials.startsWith(local.replaceAll('.', ''))) return true
  return parts.some((part) =>
    words.some(
      (word) =>
        areNicknames(part, word) ||
        (part.length > 2 && word.includes(part)) ||
        (word.length > 2 && part.includes(word)) ||
        part === word,
    ),
  )
}
