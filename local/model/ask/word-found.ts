import { nameRow } from './describe-row.ts'
import type { Phrases } from './phrases.ts'
import { bestRecords, entityOf, type PickedRecord, pickRecords } from './pick-records.ts'
import type { ToolResult } from './read-results.ts'
import { type Findings, line } from './word-rows.ts'

/** The records that a name stands for, or the one fact of them that was asked for; near ones where none does. */
export const wordFound = (name: string, { wish, results, say }: Findings): string => {
  const refused = results.find(({ refusal }) => refusal)?.refusal
  const picked = pickRecords(name, results)
  if (picked.length === 0) {
    return refused ? say.refused(refused) : wordMissing(name, results, say)
  }
  const best = bestRecords(picked)
  const field = wish.kind === 'find' ? wish.field : undefined
  if (field) {
    // "when did we last speak with X" is told by the leads of X
    const telling = [best, picked.filter(({ grade }) => grade >= 2)].find((records) =>
      records.some(({ row }) => row[field] !== undefined && row[field] !== null),
    )
    const told = telling?.filter(({ row }) => row[field] !== undefined && row[field] !== null) ?? best
    return told
      .slice(0, 10)
      .map((record) => wordField(record, field, say))
      .join('\n')
  }
  return [say.found, ...best.slice(0, 10).map(({ row, entity }) => line(row, entity))].join('\n')
}

const nearestOf = (results: ToolResult[]) =>
  results.flatMap((result) => result.rows.slice(0, 2).map((row) => `- ${nameRow(row, entityOf(result))}`)).slice(0, 4)

const wordField = ({ row, entity }: PickedRecord, field: string, say: Phrases) => {
  const name = nameRow(row, entity)
  const value = row[field] ?? (field === 'city' ? row.country : undefined)
  const words = field === 'last_human_touch_at' ? 'last touch' : field.replaceAll('_', ' ')
  if (value === undefined || value === null || value === '') return say.noField(name, words)
  return say.field(name, words, String(value))
}

/** That nothing has the name, with what comes nearest. */
export const wordMissing = (name: string, results: ToolResult[], say: Phrases): string => {
  const near = nearestOf(results)
  return [say.notFound(name), ...(near.length > 0 ? [say.near, ...near] : [])].join('\n')
}
