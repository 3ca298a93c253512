import { parseMailbox } from '../duplicates/parse-mailbox.ts'
import { siteDomain } from '../web/site-domain.ts'
import { type AddressPattern, fillPattern, mailboxNames, patternOf } from './address-pattern.ts'
import type { GuessedAddress, PersonFinding } from './person-finding.ts'

// "firstname.lastname@house.example": how a house says it itself
const SPELLED =
  /(?<![\w.])(first(?:name)?|vorname|prenom|prénom|nombre|fornamn|fornavn|initial|f)([._-]?)(last(?:name)?|surname|nachname|nom|apellido|efternamn|efternavn)?@([\w-]+(?:\.[\w-]+)+)/giu

/** Enough people with one pattern and none with another. */
const ENOUGH = 2

/**
 * What the address of those with a title and without an address may be, from how the house forms the others. A guess is shown as a guess; it is
 * written to no record and is no key to anything.
 * @param texts of the organization's own pages
 */
export function guessAddresses(people: PersonFinding[], website: string | null, texts: string[]): GuessedAddress[] {
  if (!website) return []
  const domain = siteDomain(/:\/\//.test(website) ? website : `https://${website}`)
  const known = knownPatterns(people, domain)
  const basis = statedPattern(texts, domain) ?? commonPattern(known)
  if (!basis) return []
  return people.flatMap((person) => {
    const name = mailboxNames(person.name).at(0)
    if (person.fields.email || !person.fields.title || !name) return []
    const email = `${fillPattern(basis.pattern, { first: name.first, last: name.last })}@${domain}`
    return [{ name: person.name, email, kind: basis.kind, because: basis.because }]
  })
}

interface Basis {
  pattern: AddressPattern
  kind: GuessedAddress['kind']
  because: string
}

function statedPattern(texts: string[], domain: string): Basis | undefined {
  for (const match of texts.flatMap((text) => [...text.matchAll(SPELLED)])) {
    const [, first = '', separator = '', last, host = ''] = match
    if (siteDomain(host) !== domain) continue
    const isInitial = /^(?:initial|f)$/i.test(first)
    if (isInitial && !last) continue
    const pattern = `${isInitial ? '{f}' : '{first}'}${last ? `${separator}{last}` : ''}`
    return { pattern, kind: 'pattern_and_domain', because: `its pages say "${match[0].toLowerCase()}"` }
  }
  return undefined
}

function knownPatterns(people: PersonFinding[], domain: string): (AddressPattern | undefined)[] {
  return people.flatMap(({ name, fields }) => {
    const mailbox = fields.email ? parseMailbox(fields.email.value) : undefined
    return mailbox && siteDomain(mailbox.address.split('@').at(-1)!) === domain ? [patternOf(mailbox.local, name)] : []
  })
}

function commonPattern(known: (AddressPattern | undefined)[]): Basis | undefined {
  const [pattern] = known
  if (pattern === undefined || known.some((each) => each !== pattern)) return undefined
  return known.length >= ENOUGH
    ? { pattern, kind: 'pattern_and_domain', because: `${known.length} addresses there have this form` }
    : { pattern, kind: 'pattern_only', because: 'the one address known there has this form' }
}
