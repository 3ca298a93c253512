import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { parseRecordValues } from '../records/parse-record-values.ts'

export type SettingRow = 'Lead_Status' | 'Holiday'

/** Writes a status or holiday, new without an id, as a change set that can be undone. Answers its change set. @throws AppError invalid | forbidden */
export async function writeSettingRow(
  ctx: Context,
  type: SettingRow,
  id: number | undefined,
  values: unknown,
): Promise<number> {
  const valid = parseRecordValues(type, id ? 'change' : 'create', values)
  return apply(ctx, {
    op: id ? 'update' : 'insert',
    entity_type: type,
    ...(id ? { entity_id: id } : {}),
    values: valid,
  })
}

/** Takes a status or holiday out of use; undo brings it back. @throws AppError not_found | forbidden */
export async function archiveSettingRow(ctx: Context, type: SettingRow, id: number): Promise<number> {
  return apply(ctx, { op: 'update', entity_type: type, entity_id: id, values: { archived_at: ctx.now.toISOString() } })
}

async function apply(ctx: Context, op: object): Promise<number> {
  const { rows } = await ctx.db.run(
    'administer',
    sql`select apply_change_set('edit', ${JSON.stringify([op])}::jsonb)->>'change_set_id' as change_set_id`,
  )
  return Number(rows[0]![0]!.change_set_id)
}
