import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { LeadType } from '../records/entity-type.ts'
import type { LeadFacts } from './lead-attributes.ts'
import type { Stage } from './resolve-stage.ts'
import type { StatusEvent } from './winners-and-losers.ts'

export interface Pipeline {
  stages: Stage[]
  leads: (LeadFacts & { status: string })[]
  events: StatusEvent[]
  /** Leads that ever reached each stage. */
  reached: Map<string, number>
  /** Proposals of this kind that wait for a decision. */
  waiting: number
}

/** More leads of one type than this do not make the pattern clearer. */
const MAX_LEADS = 5000

/** The pipeline of one lead type with its history, newest leads first; one round trip. */
export async function loadPipeline(ctx: Context, leadType: LeadType): Promise<Pipeline> {
  const { rows } = await ctx.db.run(
    'read',
    sql`select lead_type, name, category, position, is_terminal from lead_status
      where tenant_id = app_tenant_id() and archived_at is null and (lead_type is null or lead_type = ${leadType}) order by position nulls last, id`,
    sql`select l.id, l.title, l.status, l.source, o.industry, o.employee_count, o.city, o.country, j.location, j.remote,
        left(j.description, 4000) as description, p.partnership_type
      from lead l left join organization o on o.id = l.organization_id and o.tenant_id = l.tenant_id
      left join job j on j.id = l.id and j.tenant_id = l.tenant_id left join partnership p on p.id = l.id and p.tenant_id = l.tenant_id
      where l.tenant_id = app_tenant_id() and l.type = ${leadType} and l.archived_at is null order by l.id desc limit ${MAX_LEADS}`,
    sql`select e.lead_id, e.from_status, e.to_status, e.at from lead_status_event e join lead l on l.id = e.lead_id and l.tenant_id = e.tenant_id
      where e.tenant_id = app_tenant_id() and l.type = ${leadType} and l.archived_at is null order by e.at, e.id`,
    sql`select count(*)::int as n from proposal where tenant_id = app_tenant_id() and producer = 'similar_leads' and entity_type = ${leadType}
      and status in ('pending', 'stale') and expires_at > now()`,
  )
  const leads = rows[1] as unknown as Pipeline['leads']
  const events = rows[2]!.map((row) => ({
    leadId: Number(row.lead_id),
    fromStatus: row.from_status as string | null,
    toStatus: String(row.to_status),
    at: String(row.at),
  }))
  return {
    stages: withUnlistedStages(rows[0]!.map(toStage), leads, events, leadType),
    leads,
    events,
    reached: countReached(leads, events),
    waiting: Number(rows[3]![0]!.n),
  }
}

const toStage = (row: Record<string, unknown>): Stage => ({
  leadType: row.lead_type as LeadType | null,
  name: String(row.name),
  category: row.category as string | null,
  position: row.position as number | null,
  isTerminal: Boolean(row.is_terminal),
})

const LOST = /\b(?:lost|rejected|declined|withdrawn|closed|cancelled|dead|no response|ghosted)\b/i
const WON = /\b(?:won|accepted|hired|signed|active partner)\b/i

/** Statuses that leads have and nobody described get the meaning of their words. */
function withUnlistedStages(
  listed: Stage[],
  leads: Pipeline['leads'],
  events: StatusEvent[],
  leadType: LeadType,
): Stage[] {
  const names = new Set([...leads.map(({ status }) => status), ...events.map(({ toStatus }) => toStatus)])
  const known = new Set(listed.map(({ name }) => name.toLowerCase()))
  const unlisted = [...names].filter((name) => !known.has(name.toLowerCase()))
  return [
    ...listed,
    ...unlisted.map((name) => {
      const category = WON.test(name) ? 'won' : LOST.test(name) ? 'lost' : null
      return { leadType, name, category, position: null, isTerminal: category !== null }
    }),
  ]
}

function countReached(leads: Pipeline['leads'], events: StatusEvent[]): Map<string, number> {
  const reached = new Map<string, Set<number>>()
  const add = (name: string | null, id: number) => {
    if (name) reached.set(name, (reached.get(name) ?? new Set()).add(id))
  }
  for (const { id, status } of leads) add(status, id)
  for (const { leadId, fromStatus, toStatus } of events) {
    add(fromStatus, leadId)
    add(toStatus, leadId)
  }
  return new Map([...reached].map(([name, ids]) => [name, ids.size]))
}
