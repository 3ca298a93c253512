import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { DEFAULT_ORGANIZATIONS, type EnrichParams } from './enrich-params.ts'

/** After this long an organization is read again: people move about every two to three years, pages lag behind. */
export const RECHECK_DAYS = 30

export interface Target {
  id: number
  name: string
  website: string | null
  city: string | null
  country: string | null
  /** Titles of the leads that link to it, newest first. */
  leads: string[]
}

export interface Targets {
  targets: Target[]
  /** Organizations that match but were read within RECHECK_DAYS. */
  recentlyChecked: number
  nextCheckOn: string | null
  matching: number
}

/** Organizations linked to the asked-for leads, those with the newest leads first; one round trip. */
export async function selectTargets(ctx: Context, params: EnrichParams, roles: string[]): Promise<Targets> {
  const named = params.organization_ids?.length || params.lead_ids?.length
  const conditions = [
    params.lead_type ? sql`and l.type = ${params.lead_type}` : sql``,
    params.status ? sql`and lower(l.status) = lower(${params.status})` : sql``,
    params.lead_ids?.length ? sql`and l.id in ${params.lead_ids}` : sql``,
  ]
  const linked = params.organization_ids?.length
    ? sql`select o.id, null::bigint as newest, '{}'::text[] as leads from organization o
          where o.tenant_id = app_tenant_id() and o.id in ${params.organization_ids}`
    : sql`select l.organization_id as id, max(l.id) as newest, array_agg(l.title order by l.id desc) filter (where l.title is not null) as leads
          from lead l where l.tenant_id = app_tenant_id() and l.organization_id is not null and l.archived_at is null
          ${sql.join(conditions, sql` `)} group by l.organization_id`
  const { rows } = await ctx.db.run(
    'read',
    sql`
    with linked as (${linked}),
    checked as (
      select (j.input->>'organization_id')::bigint as id, max(j.finished_at) as at from research_job j
      where j.tenant_id = app_tenant_id() and j.kind = 'people' and j.status = 'done'
        -- another question is another research, and what could not be read has not been checked
        and j.input->'roles' = ${JSON.stringify(roles)}::jsonb and not j.result @? '$.unread[*] ? (@.retryable == true)'
        and j.finished_at > now() - make_interval(days => ${RECHECK_DAYS}) group by 1)
    select o.id, o.name, o.website, o.city, o.country, coalesce(k.leads, '{}') as leads, c.at as checked_at
    from linked k join organization o on o.id = k.id and o.tenant_id = app_tenant_id()
    left join checked c on c.id = o.id
    where o.archived_at is null and o.merged_into_id is null
    order by k.newest desc nulls last, o.id`,
  )
  const found = rows[0]!
  const due = named ? found : found.filter((row) => row.checked_at === null)
  const recent = named ? [] : found.filter((row) => row.checked_at !== null)
  const first = recent.map((row) => String(row.checked_at)).sort()[0]
  return {
    targets: due.slice(0, params.limit ?? DEFAULT_ORGANIZATIONS).map((row) => ({
      id: Number(row.id),
      name: String(row.name),
      website: row.website as string | null,
      city: row.city as string | null,
      country: row.country as string | null,
      leads: (row.leads as string[]).slice(0, 3),
    })),
    recentlyChecked: recent.length,
    nextCheckOn: first ? new Date(Date.parse(first) + RECHECK_DAYS * 86_400_000).toISOString().slice(0, 10) : null,
    matching: found.length,
  }
}
