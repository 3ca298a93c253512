import { foldWords } from '../duplicates/fold-text.ts'
import { normaliseTitle } from './normalise-title.ts'

const PART = "\\p{Lu}[\\p{L}\\p{M}’'.-]*"
const PARTICLE = '(?:de|da|do|dos|del|della|der|den|van|von|la|le|al|el|bin|y|e)'
const NAME = `${PART}(?: (?:${PARTICLE} ){0,2}${PART}){1,4}`
/** A line that is a name, or begins with one that something sets off: "Joanna Prior, co-founder". */
const HEAD = new RegExp(`^[\\s•·*–-]*(${NAME})\\s*(?=$|[,:;|(–—]| - )`, 'gmu')

/**
 * Names at the head of a line that whoever read the page did not list. What stands beside them is theirs, and not the
 * listed person's a line further up.
 */
export function unlistedNames(text: string, listed: string[]): string[] {
  const found = [...text.matchAll(HEAD)].map(([, name]) => name!.trim())
  const folded = (name: string) => ` ${foldWords(name).join(' ')} `
  const known = listed.map(folded)
  return [...new Set(found)].filter((name) => {
    if (known.some((each) => folded(name).includes(each) || each.includes(folded(name)))) return false
    const { seniority, departments } = normaliseTitle(name)
    return seniority === 'individual' && departments.length === 0
  })
}
