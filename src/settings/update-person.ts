import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { conflict, notFound } from '../errors.ts'
import { parseInput } from './parse-input.ts'
import { PersonInput } from './person.ts'

const Change = PersonInput.omit({ email: true }).extend({ is_active: z.boolean() }).partial()

/** Changes a name, role, time zone, or whether somebody may come in. The last admin stays one. @throws AppError invalid | not_found | conflict */
export async function updatePerson(ctx: Context, id: number, input: unknown): Promise<void> {
  const { name, role, time_zone, is_active } = parseInput(Change, input)
  const { rows } = await ctx.db.run(
    'administer',
    // two admins who demote each other at once take turns
    sql`select id from app_user where tenant_id = app_tenant_id() and role = 'admin' and is_active order by id for update`,
    sql`update app_user u set name = coalesce(${name ?? null}, u.name), role = coalesce(${role ?? null}, u.role), time_zone = coalesce(${time_zone ?? null}, u.time_zone),
        is_active = coalesce(${is_active ?? null}::boolean, u.is_active)
      where u.tenant_id = app_tenant_id() and u.id = ${id}
        and ((coalesce(${role ?? null}, u.role) = 'admin' and coalesce(${is_active ?? null}::boolean, u.is_active))
          or exists (select from app_user o where o.tenant_id = u.tenant_id and o.id <> u.id and o.role = 'admin' and o.is_active)) returning u.id`,
    sql`select id from app_user where tenant_id = app_tenant_id() and id = ${id}`,
  )
  if (rows[1]!.length > 0) return
  if (rows[2]!.length === 0) throw notFound('No such person.')
  throw conflict('Somebody has to stay admin.')
}
