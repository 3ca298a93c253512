import { normaliseTitle } from './normalise-title.ts'
import type { PersonField } from './person-finding.ts'

/** "CTO" for "Chief Technology Officer" is no news, nor is a phone number in other groups of digits or "www." in a profile. */
export function differsOnlyInSpelling(name: PersonField, value: string, known: string): boolean {
  if (name === 'title') return normaliseTitle(value).key === normaliseTitle(known).key
  if (name === 'phone') return value.replace(/\D/g, '').slice(-9) === known.replace(/\D/g, '').slice(-9)
  return bare(value) === bare(known)
}

const bare = (address: string) =>
  address
    .toLowerCase()
    .replace(/^https?:\/\/(?:[a-z]{2,3}\.)?/, '')
    .replace(/\/+$/, '')
