import { encyclopediaSearch } from './encyclopedia-search.ts'
import { createPageReader } from './read-page.ts'
import { serperSearch } from './serper-search.ts'
import type { Web } from './web.ts'

export interface WebOptions {
  serperApiKey: string
  /** Default Serper's own. */
  serperUrl?: string | undefined
  /** Default the English Wikipedia. */
  wikipediaUrl?: string | undefined
  /** A mirror of pages: `https://host/path` is then read as `{pagesUrl}/p/host/path`. For machines without a web. */
  pagesUrl?: string | undefined
}

/** The web as one delivery sees it: what was searched or read once is not asked for again. */
export function createWeb(options: WebOptions): Web {
  const serperUrl = options.serperUrl ?? 'https://google.serper.dev'
  const wikipediaUrl = options.wikipediaUrl ?? 'https://en.wikipedia.org'
  const trusted = [options.serperUrl, options.wikipediaUrl, options.pagesUrl].filter((url) => url !== undefined)
  const read = createPageReader({
    pagesUrl: options.pagesUrl,
    trustedHosts: trusted.map((url) => new URL(url).hostname),
  })
  return {
    search: remembered((query, limit = 10) =>
      serperSearch({ url: serperUrl, key: options.serperApiKey }, query, limit),
    ),
    encyclopedia: remembered((query, limit = 3) => encyclopediaSearch(wikipediaUrl, query, limit)),
    read: remembered(read),
  }
}

/** The same question gets the same answer; a failure is not remembered. */
function remembered<A extends unknown[], R>(ask: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  const known = new Map<string, Promise<R>>()
  return (...args) => {
    const key = JSON.stringify(args)
    const answer = known.get(key) ?? ask(...args)
    known.set(key, answer)
    answer.catch(() => known.delete(key))
    return answer
  }
}
