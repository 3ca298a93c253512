import { parse } from 'tldts'
import { isPrivateHost } from './private-host.ts'

/** Says whose page an address shows, where that differs from where it is fetched. */
export type PageAddress = (url: string) => string

// the names RFC 2606 keeps for examples and tests
const RESERVED = /\.(?:example|test|invalid)$/
const FILE = /\.(?:html?|php|aspx?|jsp|md|txt|json|xml|pdf|zip|sh|py|pl|rs|js|css)$/i

/**
 * For mirrors on a private host that serve other sites below a path naming them: "http://10.0.0.5/p/acme.com/team" is
 * "https://acme.com/team". Public hosts are never read so, or any page could claim to be anybody's.
 */
export const mirroredAddress: PageAddress = (url) => {
  if (!URL.canParse(url)) return url
  const parsed = new URL(url)
  if (!isPrivateHost(parsed.hostname)) return url
  const segments = parsed.pathname.split('/').slice(1)
  const at = segments.slice(0, 2).findIndex(isHostName)
  if (at < 0) return url
  return `https://${segments.slice(at).join('/')}${parsed.search}${parsed.hash}`
}

const isHostName = (segment: string): boolean => {
  if (!/^[a-z\d-]+(?:\.[a-z\d-]+)+$/i.test(segment) || FILE.test(segment)) return false
  const { domain, isIcann, isPrivate } = parse(segment, { allowPrivateDomains: true })
  return domain !== null && (isIcann === true || isPrivate === true || RESERVED.test(segment))
}
