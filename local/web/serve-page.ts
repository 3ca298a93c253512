import { type Answer, text } from './answer.ts'
import { addressKey, type Page, servedPath } from './page.ts'

const oversize = (body: string, minBytes: number) =>
  body.length >= minBytes ? body : body.padEnd(minBytes, '<p>Nothing more to see on this very long page.</p>\n')

/**
 * Points a page's links at where they are really served: absolute ones to a bundled host and root-relative ones.
 * Canonical links keep the invented address, as a mirror's would.
 */
const rewriteLinks = (page: Page, hosts: Set<string>) =>
  page.html.replace(/<(a|link|iframe|form|area)\b[^>]*>/gi, (tag) =>
    /rel="?canonical/i.test(tag)
      ? tag
      : tag.replace(/\b(href|action|src)="([^"]+)"/i, (attribute, name: string, target: string) => {
          if (target.startsWith('//') || !/^(https?:|\/)/.test(target)) return attribute
          const url = new URL(target, page.url)
          return hosts.has(url.host) ? `${name}="${servedPath(url)}${url.hash}"` : attribute
        }),
  )

const redirect = (page: Page, hosts: Set<string>): Answer => {
  const target = new URL(page.location!, page.url)
  return text(page.status, 'Moved.', { location: hosts.has(target.host) ? servedPath(target) : target.href })
}

/** Answers `/p/{host}/{path}` from the bundled pages; what is not bundled is a 404 of that host. */
export const createPageServer = (pages: Page[]) => {
  const hosts = new Set(pages.map((page) => page.url.host))
  const byAddress = new Map<string, Page>()
  for (const page of pages)
    for (const url of [page.url, ...page.listedAs]) {
      const key = addressKey(url.host, url.pathname)
      if (!byAddress.has(key)) byAddress.set(key, page)
    }

  return (host: string, pathname: string): { answer: Answer; delayMs: number } => {
    const page = byAddress.get(addressKey(host, pathname))
    if (!page) {
      const body = '<!doctype html><title>Not found</title><h1>404</h1><p>There is no such page.</p>'
      return { answer: text(404, body, { 'content-type': 'text/html; charset=utf-8' }), delayMs: 0 }
    }
    if (page.location) return { answer: redirect(page, hosts), delayMs: page.delayMs }
    const body = page.contentType.startsWith('text/html') ? rewriteLinks(page, hosts) : page.html
    const headers: Record<string, string> = { 'content-type': page.contentType }
    if (page.publishedAt) headers['last-modified'] = page.publishedAt.toUTCString()
    return { answer: text(page.status, oversize(body, page.minBytes), headers), delayMs: page.delayMs }
  }
}
