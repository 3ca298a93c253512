import { encodeNysiis } from './encode-nysiis.ts'
import { nicknameRoots } from './nickname-root.ts'
import type { PersonForm } from './person-form.ts'
import { TermKind, termKey } from './term-key.ts'

const SHORTEST_LOCAL = 5

/** The blocking terms of a person: those who share one are compared. Names count in either order. */
export function personBlocks(form: PersonForm): number[] {
  const terms = new Set<number>()
  const add = (kind: TermKind, ...parts: string[]) => {
    if (!parts.includes('')) terms.add(termKey(kind, parts.join(' ')))
  }
  if (!form.isRoleMailbox) add(TermKind.mailbox, form.mailbox)
  if (!form.isRoleMailbox && form.mailLocal.length >= SHORTEST_LOCAL) add(TermKind.mailLocal, form.mailLocal)
  add(TermKind.phone, form.phone)
  add(TermKind.linkedin, form.linkedin)
  add(TermKind.street, streetKey(form))
  const given = form.given[0] ?? ''
  const codes = [given.length > 1 ? encodeNysiis(nicknameRoots(given)[0]!) : '', encodeNysiis(form.family)].sort()
  const both = codes[0] === '' ? '' : codes.join(' ')
  add(TermKind.names, both)
  add(TermKind.namesAndCity, both, form.city.slice(0, 5))
  add(TermKind.namesAndCompany, both, form.company[0] ?? '')
  for (const code of codes) add(TermKind.familyAndPostcode, code, form.postcode)
  if (form.birth > 0) {
    for (const name of [given, form.family]) add(TermKind.birthAndInitial, name.slice(0, 1), String(form.birth))
    const starts = [given.slice(0, 3), form.family.slice(0, 3)].sort().join(' ')
    add(TermKind.namesAndBirthYear, starts, String(form.birth).slice(0, 4))
  }
  return [...terms]
}

/** Behind the terms of the fields: of the whole name, and of the last name in its city. */
export const FULL_NAME_TERM = 14
export const FAMILY_AND_CITY_TERM = 15

/** The term of each field's value, by field, 0 where there is none: counted, they say how common the value is. */
export function personTerms(form: PersonForm): number[] {
  const term = (kind: TermKind, value: string | undefined) => (value ? termKey(kind, value) : 0)
  return [
    term(TermKind.given, form.given[0] ?? ''),
    term(TermKind.family, form.family),
    0,
    0,
    form.birth === 0 ? 0 : termKey(TermKind.birth, String(form.birth)),
    term(TermKind.mailbox, form.mailbox),
    term(TermKind.phone, form.phone),
    term(TermKind.linkedin, form.linkedin),
    term(TermKind.street, streetKey(form)),
    term(TermKind.postcode, form.postcode),
    term(TermKind.city, form.city),
    0,
    term(TermKind.company, form.company.join(' ')),
    0,
    term(TermKind.fullName, form.given[0] && form.family && `${form.given[0]} ${form.family}`),
    term(TermKind.familyAndCity, form.family && form.city && `${form.family} ${form.city}`),
  ]
}

function streetKey(form: PersonForm): string {
  const place = form.postcode || form.city
  if (form.houseNumber === '' || form.streetWords.length === 0 || place === '') return ''
  return `${form.houseNumber} ${form.streetWords.slice(0, 2).sort().join(' ')} ${place}`
}
