import { identityOf } from '../proposals/complete-draft.ts'
import type { WritableType } from '../records/entity-type.ts'
import { referenceKey } from './find-missing-references.ts'
import type { ParsedRow, RowError } from './parse-rows.ts'

export type KnownRecord = Record<string, unknown> & { id: number }

/** What the database knows of the rows: records by "id:5", "email:..." or "domain:...", and references that lead nowhere. */
export interface Known {
  records: Map<string, KnownRecord>
  missing: Set<string>
}

export interface ImportPlan {
  ops: object[]
  inserted: number
  updated: number
  unchanged: number
  errors: RowError[]
}

/** What to write for each row: a new record, the values that differ from the one it names, or nothing. */
export function planImport(type: WritableType, rows: ParsedRow[], known: Known): ImportPlan {
  const plan: ImportPlan = { ops: [], inserted: 0, updated: 0, unchanged: 0, errors: [] }
  const seen = new Set<string>()
  for (const row of rows) {
    const problem = problemOf(type, row, known, seen)
    const keys = keysOf(type, row)
    for (const key of keys) seen.add(key)
    if (problem) {
      plan.errors.push({ row: row.row, ...problem })
      continue
    }
    const current = keys.map((key) => known.records.get(key)).find(Boolean)
    if (!current) {
      plan.ops.push({ op: 'insert', entity_type: type, values: row.values })
      plan.inserted++
      continue
    }
    const changed = Object.entries(row.values).filter(([name, value]) => !isSame(current[name], value))
    if (changed.length === 0) {
      plan.unchanged++
      continue
    }
    plan.ops.push({ op: 'update', entity_type: type, entity_id: current.id, values: Object.fromEntries(changed) })
    plan.updated++
  }
  return plan
}

/** What says for certain that a row is a record: its id, or the mailbox of a person, the domain of an organization. */
export const keysOf = (type: WritableType, { id, values }: ParsedRow): string[] =>
  id ? [`id:${id}`] : identityOf(type, values).map(({ kind, value }) => `${kind}:${value}`)

function problemOf(type: WritableType, row: ParsedRow, { records, missing }: Known, seen: Set<string>) {
  const keys = keysOf(type, row)
  if (keys.some((key) => seen.has(key))) return { path: '', message: 'An earlier row is the same record.' }
  if (row.id && !records.has(`id:${row.id}`)) return { path: 'id', message: 'There is no such record.' }
  const lost = Object.entries(row.values).find(([field, id]) => missing.has(referenceKey(field, id)))
  return lost && { path: lost[0], message: 'There is no such record.' }
}

/** Numbers and times come back from the database in its own way of writing them. */
function isSame(held: unknown, given: unknown): boolean {
  if ((held ?? null) === null || given === null) return (held ?? null) === given
  if (typeof held === 'number') return Number(given) === held
  if (typeof held === 'string' && /^\d{4}-\d\d-\d\dT/.test(held)) return Date.parse(held) === Date.parse(String(given))
  return held === given
}
