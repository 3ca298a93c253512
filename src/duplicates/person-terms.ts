import { encodeNysiis } from './encode-nysiis.ts'
import { nicknameRoots } from './nickname-root.ts'
import type { PersonForm } from './person-form.ts'
import { streetKey } from './place-form.ts'
import { TermKind, termKey } from './term-key.ts'

const SHORTEST_LOCAL = 3
const LOCAL_DIGITS = 7

/**
 * The blocking terms of a person: those who share one are compared. Names count in either order, and each once with no more
 * than the initial of the other, so that a slip in one of them does not part two records.
 */
export function personBlocks(form: PersonForm): number[] {
  const terms = new Set<number>()
  const add = (kind: TermKind, ...parts: string[]) => {
    if (!parts.includes('')) terms.add(termKey(kind, parts.join(' ')))
  }
  if (!form.isRoleMailbox) add(TermKind.mailbox, form.mailbox)
  if (!form.isRoleMailbox && form.mailLocal.length >= SHORTEST_LOCAL) add(TermKind.mailLocal, form.mailLocal)
  // the same number may stand there with and without its area
  add(TermKind.phoneEnd, form.phone.slice(-LOCAL_DIGITS))
  add(TermKind.linkedin, form.linkedin)
  addStreets(form, add)
  addNames(form, add)
  if (form.birth > 0) addBirth(form, add)
  return [...terms]
}

type Add = (kind: TermKind, ...parts: string[]) => void

function addStreets(form: PersonForm, add: Add): void {
  const house = houseOf(form)
  add(TermKind.street, house)
  add(TermKind.house, house, form.city.slice(0, 5))
  add(TermKind.house, house, form.postcode)
}

function addNames({ given, family, city, company, postcode }: PersonForm, add: Add): void {
  const first = given[0] === undefined ? '' : nicknameRoots(given[0])[0]!
  const names = [first, family].map((name) => ({
    code: name.length > 1 ? encodeNysiis(name) : '',
    initial: name.slice(0, 1),
  }))
  const town = city.slice(0, 5)
  if (names.every(({ code }) => code !== ''))
    add(
      TermKind.names,
      names
        .map(({ code }) => code)
        .sort()
        .join(' '),
    )
  for (const [at, { code }] of names.entries()) {
    const { initial } = names[1 - at]!
    add(TermKind.nameAndInitial, code, initial)
    add(TermKind.nameInitialAndCity, code, initial, town)
    add(TermKind.nameAndCity, code, town)
    add(TermKind.nameAndPostcode, code, postcode)
    add(TermKind.nameAndCompany, code, company[0] ?? '')
  }
  add(
    TermKind.initialsAndCity,
    names
      .map(({ initial }) => initial || '-')
      .sort()
      .join(''),
    town,
  )
}

function addBirth({ given, family, birth }: PersonForm, add: Add): void {
  add(TermKind.birth, String(birth))
  for (const name of [given[0] ?? '', family]) add(TermKind.birthAndInitial, name.slice(0, 1), String(birth))
  const starts = [(given[0] ?? '').slice(0, 3), family.slice(0, 3)].sort().join(' ')
  add(TermKind.namesAndBirthYear, starts, String(birth).slice(0, 4))
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

/** House number and the word of the street that tells most: the longest. */
function houseOf({ houseNumber, streetWords }: PersonForm): string {
  if (houseNumber === '' || streetWords.length === 0) return ''
  return `${houseNumber} ${streetWords.slice(0, 2).sort((a, b) => b.length - a.length)[0]}`
}
