import { factsOf, nameRow } from './describe-row.ts'
import type { Phrases } from './phrases.ts'
import { entityOf } from './pick-records.ts'
import type { Row, ToolResult } from './read-results.ts'
import type { Wish } from './read-wish.ts'

/** What an answer is made of. */
export interface Findings {
  wish: Wish
  /** The question. */
  text: string
  results: ToolResult[]
  say: Phrases
}

/** A row as a line of a list: its name with its id, then its facts. */
export const line = (row: Row, entity: string | undefined) => {
  const facts = factsOf(row)
  return `- ${[nameRow(row, entity), facts.join('; ')].filter(Boolean).join(': ')}`
}

/** The rows of a result, a count or the groups of one; or why there are none. */
export const wordRows = (result: ToolResult, { say, wish }: Findings): string => {
  if (result.refusal) return say.refused(result.refusal)
  const { rows } = result
  const [first] = rows
  if (!first) return wish.kind === 'linked' || wish.kind === 'role' ? `${say.none} (${wish.name})` : say.none
  const isCount = rows.length === 1 && first.count !== undefined && first.id === undefined
  if (isCount) return wordCount(first, tableOf(result), say)
  const limit = Number(/\blimit (\d+)$/.exec(String(result.arguments.query ?? ''))?.[1])
  const isFull = rows.length === limit || /"truncated":true/.test(result.text)
  const entity = entityOf(result)
  const lines = rows.map((row) => (row.id === undefined ? wordGroup(row) : line(row, entity)))
  return [say.found, ...lines, ...(isFull ? [say.atMost] : [])].join('\n')
}

/** The table that a query counts, in words. */
const tableOf = ({ arguments: args }: ToolResult): string | undefined =>
  /\bfrom (\w+) t\b/.exec(String(args.query ?? ''))?.[1]?.replaceAll('_', ' ')

const wordCount = (row: Row, table: string | undefined, say: Phrases) => {
  const others = Object.entries(row).filter(([name, value]) => name !== 'count' && value !== null)
  const sums = others.map(([name, value]) => `${name}: ${String(value)}`).join('; ')
  return [sums ? `${sums}.` : '', say.count(String(row.count), table)].filter(Boolean).join(' ')
}

const wordGroup = (row: Row) => {
  const { count, ...group } = row
  const values = Object.entries(group)
  const isPlain = values.length === 1 && count !== undefined
  const words = values.map(([name, value]) => {
    const shown = value === null || value === '' ? '–' : String(value)
    return isPlain ? shown : `${name.replaceAll('_', ' ')}: ${shown}`
  })
  if (isPlain) return `- ${words[0]}: ${String(count)}`
  return `- ${[...words, ...(count === undefined ? [] : [`count: ${String(count)}`])].join('; ')}`
}
