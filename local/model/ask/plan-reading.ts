import type { PlannedCall } from '../wire.ts'
import { foldName } from './pick-records.ts'
import type { Row, ToolResult } from './read-results.ts'

interface Reading {
  subject: string
  url?: string
  encyclopedia: boolean
}

/** The address that the question names, else a search and then the page that is about its subject. */
export const planReading = ({ subject, url, encyclopedia }: Reading, results: ToolResult[]): PlannedCall[] => {
  const search: PlannedCall = encyclopedia
    ? { name: 'wikipedia', arguments: { query: subject } }
    : { name: 'web_search', arguments: { query: subject } }
  if (url && !results.some(({ tool, arguments: args }) => tool === 'fetch_page' && args.url === url))
    return [{ name: 'fetch_page', arguments: { url } }]
  if (url) return []
  const searched = results.find(
    ({ tool, arguments: args }) => tool === search.name && args.query === search.arguments.query,
  )
  if (!searched) return [search]
  if (encyclopedia && searched.rows.some((row) => String(row.text ?? row.extract ?? row.summary ?? '').length > 100))
    return []
  const address = addressFor(subject, searched.rows)
  return address ? [{ name: 'fetch_page', arguments: { url: address } }] : []
}

export const addressOf = (row: Row): string | undefined => {
  const address = row.url ?? row.link ?? row.address
  return typeof address === 'string' && /^https?:/.test(address) ? address : undefined
}

/** A page on the subject's own site tells more than one about it; its people stand on the team's page. */
const ownership = (address: string, words: string[]) => {
  const place = foldName(address.replace(/^https?:\/\/[^/]*\/p\//, '')).replace(/[^a-z0-9/]/g, '')
  const isOwn = words.some((word) => word.length > 4 && place.startsWith(word.replace(/[^a-z0-9]/g, '')))
  return (
    (isOwn || words.some((word) => word.length > 4 && place.startsWith(`www${word}`)) ? 2 : 0) +
    (/team|people|leadership|management/.test(place) ? 1 : 0)
  )
}

const addressFor = (subject: string, rows: Row[]): string | undefined => {
  const words = foldName(subject)
    .split(' ')
    .filter((word) => word.length > 2)
  const scored = rows
    .flatMap((row, place) => {
      const address = addressOf(row)
      const text = foldName([row.title, row.snippet, row.text, address].filter(Boolean).join(' '))
      const score = words.filter((word) => text.includes(word)).length
      return address ? [{ address, score: score + ownership(address, words), place }] : []
    })
    .sort((a, b) => b.score - a.score || a.place - b.place)
  return scored[0] && scored[0].score > 0 ? scored[0].address : undefined
}
