import { isRead, type Web } from '../web/web.ts'
import type { Ledger, Note } from './ledger.ts'

/** A web that stops at the budget, counts searches and pages and notes what was looked at. */
export function meterWeb(web: Web, ledger: Ledger, note: Note): Web {
  async function searched<T>(kind: string, query: string, search: () => Promise<T[]>): Promise<T[]> {
    ledger.assertWithin('searches')
    const startedAt = Date.now()
    ledger.count({ searches: 1 })
    try {
      const found = await search()
      note(
        { kind: 'searched', message: `Searched ${kind} for "${query}": ${found.length} found.`, detail: { query } },
        { duration_ms: Date.now() - startedAt },
      )
      return found
    } catch (error) {
      const message = `Could not search ${kind} for "${query}".`
      note({ kind: 'search_failed', message, detail: { query } }, { duration_ms: Date.now() - startedAt })
      throw error
    }
  }
  return {
    search: (query, limit) => searched('the web', query, () => web.search(query, limit)),
    encyclopedia: (query, limit) => searched('the encyclopedia', query, () => web.encyclopedia(query, limit)),
    async read(url) {
      ledger.assertWithin('pages')
      const startedAt = Date.now()
      ledger.count({ pages: 1 })
      const page = await web.read(url)
      const measured = { duration_ms: Date.now() - startedAt }
      if (isRead(page))
        note({ kind: 'read', message: `Read ${page.finalUrl}`, detail: { url, title: page.title } }, measured)
      else note({ kind: 'not_read', message: `Could not read ${url}: ${page.unread}`, detail: { url } }, measured)
      return page
    },
  }
}
