import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'

/** Ends a key at once and for good. @throws AppError not_found */
export async function revokeKey(ctx: Context, id: number): Promise<void> {
  const { rows } = await ctx.db.run(
    'administer',
    sql`update api_key set revoked_at = now() where tenant_id = app_tenant_id() and id = ${id} and revoked_at is null returning id`,
  )
  if (rows[0]!.length === 0) throw notFound('No such key.')
}
