import type { Random } from '../../random.ts'
import { isKnownFamilyName, isPopularFamilyName, isPopularGivenName } from './names.ts'
import type { Person } from './people.ts'
import type { WrittenPerson } from './write-person.ts'

const LARGE_EMPLOYER = 60

type Shown = WrittenPerson['shown']

/** Whether a record alone tells who it is about. */
export function tellsWho(random: Random, { row, shown }: WrittenPerson, person: Person): boolean {
  const { mailbox, phone, profile, switchboard, homePhone, sharedMailbox, employer, address, city, birth } = shown
  const hasOwn = [mailbox, phone, profile].some(Boolean)
  const contacts = [mailbox, phone, profile, switchboard ?? homePhone ?? sharedMailbox]
  const known = [...contacts, employer, address ?? city, birth].filter(Boolean).length
  if (known < (random.chance(0.05) ? 1 : 2)) return false
  if (hasOwn) return true
  const { traits } = person
  if (traits.hasNamesakes) return false
  if (traits.isToldByAge && !birth && !/\b[JS]R\b/i.test(row.last_name)) return false
  return !isOfCommonName(person) || birth !== undefined || (employer !== undefined && random.chance(0.5))
}

/** Whether two records tell that they are about the same person. */
export function tellsSamePerson(random: Random, left: WrittenPerson, right: WrittenPerson, person: Person): boolean {
  const { traits } = person
  const isAlike = (key: keyof Shown) => isShownAlike(left.shown, right.shown, key)
  if (isAlike('mailbox') || isAlike('phone') || isAlike('profile')) return true
  const sameBirth = isAlike('birth')
  const sameHome = (left.shown.isAtHome && right.shown.isAtHome && isAlike('address')) || isAlike('homePhone')
  const sameWork = haveSameWork(left.shown, right.shown)
  const isCommon = isOfCommonName(person)
  const hasMarried = (left.shown.name === 'new family name') !== (right.shown.name === 'new family name')
  if (hasMarried || traits.hasDouble || traits.hasNamesakes) return sameBirth && sameHome
  if (hasInitialOnly(left) || hasInitialOnly(right))
    return (sameHome || sameWork) && !isOfPopularFamily(person) && !traits.hasKin
  if (sameBirth) return sameHome || sameWork || !isCommon || isAlike('city')
  if (sameHome && !traits.hasKin) return true
  if (sameWork) return !isCommon || !isAlike('employer') || (left.shown.employer?.size ?? 0) < LARGE_EMPLOYER
  return isAlike('city') && !isCommon && !isKnownFamilyName(person.family) && random.chance(0.25)
}

const isShownAlike = (left: Shown, right: Shown, key: keyof Shown): boolean =>
  left[key] !== undefined && left[key] === right[key]

function haveSameWork(left: Shown, right: Shown): boolean {
  const isMailboxAt = ({ mailbox }: Shown, { employer }: Shown) =>
    mailbox !== undefined && employer !== undefined && employer.domain !== '' && mailbox.endsWith(`@${employer.domain}`)
  return (
    isShownAlike(left, right, 'employer') ||
    isShownAlike(left, right, 'switchboard') ||
    isShownAlike(left, right, 'sharedMailbox') ||
    isMailboxAt(left, right) ||
    isMailboxAt(right, left)
  )
}

const hasInitialOnly = ({ row, shown }: WrittenPerson): boolean =>
  shown.name === 'initial' || !/[^.\s]{2}/.test(row.first_name)

const isOfCommonName = ({ given, family }: Person): boolean =>
  isPopularGivenName(given) && [family, ...family.split(/[ -]/)].some(isPopularFamilyName)

const isOfPopularFamily = ({ family }: Person): boolean =>
  isPopularFamilyName(family) || isPopularFamilyName(family.split(' ')[0]!)
