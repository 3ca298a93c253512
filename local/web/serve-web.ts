import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, json, text } from './answer.ts'
import { combineRobots } from './combine-robots.ts'
import { loadPages, loadRobots } from './load-pages.ts'
import { createSearch } from './search-pages.ts'
import { answerSerper } from './serper-wire.ts'
import { createPageServer } from './serve-page.ts'
import { createWikipedia } from './wikipedia-wire.ts'

export interface WebOptions {
  /** A free port by default. */
  port?: number
  /** Replaces the delay of the pages that are slow on purpose. */
  slowMs?: number
  /** The day that relative dates on pages are counted from. */
  now?: Date
}

/** Outages to rehearse; set and cleared by whoever holds the server. */
export interface WebFaults {
  /** Every search answers this status. */
  searchStatus?: number
  wikipediaStatus?: number
  pageStatus?: number
}

export interface WebRequest {
  method: string
  path: string
  /** What was searched for, where it was a search. */
  q?: string
}

export interface WebServer {
  url: string
  serperUrl: string
  wikipediaUrl: string
  faults: WebFaults
  requests: () => WebRequest[]
  close: () => Promise<void>
}

const maxBodyBytes = 1_000_000

const readJson = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > maxBodyBytes) return undefined
    chunks.push(chunk as Buffer)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}')
  } catch {
    return undefined
  }
}

const createSite = (now: Date) => {
  const pages = loadPages(now)
  const robots = loadRobots()
  const search = createSearch(pages)
  const wikipedia = createWikipedia(pages)
  const servePage = createPageServer(pages)
  return { robots, search, wikipedia, servePage, combinedRobots: combineRobots(robots) }
}

type Site = ReturnType<typeof createSite>

const outage = (status: number) => json(status, { message: 'Out of service, on purpose.', statusCode: status })

const answerSearch = async (site: Site, request: IncomingMessage, url: URL, faults: WebFaults, log: WebRequest) => {
  const body = request.method === 'POST' ? await readJson(request) : Object.fromEntries(url.searchParams)
  const first = (Array.isArray(body) ? body[0] : body) as { q?: unknown } | undefined
  if (typeof first?.q === 'string') log.q = first.q
  if (faults.searchStatus) return outage(faults.searchStatus)
  if (body === undefined) return json(400, { message: 'Invalid JSON', statusCode: 400 })
  const key = request.headers['x-api-key'] ?? url.searchParams.get('apiKey') ?? undefined
  return answerSerper(body, key as string | undefined, site.search, url.origin)
}

const answerWikipedia = (site: Site, url: URL, faults: WebFaults, log: WebRequest): Answer => {
  if (faults.wikipediaStatus) return outage(faults.wikipediaStatus)
  if (url.pathname === '/w/api.php') {
    log.q = url.searchParams.get('srsearch') ?? url.searchParams.get('gsrsearch') ?? undefined
    return site.wikipedia.api(url.searchParams)
  }
  return site.wikipedia.summary(decodeURIComponent(url.pathname.slice('/api/rest_v1/page/summary/'.length)), url.origin)
}

const answerPage = async (site: Site, url: URL, options: WebOptions, faults: WebFaults): Promise<Answer> => {
  if (faults.pageStatus) return text(faults.pageStatus, 'Out of service, on purpose.')
  const [, , host = '', ...rest] = url.pathname.split('/')
  const pathname = `/${rest.join('/')}`
  if (pathname === '/robots.txt') {
    const robots = site.robots.get(host)
    return robots ? text(200, robots) : text(404, 'No robots.txt here.')
  }
  const { answer, delayMs } = site.servePage(host, pathname)
  // unref: a server that is closed while a slow page waits must let the process end
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, options.slowMs ?? delayMs).unref())
  return answer
}

const route = (site: Site, options: WebOptions, faults: WebFaults) => {
  return async (request: IncomingMessage, url: URL, log: WebRequest): Promise<Answer> => {
    if (url.pathname === '/search') return await answerSearch(site, request, url, faults, log)
    if (url.pathname === '/w/api.php' || url.pathname.startsWith('/api/rest_v1/page/summary/'))
      return answerWikipedia(site, url, faults, log)
    if (url.pathname === '/robots.txt') return text(200, site.combinedRobots)
    if (url.pathname.startsWith('/wiki/')) return text(302, '', { location: `/p/en.wikipedia.org${url.pathname}` })
    if (url.pathname.startsWith('/p/')) return await answerPage(site, url, options, faults)
    return text(404, 'This is a stand-in for the web: POST /search, /w/api.php, /p/{host}/{path}.')
  }
}

const write = (response: ServerResponse, method: string, { status, headers, body }: Answer) => {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(method === 'HEAD' ? undefined : body)
}

/** Serves the bundled web on 127.0.0.1: Serper's search, Wikipedia's API, and the pages under `/p/{host}/{path}`. */
export const serveWeb = async (options: WebOptions = {}): Promise<WebServer> => {
  const faults: WebFaults = {}
  const requests: WebRequest[] = []
  const answer = route(createSite(options.now ?? new Date()), options, faults)
  const server = createServer((request, response) => {
    const method = request.method ?? 'GET'
    const url = new URL(request.url ?? '/', origin)
    const log: WebRequest = { method, path: url.pathname + url.search }
    requests.push(log)
    answer(request, url, log)
      .then((each) => write(response, method, each))
      .catch((error: Error) => write(response, method, text(500, error.message)))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: origin,
    serperUrl: origin,
    wikipediaUrl: origin,
    faults,
    requests: () => [...requests],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
