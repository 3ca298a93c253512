import { parse } from 'tldts'

/** The registrable domain of a web address ("www.acme.co.uk/x" is acme.co.uk); undefined for what is no public name. */
export function findDomain(address: string): string | undefined {
  const { domain, isIp } = parse(address.trim().toLowerCase())
  return isIp ? undefined : (domain ?? undefined)
}
