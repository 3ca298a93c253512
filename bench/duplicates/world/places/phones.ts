import type { Random } from '../../random.ts'
import type { CountryCode, Place } from '../pools/countries.ts'
import { words } from '../pools/words.ts'

export interface Phone {
  country: CountryCode
  area: string
  local: string
}

/** How numbers of a country are made: patterns of mobile ones, where they look otherwise, and the length of the others. */
interface Numbering {
  mobile?: { prefixes?: string[]; local: string[] }
  /** Digits with the area code, but without the trunk. */
  national?: number
  /** Digits behind the area code, where they vary. */
  local?: [from: number, to: number]
}

const NUMBERING: Record<CountryCode, Numbering> = {
  US: { national: 10 },
  CA: { national: 10 },
  MX: { national: 10 },
  GB: { mobile: { prefixes: ['7[3-9]##'], local: ['######'] }, national: 10 },
  AU: { mobile: { prefixes: ['4##'], local: ['######'] }, national: 9 },
  DE: {
    mobile: { prefixes: words('151 152 157 160 170 171 172 175 176 179'), local: words('[1-9]###### [1-9]#######') },
    local: [5, 8],
  },
  FR: { mobile: { prefixes: words('6 6 7'), local: ['########'] }, national: 9 },
  ES: { mobile: { prefixes: ['6##'], local: ['######'] }, national: 9 },
  IT: { mobile: { prefixes: ['3[2-9]#'], local: ['#######'] }, local: [6, 8] },
  IN: { mobile: { prefixes: words('98### 99### 97### 96### 88### 70###'), local: ['#####'] }, national: 10 },
  NL: { mobile: { prefixes: ['6'], local: ['########'] }, national: 9 },
  PL: { mobile: { prefixes: words('50# 60# 66# 69# 72# 78# 79#'), local: ['######'] }, national: 9 },
  JP: { mobile: { prefixes: words('90 80 70'), local: ['########'] }, national: 9 },
  BR: { mobile: { local: ['9[6-9]#######'] }, national: 10 },
  SE: { mobile: { prefixes: words('70 72 73 76'), local: ['#######'] }, national: 9 },
}

/** A number in somebody's pocket. */
export function mobilePhone(random: Random, country: CountryCode, place: Place): Phone {
  const { mobile } = NUMBERING[country]
  if (!mobile) return landline(random, country, place)
  const area = mobile.prefixes ? random.fill(random.pick(mobile.prefixes)) : place.areaCode
  return { country, area, local: random.fill(random.pick(mobile.local)) }
}

/** A number of a house. */
export function landline(random: Random, country: CountryCode, { areaCode }: Place): Phone {
  const { national, local } = NUMBERING[country]
  const length = national === undefined ? random.between(...local!) : national - areaCode.length
  return { country, area: areaCode, local: random.fill(`[2-9]${'#'.repeat(length - 1)}`) }
}
