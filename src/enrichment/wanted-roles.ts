import { foldWords } from '../duplicates/fold-text.ts'
import { type NormalisedTitle, normaliseTitle } from './normalise-title.ts'
import { SENIORITIES, type Seniority } from './title-words.ts'

/** Whoever decides where nobody in particular was asked for; an adviser or a board seat is no decision-maker of the house. */
const DECIDES: ReadonlySet<Seniority> = new Set(['founder', 'c_level', 'partner', 'vp', 'head', 'director'])

/** The roles a question names, such as "heads of data" in "find CTOs and heads of data at ...". Empty: whoever decides. */
export function rolesInQuestion(question: string): string[] {
  const named = question.match(
    /\b(?:(?:c[a-z]o|vps?|svps?|evps?|vice presidents?|heads?|directors?|founders?|co-?founders?|owners?|recruiters?|hiring managers?|talent (?:partners?|leads?))(?:\s+(?:of|for)?\s*(?:[a-z&]+(?:\s+and\s+[a-z&]+)?))?)\b/gi,
  )
  return [...new Set((named ?? []).map(tidyRole))].filter((role) => !/^(?:c[a-z]o)$/i.test(role) || isChief(role))
}

const FOLLOWS = /\s+(?:at|in|of|for|from|and|or|who|that|linked|with|working)(?:\s.*)?$/i
const tidyRole = (role: string) => {
  const [head = '', ...rest] = role.trim().split(/\s+/)
  const body = rest.join(' ')
  const kept = /^(?:of|for)\s+/i.test(body) ? body : body.replace(FOLLOWS, '')
  return [head.replace(/s$/i, ''), kept.replace(/^(?:at|in|from|and|or|who|that|linked)\b.*$/i, '')]
    .filter(Boolean)
    .join(' ')
}
const isChief = (role: string) => normaliseTitle(role).seniority === 'c_level'

/** Whether a title is one of those asked for: same words, or the same department at least as high. */
export function isWanted(title: NormalisedTitle, roles: string[]): boolean {
  if (title.isFormer) return false
  if (roles.length === 0) return title.seniorities.some((seniority) => DECIDES.has(seniority))
  return roles.some((role) => fits(title, normaliseTitle(role)))
}

function fits(title: NormalisedTitle, wish: NormalisedTitle): boolean {
  if (title.key === wish.key) return true
  const sameDepartment =
    wish.department !== undefined && wish.department !== 'executive' && title.departments.includes(wish.department)
  const highEnough = SENIORITIES.indexOf(title.seniority) <= SENIORITIES.indexOf(wish.seniority)
  if (wish.seniority === 'individual') return containsWords(title.key, wish.key)
  if (sameDepartment) return highEnough
  return containsWords(title.key, wish.key)
}

const containsWords = (text: string, wanted: string) => {
  const words = new Set(foldWords(text))
  const asked = foldWords(wanted)
  return asked.length > 0 && asked.every((word) => words.has(word))
}
