import type { PlannedCall } from '../wire.ts'
import type { Columns } from './known-columns.ts'
import { pickRecords } from './pick-records.ts'
import type { Question } from './read-question.ts'
import type { ToolResult } from './read-results.ts'

/** What is known when a turn begins. */
export interface Situation {
  question: Question
  results: ToolResult[]
  columns: Columns
}

export const likelyKinds = ['organization', 'individual', 'lead']
const otherKinds = ['contact', 'deal', 'account']

/** Look-ups of a name: the kinds that were named, then the likely ones, then the rest, as long as nothing fits. */
export const planLookups = (name: string, kinds: string[], results: ToolResult[]): PlannedCall[] => {
  for (const stage of [kinds, likelyKinds, otherKinds]) {
    const open = stage.filter((kind) => !isLookedUp(kind, name, results))
    if (open.length > 0) return open.map((kind) => lookUpOf(kind, name))
    if (pickRecords(name, results).length > 0) return []
  }
  return []
}

export const lookUpOf = (kind: string, name: string): PlannedCall => ({
  name: `lookup_${kind}`,
  arguments: kind === 'lead' ? { search_query: name, lead_type: null, status: null } : { search_query: name },
})

export const isLookedUp = (kind: string, name: string, results: ToolResult[]): boolean =>
  results.some(({ tool, arguments: args }) => tool === `lookup_${kind}` && args.search_query === name)
