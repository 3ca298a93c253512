import { parse } from 'tldts'

/**
 * The registrable domain of a web address, host name or e-mail domain ("careers.acme.co.uk" is "acme.co.uk"), by the
 * public suffix list with its private part, so that "acme.github.io" is not "github.io". An address without one, such as
 * an IP address, is known by its host and port. Empty where there is no host.
 */
export const siteDomain = (address: string): string => {
  const { domain, hostname } = parse(address, { allowPrivateDomains: true })
  if (domain) return domain
  return URL.canParse(address) ? new URL(address).host : (hostname ?? '')
}
