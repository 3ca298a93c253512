import { COUNTRIES } from '../pools/countries.ts'
import type { Language } from '../pools/languages.ts'
import { LEGAL_FORMS } from '../pools/legal-forms.ts'
import { ABBREVIATIONS } from '../pools/trades.ts'
import { misspell } from '../records/misspell.ts'
import { type Source, spell } from '../records/sources.ts'
import type { World } from '../world.ts'
import type { Company } from './companies.ts'

/** What a record has of a name. */
export type NameExtent = 'full' | 'short' | 'initials' | 'domain' | 'former'

const AND: Partial<Record<Language, string>> = { de: 'und', fr: 'et', es: 'y', it: 'e', nl: 'en', pt: 'e' }
const ROMAN_NUMBERS = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII']

/** A company's name as a list has it, and how much of it that is. */
export function writeCompanyName(
  world: World,
  company: Company,
  source: Source,
  again: boolean,
): { name: string; extent: NameExtent } {
  const { random } = world
  const { core, extent } = coreOf(world, company, again)
  let name = withForm(world, company, withOtherWords(world, company, core, again), extent, again)
  if (extent !== 'initials' && random.chance(again ? 0.08 * source.slips : 0.012)) name = misspell(random, name)
  name = spell(name, source)
  if (random.chance(0.01)) name += ' '
  return { name: random.chance(0.008) ? name.replace(' ', '  ') : name, extent }
}

function coreOf(world: World, company: Company, again: boolean): { core: string; extent: NameExtent } {
  const { core } = company.name
  if (company.traits.keepsName) return { core, extent: 'full' }
  const less = again ? shorterName(world, company) : undefined
  return less ?? { core: withMore(world, company, core, again), extent: 'full' }
}

/** Now and then, what friends of the company or its site call it. */
function shorterName({ random }: World, company: Company): { core: string; extent: NameExtent } | undefined {
  const { name, domain, traits } = company
  const words = name.core.split(' ')
  const at = random.next()
  if (at < 0.015 && words.length > 2) return initialsOf(words)
  if (at < 0.055 && name.trade !== '' && words.length > 1 && name.core.endsWith(` ${name.trade}`)) {
    const core = name.core.slice(0, -name.trade.length - 1).replace(/[,&\s]+$/, '')
    return { core, extent: 'short' }
  }
  if (at < 0.065 && domain !== '' && !traits.sharesDomain)
    return { core: random.chance(0.5) ? domain : domain.split('.')[0]!, extent: 'domain' }
  return at < 0.075 && traits.formerName ? { core: traits.formerName, extent: 'former' } : undefined
}

function initialsOf(words: string[]): { core: string; extent: NameExtent } | undefined {
  const core = words
    .filter((word) => /^\p{L}/u.test(word))
    .map((word) => word[0]!.toUpperCase())
    .join('')
  return core.length > 2 ? { core, extent: 'initials' } : undefined
}

/** The whole name, sometimes with an article, a group, a town or a country around it. */
function withMore({ random }: World, { name: { kind }, country, address }: Company, core: string, again: boolean) {
  const isEnglish = COUNTRIES[country].language === 'en'
  const { city } = address.place
  const words = core.split(' ')
  let name = core
  if (random.chance(again ? 0.04 : 0.01) && words.length === 3 && kind === 'words')
    name = `${words[0]}${words[1]!.toLowerCase()} ${words[2]}`
  if (isEnglish && random.chance(0.03)) name = `The ${name}`
  if (random.chance(again ? 0.03 : 0.012))
    name += isEnglish ? random.pick([' Group', ' Group', ' International']) : ' Group'
  if (random.chance(again ? 0.035 : 0.015) && !name.includes(city))
    name += random.pick([` ${city}`, ` - ${city}`, `, ${city}`, ` (${city})`])
  const [countryName] = COUNTRIES[country].names
  if (random.chance(again ? 0.02 : 0.008)) name += random.pick([` ${countryName}`, ` (${countryName})`])
  return name
}

/** The same name with numbers, long words and the word "and" written otherwise. */
function withOtherWords({ random }: World, { country, traits }: Company, core: string, again: boolean): string {
  let name = core
  if (traits.isNumbered && random.chance(0.25))
    name = name.replace(/ ([IVX]+)$/, (_, number) => ` ${ROMAN_NUMBERS.indexOf(number) + 1}`)
  if (random.chance(again ? 0.22 : 0.08))
    name = name
      .split(' ')
      .map((word) => (ABBREVIATIONS[word] && random.chance(0.8) ? random.pick(ABBREVIATIONS[word]) : word))
      .join(' ')
  if (!random.chance(0.3)) return name
  if (!name.includes('&')) return name.replace(/ (und|et|and|y) /, ' & ')
  return name.replace(/ & /, ` ${AND[COUNTRIES[country].language] ?? 'and'} `)
}

function withForm(world: World, company: Company, name: string, extent: NameExtent, again: boolean): string {
  const { random } = world
  const { form, country, traits } = company
  if (!form || extent === 'domain' || extent === 'initials') return name
  if (!traits.alwaysShowsForm && !random.chance(0.56)) return name
  const isWrong = again && !traits.alwaysShowsForm && random.chance(0.03)
  const spellings = isWrong ? random.choose(LEGAL_FORMS[country]) : form
  const shown = random.chance(0.55) ? spellings[0]! : random.pick(spellings)
  const hasComma = COUNTRIES[country].language === 'en' && random.chance(0.35) && /^(Inc|LLC|Ltd|Corp|L\.)/.test(shown)
  return `${name}${hasComma ? ', ' : ' '}${shown}`
}
