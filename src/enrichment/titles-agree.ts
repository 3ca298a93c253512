import { normaliseTitle } from './normalise-title.ts'
import type { Seniority } from './title-words.ts'

/** Levels that one house calls by one name and its page in another language by the next. */
const LEADS: ReadonlySet<Seniority> = new Set(['vp', 'head', 'director'])

/**
 * Whether two titles can both be true of one job: "CTO" and "Co-founder and CTO", "CTO" and "Chief Technology Officer". On
 * one site also "VP Engineering" and "Leitung Entwicklung", which is the same said twice.
 */
export function titlesAgree(left: string, right: string, oneSite = false): boolean {
  const [a, b] = [normaliseTitle(left), normaliseTitle(right)]
  if (a.key === b.key) return true
  if (a.isFormer !== b.isFormer) return false
  // "Chief Executive Officer" has more words than "Officer", but says another thing
  if (contains(a.key, b.key) || contains(b.key, a.key))
    return a.seniorities.some((level) => b.seniorities.includes(level)) || a.seniority === b.seniority
  if (a.department === undefined || a.department !== b.department) return false
  if (a.seniority !== 'individual' && a.seniorities.some((level) => b.seniorities.includes(level))) return true
  return oneSite && LEADS.has(a.seniority) && LEADS.has(b.seniority)
}

const contains = (text: string, part: string): boolean => {
  const words = text.split(' ')
  return part !== '' && part.split(' ').every((word) => words.includes(word))
}
