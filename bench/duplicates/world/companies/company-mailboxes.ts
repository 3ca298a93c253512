import { someFamilyName, someGivenName } from '../people/names.ts'
import { COUNTRIES, type CountryCode } from '../pools/countries.ts'
import type { Language } from '../pools/languages.ts'
import { takeFree } from '../take-free.ts'
import { lettersOf } from '../text.ts'
import type { World } from '../world.ts'

const FRONT_DESKS: Partial<Record<Language, string[]>> = {
  de: ['info', 'kontakt', 'office'],
  fr: ['contact', 'info'],
  es: ['info', 'contacto'],
  it: ['info'],
  pt: ['contato', 'comercial'],
}
const FRONT_DESKS_ELSEWHERE = ['info', 'contact', 'sales', 'hello', 'office', 'admin']

const FREE_MAIL_AT_HOME: Partial<Record<CountryCode, string>> = { DE: 'web.de', FR: 'orange.fr', IT: 'libero.it' }

/** The mailboxes that a company gives away, usually at its domain. */
export function takeCompanyMailboxes(world: World, core: string, country: CountryCode, domain: string): string[] {
  const { random } = world
  const boxes = domain === '' ? [] : boxesAt(world, COUNTRIES[country].language, domain)
  return domain === '' || random.chance(0.04) ? [freeMailbox(world, core, country), ...boxes] : boxes
}

function boxesAt(world: World, language: Language, domain: string): string[] {
  const { random } = world
  const desks = FRONT_DESKS[language] ?? FRONT_DESKS_ELSEWHERE
  const boxes = [`${desks[0]}@${domain}`]
  if (random.chance(0.5)) boxes.push(`${random.pick(desks)}@${domain}`)
  if (random.chance(0.4)) boxes.push(`${ownerOf(world, language)}@${domain}`)
  return boxes
}

function ownerOf(world: World, language: Language): string {
  const given = lettersOf(someGivenName(world, language, 'male'))
  return world.random.chance(0.6) ? `${given}.${lettersOf(someFamilyName(world, language))}` : given
}

function freeMailbox({ random, taken }: World, core: string, country: CountryCode): string {
  const name = lettersOf(core).slice(0, 22)
  const host = random.pick([
    'gmail.com',
    'gmail.com',
    'yahoo.com',
    'hotmail.com',
    FREE_MAIL_AT_HOME[country] ?? 'outlook.com',
  ])
  return takeFree(taken.mailboxes, `${name}@${host}`, (nth) => `${name}${nth}@gmail.com`)
}
