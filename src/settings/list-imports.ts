import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'

export interface ImportView {
  import_id: string
  at: string
  by: string | null
  /** Rows by kind of record. */
  rows: Record<string, number>
  undone: boolean
}

const MOST = 50

/** The newest imports, each with what it wrote and whether it was taken back. */
export async function listImports(ctx: Context): Promise<ImportView[]> {
  const { rows } = await ctx.db.run(
    'administer',
    sql`select i.import_id, i.at, i.by, i.undone, coalesce((select jsonb_object_agg(x.entity_type, x.n) from (
          select c.entity_type, count(distinct c.entity_id) as n from change c where c.tenant_id = app_tenant_id() and c.change_set_id = any (i.sets) group by 1) x), '{}') as rows
      from (select s.import_id, min(s.at) as at, min(u.name) as by, bool_and(s.undone_by_id is not null) as undone, array_agg(s.id) as sets
        from change_set s left join app_user u on u.tenant_id = s.tenant_id and u.id = s.actor_user_id
        where s.tenant_id = app_tenant_id() and s.import_id is not null and s.undoes_id is null group by s.import_id order by min(s.at) desc limit ${MOST}) i order by i.at desc`,
  )
  return rows[0] as unknown as ImportView[]
}
