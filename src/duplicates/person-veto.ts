import type { PersonForm } from './person-form.ts'

const PARENT_YEARS = 15

/** Why two people cannot be one whatever else they share, or '': the sentence is shown with the pair. */
export function personVeto(a: PersonForm, b: PersonForm, levels: Uint8Array): string {
  const [given, family, , , birth, email, , linkedin] = levels
  if (a.generation !== '' && b.generation !== '' && a.generation !== b.generation)
    return 'one is the elder, one the younger'
  if (linkedin === 1) return ''
  const oneIsYounger = (a.generation === '') !== (b.generation === '')
  // a father and his son share a house and a telephone
  if (oneIsYounger && given! <= 3 && email !== 1 && birth !== 1) return 'one is called the younger'
  if (given === 6 && birth !== 1 && birth !== 2) {
    if (email === 1 || email === 2 || email === 4 || (a.mailDomain !== '' && a.mailDomain === b.mailDomain))
      return 'different first names at one e-mail domain'
    if (family! <= 2) return 'different first names in one family'
  }
  if (birth === 4 && email !== 1 && Math.abs(yearOf(a) - yearOf(b)) >= PARENT_YEARS && given! <= 3 && family! <= 2) {
    return 'born a generation apart'
  }
  return ''
}

const yearOf = (form: PersonForm): number => Math.floor(form.birth / 10000)
