import type { PlannedCall } from '../wire.ts'
import { foldName } from './pick-records.ts'
import type { Row, ToolResult } from './read-results.ts'

interface Reading {
  subject: string
  url?: string
  encyclopedia: boolean
}

/** Search first, then the page that is about the subject: only addresses that something has named may be read. */
export const planReading = ({ subject, url, encyclopedia }: Reading, results: ToolResult[]): PlannedCall[] => {
  const search: PlannedCall = encyclopedia
    ? { name: 'wikipedia', arguments: { query: subject } }
    : { name: 'web_search', arguments: { query: url ? searchFor(url) : subject } }
  const searched = results.find(
    ({ tool, arguments: args }) => tool === search.name && args.query === search.arguments.query,
  )
  if (!searched) return [search]
  if (encyclopedia && searched.rows.some((row) => String(row.text ?? row.extract ?? row.summary ?? '').length > 100))
    return []
  const address = url ?? addressFor(subject, searched.rows)
  return address ? [{ name: 'fetch_page', arguments: { url: address } }] : []
}

const searchFor = (url: string) => {
  const { hostname, pathname } = new URL(url)
  return `site:${hostname.replace(/^www\./, '')} ${pathname.replace(/[^a-z0-9]+/gi, ' ').trim()}`.trim()
}

export const addressOf = (row: Row): string | undefined => {
  const address = row.url ?? row.link ?? row.address
  return typeof address === 'string' && /^https?:/.test(address) ? address : undefined
}

const addressFor = (subject: string, rows: Row[]): string | undefined => {
  const words = foldName(subject)
    .split(' ')
    .filter((word) => word.length > 2)
  const scored = rows
    .flatMap((row, place) => {
      const address = addressOf(row)
      const text = foldName([row.title, row.snippet, row.text, address].filter(Boolean).join(' '))
      return address ? [{ address, score: words.filter((word) => text.includes(word)).length, place }] : []
    })
    .sort((a, b) => b.score - a.score || a.place - b.place)
  return scored[0] && scored[0].score > 0 ? scored[0].address : undefined
}
