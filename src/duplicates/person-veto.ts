import { areNumbered } from './compare-values.ts'
import type { PersonForm } from './person-form.ts'

const PARENT_YEARS = 15
/** A telephone that more records name is a company's. */
const OWN_PHONE = 3

/** Why two people cannot be one whatever else they share, or '': the sentence is shown with the pair. */
export function personVeto(a: PersonForm, b: PersonForm, levels: Uint8Array, counts: Float64Array): string {
  const [given, family, , , birth, email, phone, linkedin] = levels
  if (a.generation !== '' && b.generation !== '' && a.generation !== b.generation)
    return 'one is the elder, one the younger'
  if (linkedin === 1) return ''
  const sharesOwn = (email! >= 1 && email! <= 3) || birth === 1 || birth === 2
  // colleagues share an employer, its address and its switchboard
  if (family === 5 && !sharesOwn && given === 6) return 'different names'
  const sharesWork = email === 4 || a.company.length + b.company.length > 0
  if (family === 5 && !sharesOwn && sharesWork && !(phone === 1 && counts[6]! <= OWN_PHONE))
    return 'different last names at one company'
  if (email === 4 && areNumbered(a.mailLocal, b.mailLocal)) return 'two numbered mailboxes at one e-mail domain'
  const oneIsYounger = (a.generation === '') !== (b.generation === '')
  // a father and his son share a house and a telephone
  if (oneIsYounger && given! <= 3 && email !== 1 && birth !== 1) return 'one is called the younger'
  if (given === 6) {
    const isTwin = birth === 1 || birth === 2
    if (
      !isTwin &&
      (email === 1 || email === 2 || email === 4 || (a.mailDomain !== '' && a.mailDomain === b.mailDomain))
    )
      return 'different first names at one e-mail domain'
    if (!isTwin && family! <= 2) return 'different first names in one family'
  }
  if (birth === 4 && email !== 1 && Math.abs(yearOf(a) - yearOf(b)) >= PARENT_YEARS && given! <= 3 && family! <= 2) {
    return 'born a generation apart'
  }
  return ''
}

const yearOf = (form: PersonForm): number => Math.floor(form.birth / 10000)
