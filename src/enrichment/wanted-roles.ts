import { foldWords } from '../duplicates/fold-text.ts'
import { type NormalisedTitle, normaliseTitle } from './normalise-title.ts'
import { SENIORITIES, type Seniority } from './title-words.ts'

/** Whoever decides where nobody in particular was asked for; an adviser or a board seat is no decision-maker of the house. */
const DECIDES: ReadonlySet<Seniority> = new Set(['founder', 'c_level', 'partner', 'vp', 'head', 'director'])

const CHIEF = /\bc[a-z]{1,2}o(?=s?\b)/gi
const LED =
  /\b((?:[se]?vp|vice president|head|director|founder|owner|recruiter|hiring manager|talent (?:partner|lead))(?=s?\b))s?((?:\s+(?:of|for))?\s+(?!(?:at|in|from|and|or|who|that|linked|with|working|is|are)\b)[a-z&]+)?/gi

/** The roles a question names: "CTO" and "head of data" in "CTOs and heads of data at ...". Empty: whoever decides. */
export function rolesInQuestion(question: string): string[] {
  const chiefs = [...question.matchAll(CHIEF)]
    .map(([role]) => role)
    .filter((role) => normaliseTitle(role).seniority === 'c_level')
  const led = [...question.matchAll(LED)].map(([, role, rest]) => `${role}${rest ?? ''}`.replace(/\s+/g, ' '))
  return [...new Set([...chiefs, ...led])]
}

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
