/**
 * Reads one page from the open web. The address may come from a stranger's page, so everything about the answer is
 * bounded: scheme, host, redirects, robots.txt, kind, size and time. A page never throws; it is read or unread, with why.
 */
import { fetchBounded } from './fetch-bounded.ts'
import { refuseAddress } from './fetchable-address.ts'
import { type ParsedPage, parseHtml } from './parse-html.ts'
import { createRobots } from './robots.ts'
import type { Page, UnreadPage } from './web.ts'

export interface PageReaderOptions {
  pagesUrl: string | undefined
  /** Hosts that may be private addresses because they were configured. */
  trustedHosts: string[]
}

const MAX_REDIRECTS = 5
const MAX_TEXT = 60_000
const READABLE = /^(?:text\/html|application\/xhtml\+xml|text\/plain)\b/i

export function createPageReader({ pagesUrl, trustedHosts }: PageReaderOptions) {
  const robots = createRobots()
  const refuse = (url: URL) => refuseAddress(url, trustedHosts)

  return async function readPage(address: string): Promise<Page | UnreadPage> {
    const unread = (reason: string, retryable = false): UnreadPage => ({ url: address, unread: reason, retryable })
    if (!URL.canParse(address)) return unread('This is not a web address.')
    let url = throughMirror(new URL(address), pagesUrl)
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const refusal = refuse(url) ?? (await robots.refuse(url))
      if (refusal) return unread(refusal.reason, refusal.retryable)
      const answer = await fetchBounded(url)
      if ('reason' in answer) return unread(answer.reason, answer.retryable)
      const location = answer.headers.get('location')
      if (answer.status >= 300 && answer.status < 400 && location) {
        if (!URL.canParse(location, url)) return unread('The page redirects to something that is no web address.')
        url = throughMirror(new URL(location, url), pagesUrl)
        continue
      }
      return toPage(address, url, answer) ?? unread(...whyNot(answer))
    }
    return unread('The page redirects too often.')
  }
}

interface Answer {
  status: number
  headers: Headers
  body: string
}

function toPage(address: string, url: URL, answer: Answer): Page | undefined {
  const kind = answer.headers.get('content-type') ?? 'text/html'
  if (answer.status !== 200 || !READABLE.test(kind)) return undefined
  const { title, text, links, validThrough }: ParsedPage = /^text\/plain/i.test(kind)
    ? { title: '', text: answer.body, links: [] }
    : parseHtml(answer.body, url)
  return {
    url: address,
    finalUrl: url.href,
    status: answer.status,
    title,
    text: text.slice(0, MAX_TEXT),
    links,
    ...(validThrough && { validThrough }),
    retrievedAt: new Date().toISOString(),
  }
}

function whyNot({ status, headers }: Answer): [reason: string, retryable: boolean] {
  if (status === 404 || status === 410) return ['The page is gone.', false]
  if (status === 401 || status === 403) return ['The site does not show this page to us.', false]
  if (status !== 200) return [`The site answered ${status}.`, status === 429 || status >= 500]
  return [`This is not a page but "${(headers.get('content-type') ?? '').split(';')[0]?.slice(0, 60)}".`, false]
}

/** Public addresses are read below the mirror where there is one; an address that is already local stays. */
function throughMirror(url: URL, pagesUrl: string | undefined): URL {
  if (!pagesUrl || url.hostname === new URL(pagesUrl).hostname) return url
  return new URL(`${pagesUrl.replace(/\/+$/, '')}/p/${url.host}${url.pathname}${url.search}`)
}
