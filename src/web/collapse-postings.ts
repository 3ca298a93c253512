import { parseOrganizationName } from '../duplicates/parse-organization-name.ts'
import { atsJobId } from './ats-job-id.ts'
import { canonicalUrl } from './canonical-url.ts'
import { isNowhere, placeKey, roleTitleKey } from './posting-keys.ts'

export interface Posting {
  address: string
  title?: string
  company?: string
  location?: string
}

/**
 * The postings grouped by the job they announce, in the order first seen: one id on one job board, one canonical
 * address, or one title at one company in one place. A posting that names no place, or anywhere, joins the only place
 * there is.
 */
export const collapsePostings = <P extends Posting>(postings: P[]): P[][] => {
  const groups = postings.reduce<P[][]>((sofar, posting) => {
    const same = sofar.filter((group) =>
      group.some((other) => isSameAddress(other, posting) || isSameJob(other, posting)),
    )
    return [...sofar.filter((group) => !same.includes(group)), [...same.flat(), posting]]
  }, [])
  const order = (group: P[]) => Math.min(...group.map((posting) => postings.indexOf(posting)))
  return joinPlaceless(groups).sort((a, b) => order(a) - order(b))
}

/** The key of one job's address: its id on the job board, or else its canonical address. */
export const postingKey = (address: string): string => atsJobId(address) ?? canonicalUrl(address) ?? address

const isSameAddress = (left: Posting, right: Posting): boolean => postingKey(left.address) === postingKey(right.address)

const isSameJob = (left: Posting, right: Posting): boolean =>
  roleKey(left) !== undefined &&
  roleKey(left) === roleKey(right) &&
  placeKey(left.location ?? '') === placeKey(right.location ?? '')

const roleKey = ({ title, company, location }: Posting): string | undefined => {
  const [role, employer] = [roleTitleKey(title ?? '', company ?? '', location ?? ''), companyKey(company ?? '')]
  return role && employer ? `${role}|${employer}` : undefined
}

/** The company a posting names, closed up and without its legal form. */
export const companyKey = (company: string): string => {
  const { compact, numbers } = parseOrganizationName(company)
  return [compact, ...numbers].join(' ').trim()
}

const joinPlaceless = <P extends Posting>(groups: P[][]): P[][] => {
  const isPlaceless = (group: P[]) => group.every(({ location }) => isNowhere(placeKey(location ?? '')))
  return groups.filter(isPlaceless).reduce<P[][]>((sofar, lost) => {
    const homes = sofar.filter((group) => group !== lost && group.some((posting) => shareRole(posting, lost)))
    if (homes.length !== 1) return sofar
    return sofar.filter((group) => group !== lost).map((group) => (group === homes[0] ? [...group, ...lost] : group))
  }, groups)
}

const shareRole = (posting: Posting, group: Posting[]): boolean => {
  const key = roleKey(posting)
  return key !== undefined && group.some((other) => roleKey(other) === key)
}
