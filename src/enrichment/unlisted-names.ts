import { foldWords } from '../duplicates/fold-text.ts'
import { normaliseTitle } from './normalise-title.ts'

const PART = "\\p{Lu}[\\p{L}\\p{M}’'.-]*"
const PARTICLE = '(?:de|da|do|dos|del|della|der|den|van|von|la|le|al|el|bin|y|e)'
const NAME = `${PART}(?: (?:${PARTICLE} ){0,2}${PART}){1,4}`
/** A line that is a name, or begins with one that something sets off: "Joanna Prior, co-founder". */
const HEAD = new RegExp(`^[\\s•·*–-]*(${NAME})\\s*(?=$|[,:;|(–—]| - )`, 'gmu')

export interface UnlistedName {
  name: string
  /** Where it stands in the text. */
  start: number
  end: number
}

/**
 * Names at the head of a line that whoever read the page did not list. What stands beside them is theirs, and not the
 * listed person's a line further up.
 */
export function unlistedNames(text: string, listed: string[]): UnlistedName[] {
  const folded = (name: string) => ` ${foldWords(name).join(' ')} `
  const known = listed.map(folded)
  return [...text.matchAll(HEAD)].flatMap(({ 0: whole, 1: name = '', index }) => {
    if (known.some((each) => folded(name).includes(each) || each.includes(folded(name)))) return []
    const { seniority, departments } = normaliseTitle(name)
    if (seniority !== 'individual' || departments.length > 0) return []
    const start = index + whole.indexOf(name)
    return [{ name, start, end: start + name.length }]
  })
}
