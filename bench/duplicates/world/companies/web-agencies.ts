import { landline, type Phone } from '../places/phones.ts'
import { someCountry, somePlace } from '../places/places.ts'
import type { CountryCode } from '../pools/countries.ts'
import { lettersOf } from '../text.ts'
import type { World } from '../world.ts'
import { someBrand } from './brands.ts'

export interface WebAgency {
  country: CountryCode
  phone: Phone
  mailbox: string
}

/** Somebody who makes sites and leaves their own number and mailbox there. */
export function someWebAgency(world: World): WebAgency {
  const { random } = world
  const country = someCountry(world)
  const desk = random.pick(['info', 'support', 'hosting', 'clients'])
  const domain = lettersOf(someBrand(world)) + random.pick(['media.com', 'web.com', 'digital.com', 'agency.com'])
  return { country, phone: landline(random, country, somePlace(world, country)), mailbox: `${desk}@${domain}` }
}
