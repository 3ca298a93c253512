import type { Random } from '../../random.ts'
import { FIRST_WORDS, SECOND_WORDS } from '../pools/brand-words.ts'
import type { CountryCode } from '../pools/countries.ts'
import { FREE_MAIL } from '../pools/free-mail.ts'
import { takeFree } from '../take-free.ts'
import { lettersOf } from '../text.ts'
import type { World } from '../world.ts'

interface Named {
  given: string
  family: string
}

/** How companies make mailboxes of names: given, family and the initial of the given name. */
const WORK_PATTERNS = {
  'given.family': (given: string, family: string) => `${given}.${family}`,
  gfamily: (given: string, family: string) => given[0] + family,
  given: (given: string) => given,
  given_family: (given: string, family: string) => `${given}_${family}`,
  familyg: (given: string, family: string) => family + given[0],
  'g.family': (given: string, family: string) => `${given[0]}.${family}`,
  family: (_: string, family: string) => family,
  'family.given': (given: string, family: string) => `${family}.${given}`,
  givenf: (given: string, family: string) => given + family[0],
  'given-family': (given: string, family: string) => `${given}-${family}`,
}
export type WorkPattern = keyof typeof WORK_PATTERNS

const WORK_PATTERN_SHARES: [weight: number, pattern: WorkPattern][] = [
  [30, 'given.family'],
  [25, 'gfamily'],
  [10, 'given'],
  [8, 'given_family'],
  [5, 'familyg'],
  [8, 'g.family'],
  [5, 'family'],
  [6, 'family.given'],
  [3, 'givenf'],
  [2, 'given-family'],
]

/** The pattern that a new company takes up. */
export const someWorkPattern = ({ random }: World): WorkPattern => random.choose(WORK_PATTERN_SHARES)

/** Whether two people of one initial and family name are made the same mailbox, but for a number. */
export const isByInitial = (pattern: WorkPattern): boolean => pattern === 'gfamily' || pattern === 'g.family'

/** A mailbox of somebody's own at an employer. */
export function takeWorkMailbox(
  { taken }: World,
  { given, family }: Named,
  pattern: WorkPattern,
  domain: string,
): string {
  const [first, last] = [firstGivenName(given), mainFamilyName(family)]
  const local = WORK_PATTERNS[pattern](first, last)
  return takeFree(taken.mailboxes, `${local}@${domain}`, (nth) =>
    nth === 2 && pattern === 'given' ? `${first}.${last}@${domain}` : `${local}${nth}@${domain}`,
  )
}

type PrivateName = (first: string, last: string, year: string, random: Random) => string

const PRIVATE_NAMES: PrivateName[] = [
  (first, last) => `${first}.${last}`,
  (first, last) => first + last,
  (first, last) => first[0] + last,
  (first, last, year) => first + last + year,
  (first, last, year) => `${first}.${last}${year}`,
  (first, last) => `${last}.${first}`,
  (first, last) => `${first}_${last}`,
  (first, last, year) => last + first[0] + year,
  (first, _, year, random) => first + year + random.below(10),
  (_first, _last, year, random) => (random.pick(FIRST_WORDS) + random.pick(SECOND_WORDS)).toLowerCase() + year,
  (first, last, _, random) => first + last[0] + random.digits(3),
]

/** A mailbox of somebody's own at a provider that asks nothing for it. */
export function takePrivateMailbox(
  { random, taken }: World,
  { given, family, birth, country }: Named & { birth: string; country: CountryCode },
): string {
  const nameOf = random.pick(PRIVATE_NAMES)
  const local = nameOf(firstGivenName(given), mainFamilyName(family), birth.slice(2, 4), random)
  const host = random.pick(FREE_MAIL[country] ?? FREE_MAIL.US)
  return takeFree(taken.mailboxes, `${local}@${host}`, (nth) => {
    // more digits the longer none is free
    const digits = nth < 4 ? 2 : 2 + (nth >> 1)
    return `${local}${random.digits(digits)}@${host}`
  })
}

/** A mailbox that a household reads together. */
export function takeFamilyMailbox({ random, taken }: World, family: string): string {
  const name = mainFamilyName(family)
  const local = random.pick(['the', 'family.', '']) + name + random.pick(['family', 's', 'home'])
  return takeFree(taken.mailboxes, `${local}@gmail.com`, (nth) => `${name}family${random.digits(2)}${nth}@gmail.com`)
}

const firstGivenName = (given: string): string => lettersOf(given.split(' ')[0]!)

/** The first of two family names; what only stands before one, as in "de Jong", belongs to it. */
const mainFamilyName = (family: string): string =>
  lettersOf(/^(de|van|von|da|dos|la|le) /i.test(family) ? family : family.split(' ')[0]!)
