import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'

/** Lets somebody be proposed again. @throws AppError not_found */
export async function liftSuppression(ctx: Context, id: number): Promise<void> {
  const { rows } = await ctx.db.run(
    'administer',
    sql`delete from suppression where tenant_id = app_tenant_id() and id = ${id} returning id`,
  )
  if (rows[0]!.length === 0) throw notFound('No such entry.')
}
