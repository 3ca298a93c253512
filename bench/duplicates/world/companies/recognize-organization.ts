import type { Random } from '../../random.ts'
import type { Company } from './companies.ts'
import type { WrittenOrganization } from './write-organization.ts'

type Shown = WrittenOrganization['shown']

const isShownAlike = (left: Shown, right: Shown, key: keyof Shown): boolean =>
  left[key] !== undefined && left[key] === right[key]

/** Whether a record alone tells which company it is about. */
export function tellsWhichCompany(random: Random, { shown }: WrittenOrganization, { name, traits }: Company): boolean {
  const { site, phone, mailbox, address, profile, city, country } = shown
  const known = [site, phone, mailbox, address, profile, city].filter(Boolean).length
  const least = name.isRare || random.chance(0.04) ? 1 : 2
  if (known < least) return false
  if (traits.isBranch && !address && !phone && !(city && !traits.hasNeighbouringBranch)) return false
  if (traits.isSubsidiary && !country && !city && !phone) return false
  return !traits.hasNamesakes || [site, phone, address, mailbox].some(Boolean)
}

/** Whether two records tell that they are about the same company. */
export function tellsSameCompany(
  { shown: left }: WrittenOrganization,
  { shown: right }: WrittenOrganization,
  company: Company,
): boolean {
  const { name, traits } = company
  const isAlike = (key: keyof Shown) => isShownAlike(left, right, key)
  const sameDomain = hasSameDomain(left, right)
  const sameMailbox = isAlike('mailbox') && !traits.sharesMailboxes
  if (traits.isBranch)
    return (
      isAlike('phone') ||
      isAlike('address') ||
      (sameMailbox && !sameDomain) ||
      (isAlike('city') && !traits.hasNeighbouringBranch)
    )
  const hits = [sameDomain, isAlike('phone'), sameMailbox && !sameDomain, isAlike('profile'), isAlike('address')]
  const found = hits.filter(Boolean).length
  if (traits.isSubsidiary)
    return found > 0 || (isAlike('city') && left.country !== undefined && right.country !== undefined)
  if (left.name === 'full' && right.name === 'full')
    return found > 0 || (isAlike('city') && name.isRare && !traits.hasSisters)
  // a new name takes more to be believed
  return found >= ((left.name === 'former') !== (right.name === 'former') ? 2 : 1)
}

const hasSameDomain = (left: Shown, right: Shown): boolean => {
  const domainsOf = ({ site, mailDomain }: Shown) => [site, mailDomain].filter((domain) => domain !== undefined)
  return domainsOf(left).some((domain) => domainsOf(right).includes(domain))
}
