import type { LeadType } from '../records/entity-type.ts'
import type { Attribute } from './lead-attributes.ts'
import type { Signature } from './signature.ts'

const MAX_SEARCHES = 8
const MAX_LENGTH = 120

/** Searches that the signature suggests, most specific first: the strongest roles, crossed with industries and places. */
export function planSearches(signature: Signature, leadType: LeadType): string[] {
  const top = (attribute: Attribute, n: number) =>
    signature.traits
      .filter((trait) => trait.attribute === attribute && trait.weight > 0)
      .slice(0, n)
      .map(({ value }) => value)
  const industries = top('industry', 3)
  const places = [...top('place', 2), ...top('remote', 1).filter((value) => value === 'remote')]
  const queries =
    leadType === 'Job'
      ? jobSearches(top('role', 3), industries, places, top('technology', 3))
      : companySearches(leadType, [...top('kind', 2), ...top('role', 2)], industries, places)
  return [...new Set(queries.map((query) => query.replace(/\s+/g, ' ').trim().slice(0, MAX_LENGTH)))]
    .filter(Boolean)
    .slice(0, MAX_SEARCHES)
}

function jobSearches(roles: string[], industries: string[], places: string[], technologies: string[]): string[] {
  const [role = ''] = roles
  return [
    ...industries.map((industry) => `${role} ${industry} job`),
    ...places.map((place) => `${role} job ${place}`),
    ...(technologies.length > 0 ? [`${role} ${technologies.join(' ')} job`] : []),
    ...roles.slice(1).map((other) => `${other} ${industries[0] ?? ''} job`),
    ...(role ? [`${role} careers open position`] : []),
  ]
}

function companySearches(leadType: LeadType, kinds: string[], industries: string[], places: string[]): string[] {
  const wish = leadType === 'Partnership' ? 'partner programme' : 'request for proposal'
  return [
    ...industries.flatMap((industry) => [
      `${industry} company ${wish}`,
      ...places.map((place) => `${industry} company ${place}`),
    ]),
    ...kinds.map((kind) => `${kind} ${industries[0] ?? ''} ${wish}`),
  ]
}
