import { isGenericWord } from './company-words.ts'
import { encodeNysiis } from './encode-nysiis.ts'
import type { OrganizationForm } from './organization-form.ts'
import { streetKey } from './place-form.ts'
import { TermKind, termKey } from './term-key.ts'

/** The blocking terms of an organization: those that share one are compared. */
export function organizationBlocks(form: OrganizationForm): number[] {
  const terms = new Set<number>()
  const add = (kind: TermKind, ...parts: string[]) => {
    if (!parts.includes('')) terms.add(termKey(kind, parts.join(' ')))
  }
  add(TermKind.domain, form.domain)
  add(TermKind.domain, form.mailDomain)
  add(TermKind.mailbox, form.mailbox)
  add(TermKind.phone, form.phone)
  add(TermKind.linkedin, form.linkedin)
  add(TermKind.street, streetKey(form))
  add(TermKind.coreName, coreKey(form))
  const telling = form.words.filter((word) => !isGenericWord(word))
  for (const word of telling) if (word.length > 2) add(TermKind.word, word)
  for (let at = 1; at < Math.min(telling.length, 4); at++) add(TermKind.wordPair, telling[at - 1]!, telling[at]!)
  add(TermKind.nameStart, form.compact.slice(0, 5), form.city.slice(0, 5))
  const skeleton = encodeNysiis(telling.join('')).replace(/a/g, '')
  if (skeleton.length > 2) add(TermKind.skeleton, skeleton.slice(0, 7))
  const initials = form.words.map((word) => word[0]).join('')
  if (form.words.length > 2) add(TermKind.acronym, initials)
  if (form.words.length === 1 && form.compact.length <= 5) add(TermKind.acronym, form.compact)
  return [...terms]
}

/** The term of each field's value, by field, 0 where there is none: counted, they say how common the value is. */
export function organizationTerms(form: OrganizationForm): number[] {
  const term = (kind: TermKind, value: string) => (value === '' ? 0 : termKey(kind, value))
  return [
    term(TermKind.coreName, coreKey(form)),
    0,
    term(TermKind.domain, form.domain || form.mailDomain),
    term(TermKind.phone, form.phone),
    term(TermKind.mailbox, form.mailbox),
    term(TermKind.linkedin, form.linkedin),
    term(TermKind.street, streetKey(form)),
    term(TermKind.postcode, form.postcode),
    term(TermKind.city, form.city),
    0,
    0,
    0,
  ]
}

const coreKey = (form: OrganizationForm): string => [...form.words].sort().concat(form.numbers).join(' ')

/** The term of each word of the name, in order. */
export const organizationWordTerms = (form: OrganizationForm): number[] =>
  form.words.map((word) => termKey(TermKind.word, word))
