import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import type { WritableType } from './entity-type.ts'
import { presentRecord, type RecordValues } from './list-records.ts'
import { parseRecordValues } from './parse-record-values.ts'

export interface Edited {
  record: RecordValues
  change_set_id: number
}

/**
 * A person's own edit, as a change set with that person as its actor. With `rowVersion` it is refused when somebody else was
 * faster. @throws AppError invalid | not_found | conflict, naming the survivor of a merged record | forbidden
 */
export async function editRecord(
  ctx: Context,
  type: WritableType,
  id: number,
  values: unknown,
  rowVersion?: number | undefined,
): Promise<Edited> {
  const valid = parseRecordValues(type, 'change', values)
  const op = {
    op: 'update',
    entity_type: type,
    entity_id: id,
    values: valid,
    ...(rowVersion ? { row_version: rowVersion } : {}),
  }
  return applyOne(ctx, type, op)
}

/** A record made by hand. @throws AppError invalid | forbidden */
export async function createRecord(ctx: Context, type: WritableType, values: unknown): Promise<Edited> {
  return applyOne(ctx, type, { op: 'insert', entity_type: type, values: parseRecordValues(type, 'create', values) })
}

async function applyOne(ctx: Context, type: WritableType, op: object): Promise<Edited> {
  const { rows } = await ctx.db.run(
    'edit',
    sql`with applied as materialized (select apply_change_set('edit', ${JSON.stringify([op])}::jsonb) as answer)
      select answer->>'change_set_id' as change_set_id, answer->'results'->0->>'entity_id' as entity_id from applied`,
  )
  const { change_set_id, entity_id } = rows[0]![0]!
  // a statement does not see what a function of its own wrote; the next one does
  const read = await ctx.db.run(
    'read',
    sql`select money_as_text(record_values(${type}, ${Number(entity_id)})) as record`,
  )
  const record = read.rows[0]![0]?.record
  if (!record) throw notFound('No such record.')
  return { record: presentRecord(record), change_set_id: Number(change_set_id) }
}
