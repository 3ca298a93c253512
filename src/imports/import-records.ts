import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { WritableType } from '../records/entity-type.ts'
import { missingReferences, referenceKey } from './find-missing-references.ts'
import { type ParsedRow, parseRows, type RowError } from './parse-rows.ts'
import { type Known, type KnownRecord, keysOf, planImport } from './plan-import.ts'

export interface ImportResult {
  import_id: string
  inserted: number
  updated: number
  /** Rows that say what the record says already, and rows with errors. */
  skipped: number
  errors: RowError[]
}

// one call of the engine plans so many rows in memory
const CHUNK = 250
const MOST_ERRORS = 1000

/**
 * Imports rows as change sets of the person who imports: all valid rows or none, in one transaction; undone as one by its
 * id. A row meets the record it names by id, e-mail address or domain, and otherwise becomes a new one. Two round trips.
 * @throws AppError invalid
 */
export async function importRecords(
  ctx: Context,
  type: WritableType,
  format: 'csv' | 'json',
  text: string,
): Promise<ImportResult> {
  const parsed = parseRows(type, format, text)
  const plan = planImport(type, parsed.rows, await loadKnown(ctx, type, parsed.rows))
  const importId = crypto.randomUUID()
  const chunks = Array.from({ length: Math.ceil(plan.ops.length / CHUNK) }, (_, at) =>
    plan.ops.slice(at * CHUNK, (at + 1) * CHUNK),
  )
  if (chunks.length > 0)
    await ctx.db.run(
      'administer',
      ...chunks.map(
        (chunk) => sql`select apply_change_set('import', ${JSON.stringify(chunk)}::jsonb, ${importId}::uuid)`,
      ),
    )
  const errors = [...parsed.errors, ...plan.errors].toSorted((a, b) => a.row - b.row)
  return {
    import_id: importId,
    inserted: plan.inserted,
    updated: plan.updated,
    skipped: plan.unchanged + new Set(errors.map(({ row }) => row)).size,
    errors: errors.slice(0, MOST_ERRORS),
  }
}

async function loadKnown(ctx: Context, type: WritableType, rows: ParsedRow[]): Promise<Known> {
  const keys = [...new Set(rows.flatMap((row) => keysOf(type, row)))]
  const list = (values: unknown[]) => sql`array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`
  const ids = keys.filter((key) => key.startsWith('id:')).map((key) => Number(key.slice(3)))
  const { rows: found } = await ctx.db.run(
    'administer',
    sql`select m.key, record_values(${type}, m.id) as record from find_identities(${list(keys)}) m`,
    sql`select 'id:' || i as key, record_values(${type}, i::bigint) as record from unnest(${list(ids)}) i`,
    missingReferences(rows),
  )
  const records = new Map<string, KnownRecord>()
  for (const row of [...found[0]!, ...found[1]!]) {
    const record = row.record as (KnownRecord & { archived_at: string | null }) | null
    if (record && record.archived_at === null) records.set(String(row.key), record)
  }
  return { records, missing: new Set(found[2]!.map(({ field, id }) => referenceKey(String(field), id))) }
}
