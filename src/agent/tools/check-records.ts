import { sql } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import { invalid } from '../../errors.ts'

export interface NamedRecord {
  entity_type: string
  id: number
}

/** Makes sure that what a proposal is about is there, in one round trip. @throws AppError invalid, saying what to do */
export async function checkRecords(ctx: Context, named: NamedRecord[]): Promise<void> {
  if (named.length === 0) return
  const { rows } = await ctx.db.run(
    'read',
    sql`select n.entity_type, n.id, r.record is not null as is_there, r.record->>'type' as type, r.record->>'archived_at' as archived_at,
        r.record->>'merged_into_id' as merged_into_id
      from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) n(entity_type text, id bigint)
      cross join lateral (select record_values(n.entity_type, n.id) as record) r`,
  )
  const problems = rows[0]!.flatMap((row) => {
    const name = `${row.entity_type} ${row.id}`
    if (!row.is_there) return [`There is no ${name}; look it up first.`]
    if (row.merged_into_id) return [`${name} was merged into ${row.entity_type} ${row.merged_into_id}; use that.`]
    return row.archived_at ? [`${name} is archived and cannot be changed.`] : []
  })
  if (problems.length > 0) throw invalid(problems.join(' '))
}
