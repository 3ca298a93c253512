import { editDistance } from './edit-distance.ts'
import { closeUmlauts } from './fold-text.ts'
import { isFreemail } from './shared-hosts.ts'

/** 0 unknown, 1 same day, 2 one slip (a digit, two swapped, day and month swapped), 3 close, 4 different. */
export function compareBirthDates(a: number, b: number): number {
  if (a === 0 || b === 0) return 0
  if (a === b) return 1
  const [left, right] = [String(a), String(b)]
  if (editDistance(left, right, 1) <= 1 || left === right.slice(0, 4) + right.slice(6) + right.slice(4, 6)) return 2
  let changed = 0
  for (let at = 0; at < 8; at++) if (left[at] !== right[at]) changed++
  return changed <= 3 ? 3 : 4
}

interface Named {
  given: string[]
  family: string
  familyParts: string[]
}

interface Mailed extends Named {
  mailbox: string
  mailLocal: string
  mailDomain: string
  isRoleMailbox: boolean
}

const SHORTEST_LOCAL = 5

/**
 * 0 unknown, 1 same mailbox, 2 misspelt, 3 same name at another domain, 4 colleagues, 5 different. A mailbox name that is
 * made of the person's own names repeats what the names say, so at another domain it says nothing.
 */
export function compareEmails(a: Mailed, b: Mailed): number {
  if (a.mailbox === '' || b.mailbox === '') return 0
  const sameDomain = a.mailDomain !== '' && a.mailDomain === b.mailDomain
  if (a.isRoleMailbox || b.isRoleMailbox) return sameDomain ? 4 : 0
  if (a.mailbox === b.mailbox) return 1
  const repeatNames = isMadeOfNames(a.mailLocal, a, b) && isMadeOfNames(b.mailLocal, a, b)
  if (a.mailLocal === b.mailLocal) {
    const [host, other] = [hostOf(a.mailbox), hostOf(b.mailbox)]
    if (!(isFreemail(host) && isFreemail(other)) && editDistance(host, other, 3) <= 3) return 2
    if (repeatNames) return 0
    return a.mailLocal.length >= SHORTEST_LOCAL ? 3 : 5
  }
  const slips = Math.min(a.mailLocal.length, b.mailLocal.length) >= 6 ? 2 : 1
  if (
    !repeatNames &&
    a.mailLocal.length >= 4 &&
    !areNumbered(a.mailLocal, b.mailLocal) &&
    editDistance(a.mailbox, b.mailbox, slips) <= slips
  ) {
    return 2
  }
  return sameDomain ? 4 : 5
}

const hostOf = (mailbox: string): string => mailbox.slice(mailbox.lastIndexOf('@') + 1)

/**
 * "jane", "jdoe", "jane.d" and "doe_jane" are made of the names of Jane Doe; "jdoe82" says more than they do. The names of
 * both records count: where one has an initial only, the other knows what it stands for.
 */
function isMadeOfNames(text: string, ...owners: Named[]): boolean {
  let rest = closeUmlauts(text.replace(/[^a-z0-9]/g, ''))
  for (const { family, familyParts, given } of owners)
    for (const name of [family, ...familyParts, ...given.map(closeUmlauts)])
      if (name.length > 1 && rest.includes(name)) rest = rest.replace(name, '')
  return rest.length <= 1 && !/\d/.test(rest)
}

/** "jsmith1" and "jsmith2" are two people, not one misspelt. */
export const areNumbered = (a: string, b: string): boolean => a.replace(/\d+/g, '') === b.replace(/\d+/g, '')

/** 0 unknown, 1 same number, 2 one slip, 3 different. */
export function comparePhones(a: string, b: string): number {
  if (a === '' || b === '') return 0
  if (a === b || (Math.min(a.length, b.length) >= 7 && (a.endsWith(b) || b.endsWith(a)))) return 1
  return Math.min(a.length, b.length) >= 7 && editDistance(a, b, 1) <= 1 ? 2 : 3
}

interface Paged extends Named {
  linkedin: string
}

/**
 * 0 unknown, 1 same page, 2 same but for the number a site appends, 3 different. Two numbers are two people of one name; a
 * page named after the person repeats what the names say.
 */
export function comparePages(a: Paged, b: Paged): number {
  if (a.linkedin === '' || b.linkedin === '') return 0
  if (a.linkedin === b.linkedin) return 1
  const [left, right] = [bareSlug(a.linkedin), bareSlug(b.linkedin)]
  if (left !== right || (left !== a.linkedin && right !== b.linkedin)) return 3
  return isMadeOfNames(left, a, b) ? 0 : 2
}

const bareSlug = (slug: string): string => slug.replace(/-[0-9a-f]*\d[0-9a-f]*$/, '')

/** 0 unknown, 1 same words, 2 some shared, 3 none. */
export function compareWords(left: string[], right: string[]): number {
  if (left.length === 0 || right.length === 0) return 0
  let shared = 0
  for (const word of left) if (right.includes(word)) shared++
  if (shared === left.length && shared === right.length) return 1
  if (shared > 0) return 2
  const [a, b] = [left.join(''), right.join('')]
  const slips = Math.min(a.length, b.length) >= 7 ? 2 : Math.min(a.length, b.length) >= 4 ? 1 : 0
  return a === b ? 1 : slips > 0 && editDistance(a, b, slips) <= slips ? 2 : 3
}
