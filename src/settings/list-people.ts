import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { PersonRole } from './person.ts'

export interface PersonView {
  id: number
  email: string
  name: string
  role: PersonRole
  time_zone: string
  is_active: boolean
  created_at: string
  /** The caller. */
  is_me: boolean
}

/** Everybody of the tenant, the active ones first. */
export async function listPeople(ctx: Context): Promise<PersonView[]> {
  const { rows } = await ctx.db.run(
    'read',
    sql`select id, email, name, role, time_zone, is_active, created_at, id is not distinct from app_user_id() as is_me
      from app_user where tenant_id = app_tenant_id() order by is_active desc, name, id limit 1000`,
  )
  return rows[0] as unknown as PersonView[]
}
