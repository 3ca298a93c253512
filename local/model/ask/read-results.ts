import type { Conversation } from '../read/read-conversation.ts'
import { findJson } from '../rules/read-fields.ts'

export type Row = Record<string, unknown>

export interface ToolResult {
  tool: string
  arguments: Record<string, unknown>
  rows: Row[]
  /** The result without its markers. */
  text: string
  /** A sentence that says why there is nothing to read, where the tool refused or could not. */
  refusal?: string
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)

const rowLists = ['rows', 'data', 'results', 'records', 'items', 'matches', 'organic', 'found']

const rowsOf = (value: unknown): Row[] => {
  if (Array.isArray(value)) return value.filter(isRow)
  if (!isRow(value)) return []
  const list = rowLists.map((name) => value[name]).find(Array.isArray)
  if (!list) return [value]
  const columns = Array.isArray(value.columns)
    ? value.columns.map((column) => String(isRow(column) ? column.name : column))
    : []
  return list.map((each) =>
    Array.isArray(each) ? Object.fromEntries(each.map((cell, i) => [columns[i] ?? `column_${i + 1}`, cell])) : each,
  )
}

const isWhole = (text: string) => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const strip = (text: string) => text.replace(/<\/?(?:data|page|result)\b[^>]*>/g, '').trim()

/** What the tools have answered so far, as rows where they answered rows. */
export const readResults = ({ toolTurns }: Conversation): ToolResult[] =>
  toolTurns.map(({ name, arguments: args, result }) => {
    const text = strip(result)
    const found = /^[[{]/.test(text) ? findJson(text) : []
    const json = found[0]
    // a result that was cut off still holds its first rows whole
    const isCut = found.length > 0 && !isWhole(text)
    const rows = isCut ? found.filter(isRow) : rowsOf(json)
    const error = rows.length === 1 ? (rows[0]!.error ?? rows[0]!.detail) : undefined
    const refusal = json === undefined ? refusalIn(text, name) : typeof error === 'string' ? error : undefined
    return { tool: name, arguments: args, rows: refusal ? [] : rows, text, ...(refusal ? { refusal } : {}) }
  })

// pages and notes of proposals answer in words as well
const refusalIn = (text: string, tool: string): string | undefined =>
  /^(?:fetch|propose)/.test(tool)
    ? /^(?:not read|only|refused|error|the |this |unavailable|")/i.test(text) && text.length < 300
      ? text
      : undefined
    : text.slice(0, 300) || 'The tool answered nothing.'
