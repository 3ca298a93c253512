import type { Random } from '../../random.ts'
import { COUNTRIES } from '../pools/countries.ts'
import type { Phone } from './phones.ts'

type Style = (phone: Phone, group: (separator: string) => string) => string

const dialOf = ({ country }: Phone) => COUNTRIES[country].dial
const trunkOf = ({ country }: Phone) => COUNTRIES[country].trunk

const NORTH_AMERICAN: Style[] = [
  ({ area }, group) => `+1 ${area} ${group('-')}`,
  ({ area, local }) => `+1${area}${local}`,
  ({ area }, group) => `(${area}) ${group('-')}`,
  ({ area, local }) => area + local,
  ({ area }, group) => `${area}-${group('-')}`,
  ({ area }, group) => `1-${area}-${group('-')}`,
  ({ area }, group) => `+1 (${area}) ${group('-')}`,
  ({ area }, group) => `${area}.${group('.')}`,
  ({ area }, group) => `+1-${area}-${group('-')}`,
  ({ area, local }) => `1${area}${local}`,
]

const ELSEWHERE: Style[] = [
  (phone, group) => `+${dialOf(phone)} ${phone.area} ${group(' ')}`,
  (phone) => `+${dialOf(phone)}${phone.area}${phone.local}`,
  (phone, group) => `${trunkOf(phone)}${phone.area} ${group(' ')}`,
  (phone) => trunkOf(phone) + phone.area + phone.local,
  (phone) => `(${trunkOf(phone)}${phone.area}) ${phone.local}`,
  (phone, group) => `00${dialOf(phone)} ${phone.area} ${group(' ')}`,
  (phone, group) => `+${dialOf(phone)} ${withTrunkAside(phone)} ${group(' ')}`,
  (phone) => `${trunkOf(phone)}${phone.area}/${phone.local}`,
  (phone, group) => `${trunkOf(phone)}${phone.area}-${group('-')}`,
  (phone) => dialOf(phone) + phone.area + phone.local,
]

const withTrunkAside = (phone: Phone) =>
  trunkOf(phone) === '' ? `(${phone.area})` : `(${trunkOf(phone)})${phone.area}`

const isNorthAmerican = ({ country }: Phone) => country === 'US' || country === 'CA'

/** A number in one of ten styles; an extension of 0 is none. */
export function writePhone(random: Random, phone: Phone, style: number, extension = 0): string {
  const styles = isNorthAmerican(phone) ? NORTH_AMERICAN : ELSEWHERE
  const number = styles[style]!(phone, (separator) => groupsOf(phone).join(separator))
  return extension > 0 ? number + random.pick([' x', ' ext. ', ' ext ', 'x']) + extension : number
}

function groupsOf(phone: Phone): string[] {
  const groups: string[] = []
  let at = 0
  for (const length of groupLengths(phone)) {
    groups.push(phone.local.slice(at, at + length))
    at += length
  }
  return groups
}

function groupLengths(phone: Phone): number[] {
  const { country, local } = phone
  if (isNorthAmerican(phone)) return [3, 4]
  if (country === 'FR') return [2, 2, 2, 2]
  if (local.length === 7) return country === 'GB' || country === 'IT' ? [3, 4] : [3, 2, 2]
  const lengths: Record<number, number[]> = { 5: [2, 3], 6: [3, 3], 8: [4, 4], 9: [5, 4] }
  return lengths[local.length] ?? [local.length]
}
