import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'

export interface SuppressionView {
  id: number
  kind: string
  reason: string | null
  by: string | null
  created_at: string
}

/** Who must stay forgotten: only that there is somebody, since when and why; the keys are hashes. */
export async function listSuppressions(ctx: Context): Promise<SuppressionView[]> {
  const { rows } = await ctx.db.run(
    'read',
    sql`select s.id, s.kind, s.reason, s.created_at, u.name as by from suppression s left join app_user u on u.tenant_id = s.tenant_id and u.id = s.created_by
      where s.tenant_id = app_tenant_id() order by s.id desc limit 500`,
  )
  return rows[0] as unknown as SuppressionView[]
}
