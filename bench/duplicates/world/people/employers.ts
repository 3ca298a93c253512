import { type Random, weigh } from '../../random.ts'
import type { Company } from '../companies/companies.ts'
import type { CountryCode } from '../pools/countries.ts'

const TRIES = 60

/** Where people work, at large companies more often. */
export interface Employers {
  some: () => Company
  /** One of a country, if one is soon found. */
  someIn: (country: CountryCode) => Company | null
  someWithDomain: () => Company
}

/** The companies as employers. */
export function employersOf(random: Random, companies: readonly Company[]): Employers {
  const weighed = weigh(companies, ({ size }) => size)
  const some = () => random.pickWeighted(weighed)
  const someOf = (isMeant: (company: Company) => boolean): Company | null => {
    for (let n = 0; n < TRIES; n++) {
      const company = some()
      if (isMeant(company)) return company
    }
    return null
  }
  return {
    some,
    someIn: (country) => someOf((company) => company.country === country),
    someWithDomain: () => someOf(({ domain }) => domain !== '') ?? some(),
  }
}
