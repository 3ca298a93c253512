import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { parseInput } from './parse-input.ts'
import { TenantSettings } from './tenant-settings.ts'

/** Replaces the named settings and leaves the others. @throws AppError invalid | forbidden */
export async function saveTenantSettings(ctx: Context, input: unknown): Promise<void> {
  const settings = parseInput(TenantSettings.strict(), input)
  await ctx.db.run(
    'administer',
    sql`update tenant set settings = settings || ${JSON.stringify(settings)}::jsonb where id = app_tenant_id()`,
  )
}
