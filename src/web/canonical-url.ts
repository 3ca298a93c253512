import { isTrackingParameter } from './tracking-parameters.ts'

const INDEX_PAGE = /\/(?:index|default)\.(?:html?|php|aspx?|jsp)$/i
const SESSION_IN_PATH = /;jsessionid=[^/?#]*/i
const UNRESERVED_ESCAPE = /%(?:2D|2E|5F|7E|3\d|4[1-9A-F]|5[0-9A]|6[1-9A-F]|7[0-9A])/gi
// the one host whose country and mobile names all show the same pages
const LINKEDIN = /^(?:[a-z]{2,3}|www|m|mobile)\.linkedin\.com$/

/**
 * One spelling for all addresses of one page: https, no www, default port, tracking parameter, fragment or trailing slash,
 * escapes and parameter order normalised (RFC 3986, 6.2). A key to compare by, not an address to fetch. Undefined for
 * anything that is not http or https.
 */
export const canonicalUrl = (address: string): string | undefined => {
  const url = parseWebAddress(address)
  if (!url) return undefined
  return `https://${hostOf(url)}${pathOf(url)}${queryOf(url)}${routeOf(url)}`
}

const parseWebAddress = (address: string): URL | undefined => {
  const written = address.trim()
  if (!URL.canParse(written)) return undefined
  const url = new URL(written)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined
}

const hostOf = (url: URL): string => {
  const name = url.hostname.replace(/\.$/, '')
  const host = LINKEDIN.test(name) ? 'linkedin.com' : name.replace(/^www\./, '')
  const isDefault = url.port === '' || url.port === '80' || url.port === '443'
  return isDefault ? host : `${host}:${url.port}`
}

const pathOf = (url: URL): string => {
  const path = url.pathname
    .replace(SESSION_IN_PATH, '')
    .replace(UNRESERVED_ESCAPE, (escaped) => String.fromCharCode(Number.parseInt(escaped.slice(1), 16)))
    .replace(/%[0-9a-f]{2}/gi, (escaped) => escaped.toUpperCase())
    .replace(/\/{2,}/g, '/')
    .replace(INDEX_PAGE, '/')
  return path.replace(/\/+$/, '')
}

const queryOf = (url: URL): string => {
  const kept = [...url.searchParams].filter(([name]) => !isTrackingParameter(name))
  if (kept.length === 0) return ''
  const sorted = kept.sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
  return `?${new URLSearchParams(sorted)}`
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

// a fragment is a place on the page, save where a site keeps its pages behind it ("#/jobs/12", "#!/jobs/12")
const routeOf = (url: URL): string => (/^#!?\/./.test(url.hash) ? url.hash.replace(/\/+$/, '') : '')
