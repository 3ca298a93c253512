import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'

export interface StatusView {
  id: number
  lead_type: string | null
  name: string
  category: string | null
  position: number | null
  is_terminal: boolean
  on_hold: boolean
  stale_after_days: number | null
  row_version: number
}

/** What the statuses of leads mean here, with what any lead uses and nobody has described. */
export async function listStatuses(
  ctx: Context,
): Promise<{ statuses: StatusView[]; undescribed: { type: string; status: string }[] }> {
  const { rows } = await ctx.db.run(
    'read',
    sql`select id, lead_type, name, category, position, is_terminal, on_hold, stale_after_days, row_version from lead_status
      where tenant_id = app_tenant_id() and archived_at is null order by lead_type nulls first, position nulls last, name limit 500`,
    sql`select l.type, l.status from (select distinct type, status from lead where tenant_id = app_tenant_id() and archived_at is null) l
      where not exists (select from lead_status s where s.tenant_id = app_tenant_id() and s.archived_at is null and lower(s.name) = lower(l.status) and (s.lead_type = l.type or s.lead_type is null))
      order by 1, 2 limit 100`,
  )
  return {
    statuses: rows[0] as unknown as StatusView[],
    undescribed: rows[1] as unknown as { type: string; status: string }[],
  }
}
