import type { Random } from '../../random.ts'
import { NICKNAMES } from '../pools/nicknames.ts'
import { misspell } from '../records/misspell.ts'
import { type Source, spell } from '../records/sources.ts'
import { titleCased } from '../text.ts'
import type { World } from '../world.ts'
import type { Person } from './people.ts'

/** What a record has of a name. */
export type PersonNameExtent = 'full' | 'initial' | 'new family name'

interface WrittenName {
  given: string
  family: string
  extent: PersonNameExtent
}

/** A person's name as a list has it; `family` is the family name at the time. */
export function writePersonName(
  world: World,
  person: Person,
  family: string,
  source: Source,
  again: boolean,
): WrittenName {
  const { given, isInitial } = writeGivenName(world, person, again)
  const isNew = family !== person.family && !family.startsWith(person.family)
  const titled = withTitle(world, person, given, writeFamilyName(world, person, family, again))
  const slipped = withSlip(world, titled, again ? 0.055 * source.slips : 0.007)
  const spelled = { given: spell(slipped.given, source), family: spell(slipped.family, source) }
  return { ...inFields(world, spelled, again), extent: isNew ? 'new family name' : isInitial ? 'initial' : 'full' }
}

function writeGivenName({ random }: World, person: Person, again: boolean): { given: string; isInitial: boolean } {
  const nicknames = NICKNAMES.get(person.given)
  const at = random.next()
  if (nicknames && at < (again ? 0.11 : 0.035)) return { given: random.pick(nicknames), isInitial: false }
  if (!person.traits.hasDouble && at < (again ? 0.17 : 0.05))
    return { given: withDot(random, person.given[0]!), isInitial: true }
  return { given: fullGivenName(random, person, at > 0.9), isInitial: false }
}

const withDot = (random: Random, initial: string): string => (random.chance(0.6) ? `${initial}.` : initial)

function fullGivenName(random: Random, { given, middle, traits }: Person, withMiddleName: boolean): string {
  if (middle === '') return doubleGivenName(random.next(), given)
  if (withMiddleName) return `${given} ${random.chance(0.6) ? withDot(random, middle[0]!) : middle}`
  const name = doubleGivenName(random.next(), given)
  return traits.showsMiddleName && !name.includes(' ') && random.chance(0.6) ? `${name} ${middle[0]}` : name
}

/** A name of two parts, every fifth time with other signs between them or without the second one. */
function doubleGivenName(at: number, given: string): string {
  if (given.includes('-')) return at < 0.12 ? given.replace('-', ' ') : at < 0.2 ? given.replace('-', '') : given
  return at < 0.1 ? given.split(' ')[0]! : at < 0.2 ? given.replace(/ (.).*/, ' $1.') : given
}

function writeFamilyName({ random }: World, { language }: Person, family: string, again: boolean): string {
  const words = family.split(' ')
  const [first, last] = [words[0]!, words.at(-1)!]
  if (words.length > 1 && language === 'es' && first !== 'de') {
    if (random.chance(0.35)) return first
    if (again && random.chance(0.04)) return words.toReversed().join(' ')
    return random.chance(0.06) ? family.replace(' ', '-') : family
  }
  if (words.length > 1 && language === 'pt' && random.chance(0.3)) return last
  if (/^(van|de|von|der) /i.test(family) && random.chance(0.2)) {
    const others = words.slice(0, -1).join(' ')
    return random.choose([
      [40, titleCased(family)],
      [30, others + last],
      [30, `${last}, ${others}`],
    ])
  }
  return random.chance(0.15) ? family.replace('-', ' ') : family
}

function withTitle({ random }: World, { traits: { suffix } }: Person, given: string, family: string) {
  const suffixed =
    suffix && random.chance(0.9)
      ? family + random.pick([' ', ', ', ' ']) + random.pick([suffix, `${suffix}.`, `${suffix}.`, suffix.toUpperCase()])
      : family
  if (random.chance(0.012)) return { given: `Dr. ${given}`, family: suffixed }
  return { given, family: random.chance(0.006) ? suffixed + random.pick([', MBA', ' PhD', ', CPA']) : suffixed }
}

function withSlip({ random }: World, { given, family }: { given: string; family: string }, share: number) {
  if (!random.chance(share)) return { given, family }
  return random.chance(0.4) ? { given: misspell(random, given), family } : { given, family: misspell(random, family) }
}

/** The names in their fields, but now and then in each other's or both in one. */
function inFields({ random }: World, { given, family }: { given: string; family: string }, again: boolean) {
  if (random.chance(again ? 0.018 : 0.004)) return { given: family, family: given }
  return random.chance(0.005) ? { given: '', family: `${given} ${family}` } : { given, family }
}
