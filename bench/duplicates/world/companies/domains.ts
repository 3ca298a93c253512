import type { Random } from '../../random.ts'
import { COUNTRIES, type CountryCode, type Place } from '../pools/countries.ts'
import { takeFree } from '../take-free.ts'
import { lettersOf, slugOf } from '../text.ts'
import type { World } from '../world.ts'
import type { CompanyName } from './company-names.ts'

const SMALL_WORDS = ['and', 'de', 'et', 'y', 'of']

/** A free domain for a company, and now and then a second one. */
export function takeDomains(
  world: World,
  { core }: CompanyName,
  country: CountryCode,
  place: Place,
): { domain: string; otherDomain?: string } {
  const { random, taken } = world
  const endings = COUNTRIES[country].domains
  const label = labelOf(world, core)
  const ending = random.pick(endings)
  const domain = takeFree(taken.domains, `${label}.${ending}`, (nth) => {
    if (nth === 2) return `${label}-${slugOf(place.city)}.${ending}`
    if (nth === 3) return `${label}${endings[0]!.slice(0, 2)}.${random.pick(endings)}`
    return `${label}${nth - 1}.${ending}`
  })
  const otherDomain = `${label}.${ending === 'com' ? endings.find((other) => other !== 'com') : 'com'}`
  if (!random.chance(0.06) || taken.domains.has(otherDomain)) return { domain }
  taken.domains.add(otherDomain)
  return { domain, otherDomain }
}

/** A free domain of a given name, with a number if it must be. */
export const takeNamedDomain = ({ taken }: World, name: string, ending: string): string =>
  takeFree(taken.domains, name + ending, (nth) => name + nth + ending)

function labelOf({ random }: World, core: string): string {
  const whole = lettersOf(core)
  const words = slugOf(core)
    .split('-')
    .filter((word) => !SMALL_WORDS.includes(word))
  const label = shortened(random, whole, words)
  if (label.length > 28) return words.map((word) => word[0]).join('') + words[0]
  return label.length < 3 ? whole : label
}

function shortened(random: Random, whole: string, words: string[]): string {
  if (whole.length > 24 && random.chance(0.6)) return words.slice(0, 2).join('')
  if (random.chance(0.15)) return words.join('-')
  return random.chance(0.2) ? words[0]! : whole
}

/** A page on a platform, for a company without a domain. */
export function somePlatformPage({ random }: World, core: string): string {
  const [slug, letters] = [slugOf(core), lettersOf(core)]
  const handle = random.pick([slug, letters]) + (random.chance(0.1) ? random.between(2, 99) : '')
  return random.choose([
    [5, `facebook.com/${handle}`],
    [2, `instagram.com/${letters}`],
    [2, `linktr.ee/${letters}`],
    [1.5, `${letters}.myshopify.com`],
    [1.5, `sites.google.com/view/${slug}`],
    [1.5, `${letters}.wixsite.com/home`],
    [1, `${letters}.wordpress.com`],
    [1, `${letters}.business.site`],
    [0.5, 'facebook.com'],
    [0.4, 'linktr.ee'],
  ])
}

/** Whether a page says which platform it is on, but not whose it is. */
export const isBarePlatform = (page: string): boolean => page === 'facebook.com' || page === 'linktr.ee'
