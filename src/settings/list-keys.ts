import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'

export interface KeyView {
  id: number
  name: string
  role: string
  /** The person whose key it is; agents are nobody. */
  holder: string | null
  created_at: string
  revoked_at: string | null
}

/** All API keys, the live ones first; a key itself is never kept. */
export async function listKeys(ctx: Context): Promise<KeyView[]> {
  const { rows } = await ctx.db.run(
    'administer',
    sql`select k.id, k.name, k.role, u.name as holder, k.created_at, k.revoked_at from api_key k
      left join app_user u on u.tenant_id = k.tenant_id and u.id = k.user_id
      where k.tenant_id = app_tenant_id() order by k.revoked_at nulls first, k.created_at desc, k.id desc limit 500`,
  )
  return rows[0] as unknown as KeyView[]
}
