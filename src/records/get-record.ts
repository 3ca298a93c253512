import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import type { EntityType } from './entity-type.ts'
import { presentRecord, type RecordValues } from './list-records.ts'
import { isLeadDetail } from './record-tables.ts'

export type FoundRecord =
  | {
      kind: 'found'
      record: RecordValues
      /** How many live rows of each kind hang on it, such as {"Note": 2}. */
      related: Record<string, number>
    }
  | { kind: 'merged'; survivorId: number }

/** One record, or the survivor of the merge that took it. @throws AppError not_found, also for another tenant's */
export async function getRecord(ctx: Context, type: EntityType, id: number): Promise<FoundRecord> {
  const { rows } = await ctx.db.run(
    'read',
    sql`select money_as_text(record_values(${type}, ${id})) as record, related_counts(${type}, ${id}) as related`,
  )
  const record = existingRecord(type, rows[0]![0]?.record)
  if (record.merged_into_id) return { kind: 'merged', survivorId: Number(record.merged_into_id) }
  return { kind: 'found', record: presentRecord(record), related: rows[0]![0]!.related as Record<string, number> }
}

/** A record that is there, merged away or not. @throws AppError not_found */
export function existingRecord(type: EntityType, value: unknown): RecordValues {
  const record = value as RecordValues | null
  if (!record || (isLeadDetail(type) && record.type !== type)) throw notFound('No such record.')
  return record
}
