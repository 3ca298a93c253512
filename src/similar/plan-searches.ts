import type { LeadType } from '../records/entity-type.ts'
import type { Attribute } from './lead-attributes.ts'
import type { Signature } from './signature.ts'

const MAX_SEARCHES = 12
const MAX_LENGTH = 120

/** Searches that the signature suggests, most specific first: the strongest roles, crossed with industries and places. */
export function planSearches(signature: Signature, leadType: LeadType): string[] {
  const top = (attribute: Attribute, n: number) =>
    signature.traits
      .filter((trait) => trait.attribute === attribute && trait.weight > 0)
      .slice(0, n)
      .map(({ value }) => inert(value))
      .filter(Boolean)
  const industries = top('industry', 3)
  const places = [...top('place', 2), ...top('remote', 1).filter((value) => value === 'remote')]
  const queries =
    leadType === 'Job'
      ? jobSearches(rolesOf(top), industries, places, top('technology', 3), top('seniority', 2))
      : companySearches(leadType, [...top('kind', 2), top('topic', 2).join(' ')].filter(Boolean), industries, [
          ...places,
          ...top('technology', 1),
        ])
  return [...new Set(queries.map((query) => query.replace(/\s+/g, ' ').trim().slice(0, MAX_LENGTH)))]
    .filter((query) => query !== '' && query !== 'job')
    .slice(0, MAX_SEARCHES)
}

type Top = (attribute: Attribute, n: number) => string[]

/** Without a role that leads share, the family and level of what they are. */
const rolesOf = (top: Top): string[] => {
  const roles = top('role', 3)
  if (roles.length > 0) return roles
  const [level = ''] = top('seniority', 1)
  return top('role_family', 2).map((family) => (level === 'individual' ? family : `${level} ${family}`))
}

function jobSearches(
  roles: string[],
  industries: string[],
  places: string[],
  technologies: string[],
  levels: string[],
): string[] {
  const [role = ''] = roles
  return [
    ...industries.map((industry) => `${role} ${industry} job`),
    ...places.map((place) => `${role} job ${place}`),
    ...levels
      .filter((level) => level !== 'individual' && !role.startsWith(level))
      .map((level) => `${level} ${role} job`),
    ...(technologies.length > 0 ? [`${role} ${technologies.join(' ')} job`] : []),
    ...roles.slice(1).map((other) => `${other} ${industries[0] ?? ''} job`),
    ...(role ? [`${role} careers open position`] : []),
  ]
}

const WISHES: Record<Exclude<LeadType, 'Job'>, string[]> = {
  Opportunity: ['request for proposal', 'invitation to tender'],
  Partnership: ['partner programme', 'become a partner'],
}

function companySearches(
  leadType: Exclude<LeadType, 'Job'>,
  kinds: string[],
  industries: string[],
  places: string[],
): string[] {
  const [first, second] = WISHES[leadType]
  const [industry = ''] = industries
  return [
    ...industries.map((each) => `${each} ${first}`),
    ...kinds.map((kind) => `${kind} ${industry} ${first}`),
    ...(industries.length > 0 ? [`${industry} ${second}`] : []),
    ...places.map((place) => `${industry} company ${place}`),
    ...kinds.slice(0, 1).map((kind) => `${kind} ${second}`),
  ]
}

/** A value may come from a record or a stranger: in a search it is words, not operators. */
const inert = (value: string): string =>
  value
    .replace(/["()|*]|\b\w+:(?=\S)|(?:^|\s)-(?=\S)/g, ' ')
    .replace(/\b(?:OR|AND|NOT)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
