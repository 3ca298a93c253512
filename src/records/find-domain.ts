import { parse } from 'tldts'
import { isPlatformHost } from '../duplicates/shared-hosts.ts'

/** The registrable domain of a web address ("www.acme.co.uk/x" is acme.co.uk); undefined for what is no public name. */
export function findDomain(address: string): string | undefined {
  const { domain, isIp } = parse(address.trim().toLowerCase())
  return isIp ? undefined : (domain ?? undefined)
}

/**
 * The domain that tells one organization from all others: its own, also below a host of shops or pages ("acme.github.io");
 * undefined on a platform such as linkedin.com, where the host is everybody's.
 */
export function findDomainKey(address: string): string | undefined {
  const { domain, isIp } = parse(address.trim().toLowerCase(), { allowPrivateDomains: true })
  return isIp || !domain || isPlatformHost(domain) ? undefined : domain
}
