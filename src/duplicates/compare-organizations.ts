import type { Comparable } from './comparable.ts'
import { compareOrganizationNames, NameLevel } from './compare-organization-names.ts'
import { compareCities, comparePostcodes, compareRegions, compareStreets } from './compare-places.ts'
import { comparePhones, compareWords } from './compare-values.ts'
import type { Comparison } from './comparison.ts'
import type { OrganizationForm } from './organization-form.ts'

type Organization = Comparable<OrganizationForm>

/** Writes the level of every field of ORGANIZATION_RULES, 0 where a value is missing, and how common agreeing values are. */
export function compareOrganizations(left: Organization, right: Organization, into: Comparison): void {
  const [a, b] = [left.form, right.form]
  const { levels, counts } = into
  for (let field = 0; field < counts.length; field++)
    counts[field] = Math.max(left.counts[field]!, right.counts[field]!)
  const name = compareOrganizationNames(left, right)
  levels[0] = name.level
  counts[0] = name.count
  levels[1] = a.legalForm === '' || b.legalForm === '' ? 0 : a.legalForm === b.legalForm ? 1 : 2
  levels[2] = compareDomains(a, b)
  levels[3] = compareSwitchboards(a.phone, b.phone)
  levels[4] = a.mailbox === '' || b.mailbox === '' ? 0 : a.mailbox === b.mailbox ? 1 : 2
  levels[5] = a.linkedin === '' || b.linkedin === '' ? 0 : a.linkedin === b.linkedin ? 1 : 2
  levels[6] = compareStreets(left, right)
  levels[7] = comparePostcodes(a.postcode, b.postcode)
  levels[8] = compareCities(a.city, b.city)
  levels[9] = compareRegions(a.region, b.region)
  levels[10] = a.country === '' || b.country === '' ? 0 : a.country === b.country ? 1 : 2
  levels[11] = compareWords(a.industry, b.industry)
  // a company named after its town is there by its name already
  if (levels[8] === 1 && name.level <= NameLevel.longer && isNamedAfterTown(a) && isNamedAfterTown(b)) {
    levels[8] = 0
    if (levels[9] === 1) levels[9] = 0
  }
}

/**
 * 0 unknown, 1 same, 2 same name below another suffix, 3 different; the domain of the mailbox stands in for a missing site,
 * and one that is the other's site makes two sites of one name the same. A mailbox of a third party says nothing.
 */
function compareDomains(a: OrganizationForm, b: OrganizationForm): number {
  const [left, right] = [a.domain || a.mailDomain, b.domain || b.mailDomain]
  if (left === '' || right === '') return 0
  if (left === right) return 1
  const alike = labelOf(left) === labelOf(right)
  const crossed =
    (a.mailDomain !== '' && a.mailDomain === b.domain) || (b.mailDomain !== '' && b.mailDomain === a.domain)
  if (crossed) return 1
  if (a.mailDomain !== '' && a.mailDomain === b.mailDomain) return alike ? 1 : 0
  return alike ? 2 : 3
}

const labelOf = (domain: string): string => domain.slice(0, domain.indexOf('.'))

const TOLL_FREE = /^8(?:00|33|44|55|66|77|88)/

/** 0 unknown, 1 same number, 2 one slip or the same switchboard, which a toll-free number is, 3 different. */
function compareSwitchboards(a: string, b: string): number {
  const level = comparePhones(a, b)
  if (level === 1 && TOLL_FREE.test(a)) return 2
  return level === 3 && a.length >= 9 && a.length === b.length && a.slice(0, -3) === b.slice(0, -3) ? 2 : level
}

const isNamedAfterTown = ({ closed, city }: OrganizationForm): boolean => city !== '' && closed.includes(city)
