import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { Usage } from '../runs/use-case.ts'
import { TenantSettings } from './tenant-settings.ts'

export interface TenantView {
  name: string
  settings: TenantSettings
  people: { id: number; name: string; is_active: boolean }[]
  used_today: Usage | null
  used_this_month: Usage | null
}

const spent = sql`coalesce(sum(model_calls), 0)::int as model_calls, coalesce(sum(input_tokens), 0)::float8 as input_tokens, coalesce(sum(output_tokens), 0)::float8 as output_tokens,
  coalesce(sum(cost_usd), 0)::float8 as cost_usd, coalesce(sum(searches), 0)::int as searches, coalesce(sum(pages), 0)::int as pages`

/** The tenant's own settings, and what runs have spent today and this month (UTC). */
export async function readTenantSettings(ctx: Context): Promise<TenantView> {
  const { rows } = await ctx.db.run(
    'read',
    sql`select name, settings from tenant where id = app_tenant_id()`,
    sql`select id, name, is_active from app_user where tenant_id = app_tenant_id() order by name limit 1000`,
    sql`select ${spent} from usage_day where tenant_id = app_tenant_id() and day = (now() at time zone 'UTC')::date`,
    sql`select ${spent} from usage_day where tenant_id = app_tenant_id() and day >= date_trunc('month', now() at time zone 'UTC')::date`,
  )
  const [tenant] = rows[0]!
  return {
    name: String(tenant?.name ?? ''),
    // what is set wrongly counts as not set, as it does for the runs
    settings: TenantSettings.safeParse(tenant?.settings).data ?? {},
    people: rows[1] as unknown as TenantView['people'],
    used_today: (rows[2]![0] as unknown as Usage | undefined) ?? null,
    used_this_month: (rows[3]![0] as unknown as Usage | undefined) ?? null,
  }
}
