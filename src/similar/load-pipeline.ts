import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { LeadType } from '../records/entity-type.ts'
import type { LeadFacts } from './lead-attributes.ts'
import type { StatusEvent } from './winners-and-losers.ts'

export type PipelineLead = LeadFacts & { status: string; organization: string | null }

export interface Pipeline {
  leads: PipelineLead[]
  events: StatusEvent[]
  /** Proposals of this kind that wait for a decision. */
  waiting: number
}

/** More leads of one type than this do not make the pattern clearer. */
const MAX_LEADS = 5000

/**
 * Leads of one type with their history, those that reached the stage or were named first, then the newest; one round trip.
 */
export async function loadPipeline(
  ctx: Context,
  leadType: LeadType,
  stage: string | null,
  leadIds: number[],
): Promise<Pipeline> {
  const isStage = (column: string) => sql`lower(trim(${sql.raw(column)})) = lower(trim(${stage}))`
  const chosen = sql`select l.id, (l.id in (select jsonb_array_elements_text(${JSON.stringify(leadIds)}::jsonb)::bigint)
        or ${isStage('l.status')} or exists (select from lead_status_event e where e.tenant_id = l.tenant_id and e.lead_id = l.id
          and e.archived_at is null and (${isStage('e.to_status')} or ${isStage('e.from_status')}))) as meant
      from lead l where l.tenant_id = app_tenant_id() and l.type = ${leadType} and l.archived_at is null
      order by meant desc nulls last, l.id desc limit ${MAX_LEADS}`
  const { rows } = await ctx.db.run(
    'read',
    sql`with chosen as (${chosen})
      select l.id, l.type, l.title, l.status, l.source, l.organization_id, o.name as organization, o.industry, o.employee_count, o.city, o.country,
        j.location, j.remote, left(j.description, 4000) as description, p.partnership_type
      from chosen join lead l on l.id = chosen.id and l.tenant_id = app_tenant_id()
      left join organization o on o.id = l.organization_id and o.tenant_id = l.tenant_id
      left join job j on j.id = l.id and j.tenant_id = l.tenant_id left join partnership p on p.id = l.id and p.tenant_id = l.tenant_id
      order by l.id desc`,
    sql`with chosen as (${chosen})
      select e.lead_id, e.from_status, e.to_status, e.at from lead_status_event e join chosen on chosen.id = e.lead_id
      where e.tenant_id = app_tenant_id() and e.archived_at is null order by e.at, e.id`,
    sql`select count(*)::int as n from proposal where tenant_id = app_tenant_id() and producer = 'similar_leads' and entity_type = ${leadType}
      and status in ('pending', 'stale') and expires_at > now()`,
  )
  return {
    leads: rows[0] as unknown as PipelineLead[],
    events: rows[1]!.map((row) => ({
      leadId: Number(row.lead_id),
      fromStatus: row.from_status as string | null,
      toStatus: String(row.to_status),
      at: String(row.at),
    })),
    waiting: Number(rows[2]![0]!.n),
  }
}
