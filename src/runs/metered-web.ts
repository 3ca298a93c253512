import { isRead, type Web } from '../web/web.ts'
import { hashOf } from './hash-of.ts'
import type { Meter } from './metered-model.ts'

/** A web that stops at the budget, counts searches and pages and notes what was looked at; paid searches are taken again. */
export function meterWeb(web: Web, { ledger, note, kept }: Omit<Meter, 'onCall'>): Web {
  async function searched<T>(kind: string, query: string, limit: number | undefined, search: () => Promise<T[]>) {
    const asked = await hashOf([kind, query, limit])
    const known = kept.take(asked)
    if (known) return known.answer as T[]
    ledger.assertWithin('searches')
    const startedAt = Date.now()
    ledger.count({ searches: 1 })
    try {
      const found = await search()
      const event_key = note(
        { kind: 'searched', message: `Searched ${kind} for "${query}": ${found.length} found.`, detail: { query } },
        { duration_ms: Date.now() - startedAt },
      )
      kept.add({ asked, answer: found, event_key })
      return found
    } catch (error) {
      const message = `Could not search ${kind} for "${query}".`
      note({ kind: 'search_failed', message, detail: { query } }, { duration_ms: Date.now() - startedAt })
      throw error
    }
  }
  return {
    search: (query, limit) => searched('the web', query, limit, () => web.search(query, limit)),
    encyclopedia: (query, limit) => searched('the encyclopedia', query, limit, () => web.encyclopedia(query, limit)),
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
