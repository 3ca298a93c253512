/** One bundled page, addressed by the invented URL it pretends to have. */
export interface Page {
  url: URL
  /** Further addresses under which search lists the same page. */
  listedAs: URL[]
  title: string
  html: string
  text: string
  status: number
  contentType: string
  location?: string
  delayMs: number
  /** The body is repeated up to this size; 0 leaves it as it is. */
  minBytes: number
  /** Whether search knows the page. */
  listed: boolean
  publishedAt?: Date
  /** Name and kind of what the page is about, for the knowledge graph beside search results. */
  entity?: { name: string; type: string }
}

/** Where a page's text is really served: the invented host stays visible in the path. */
export const servedPath = (url: URL): string => `/p/${url.host}${url.pathname}${url.search}`

/** The key under which variants of one address meet: scheme, query, "www.", case of the host and a trailing slash do not count. */
export const addressKey = (host: string, pathname: string): string => {
  const path = decodeURIComponent(pathname).replace(/\/+$/, '')
  return `${host.toLowerCase().replace(/^www\./, '')}${path || '/'}`
}
