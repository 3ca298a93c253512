import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { cursorOf, type Page, parseCursor } from '../page.ts'
import type { EntityType } from './entity-type.ts'
import { existingRecord } from './get-record.ts'
import { isLeadDetail } from './record-tables.ts'

export interface HistoryEntry {
  change_set_id: number
  origin: string
  actor_kind: string
  actor: string | null
  surface: string | null
  at: string
  proposal_id: string | null
  batch_id: string | null
  /** The change set that took this one back. */
  undone_by_id: number | null
  undoes_id: number | null
  /** Whether a person may still take it back as a whole; an undo may refuse what others have come to depend on. */
  undoable: boolean
  changes: { field: string; op: string; before: unknown; after: unknown; row_version: number | null }[]
}

/** What happened to a record, newest first, grouped by what was decided or done at once; of a merged record under its own id.
 * @throws AppError not_found */
export async function recordHistory(
  ctx: Context,
  type: EntityType,
  id: number,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<HistoryEntry>> {
  const { rows } = await ctx.db.run(
    'read',
    sql`select record_values(${type}, ${id}) as record`,
    historyStatement(type, id, { limit: limit + 1, cursor }),
  )
  existingRecord(type, rows[0]![0]?.record)
  const data = rows[1]!.slice(0, limit) as unknown as HistoryEntry[]
  return { data, next_cursor: rows[1]!.length > limit ? cursorOf([data.at(-1)!.change_set_id]) : null }
}

/** The same as a statement, for who reads more in the same round trip. */
export function historyStatement(
  type: EntityType,
  id: number,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  const after = parseCursor(cursor, 1)
  // a lead and its details share one id and one history
  const types = isLeadDetail(type) || type === 'Lead' ? ['Lead', 'Job', 'Opportunity', 'Partnership'] : [type]
  return sql`select s.id as change_set_id, s.origin, s.actor_kind, u.name as actor, s.surface, s.at, s.proposal_id, s.batch_id, s.undone_by_id, s.undoes_id, s.undone_by_id is null as undoable,
      jsonb_agg(jsonb_build_object('field', c.field_name, 'op', c.op, 'before', c.before, 'after', c.after, 'row_version', c.row_version) order by c.id) as changes
    from change c join change_set s on s.id = c.change_set_id and s.tenant_id = c.tenant_id left join app_user u on u.id = s.actor_user_id and u.tenant_id = s.tenant_id
    where c.tenant_id = app_tenant_id() and c.entity_type in ${types} and c.entity_id = ${id} ${after ? sql`and s.id < ${Number(after[0])}` : sql``}
    group by s.id, u.name order by s.id desc limit ${limit}`
}
