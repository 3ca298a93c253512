import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { LeadType } from '../records/entity-type.ts'
import type { Stage } from './resolve-stage.ts'

/** The statuses of a tenant as its leads use them. */
export interface Stages {
  /** Of every lead type; one that serves all types stands here once for each. */
  stages: (Stage & { leadType: LeadType })[]
  /** How many leads of a type ever reached a status. */
  reached(type: LeadType, name: string): number
  leads: Record<LeadType, number>
  /** Types of the leads that were named. */
  typesOf: LeadType[]
}

const TYPES: LeadType[] = ['Job', 'Opportunity', 'Partnership']
const LOST = /\b(?:lost|rejected|declined|withdrawn|closed|cancelled|dead|no response|ghosted)\b/i
const WON = /\b(?:won|accepted|hired|signed|active partner)\b/i

export const foldName = (name: string) => name.trim().toLowerCase()

/** Statuses, described or only used, with how many leads ever reached each; one round trip. */
export async function loadStages(ctx: Context, leadIds: number[]): Promise<Stages> {
  const { rows } = await ctx.db.run(
    'read',
    sql`select lead_type, name, category, position, is_terminal from lead_status
      where tenant_id = app_tenant_id() and archived_at is null order by position nulls last, id`,
    sql`select type, name, count(distinct id)::int as n from (
        select l.type, l.status as name, l.id from lead l where l.tenant_id = app_tenant_id() and l.archived_at is null
        union all select l.type, unnest(array[e.to_status, e.from_status]), l.id
          from lead_status_event e join lead l on l.id = e.lead_id and l.tenant_id = e.tenant_id
          where e.tenant_id = app_tenant_id() and e.archived_at is null and l.archived_at is null) x
      where name is not null group by type, name order by type, name`,
    sql`select type, count(*)::int as n from lead where tenant_id = app_tenant_id() and archived_at is null group by type`,
    sql`select distinct type from lead where tenant_id = app_tenant_id()
      and id in (select jsonb_array_elements_text(${JSON.stringify(leadIds)}::jsonb)::bigint)`,
  )
  const used = rows[1]!.map((row) => ({ type: row.type as LeadType, name: String(row.name), n: Number(row.n) }))
  const counts = new Map<string, number>()
  for (const { type, name, n } of used) {
    const key = `${type}|${foldName(name)}`
    counts.set(key, (counts.get(key) ?? 0) + n)
  }
  const listed = rows[0]!.map(toStage)
  return {
    stages: TYPES.flatMap((type) =>
      stagesOf(
        type,
        listed,
        used.filter((each) => each.type === type).map(({ name }) => name),
      ),
    ),
    reached: (type, name) => counts.get(`${type}|${foldName(name)}`) ?? 0,
    leads: Object.fromEntries(
      TYPES.map((type) => [type, Number(rows[2]!.find((row) => row.type === type)?.n ?? 0)]),
    ) as Record<LeadType, number>,
    typesOf: rows[3]!.map(({ type }) => type as LeadType),
  }
}

const toStage = (row: Record<string, unknown>): Stage => ({
  leadType: row.lead_type as LeadType | null,
  name: String(row.name),
  category: row.category as string | null,
  position: row.position as number | null,
  isTerminal: Boolean(row.is_terminal),
})

/** Each name once, the type's own before one for all types; statuses nobody described get the meaning of their words. */
function stagesOf(type: LeadType, listed: Stage[], used: string[]) {
  const own = listed.filter(({ leadType }) => leadType === type)
  const shared = listed.filter(({ leadType }) => leadType === null)
  const unlisted = used.map((name): Stage => {
    const category = WON.test(name) ? 'won' : LOST.test(name) ? 'lost' : null
    return { leadType: type, name, category, position: null, isTerminal: category !== null }
  })
  const byName = new Map<string, Stage & { leadType: LeadType }>()
  for (const stage of [...own, ...shared, ...unlisted]) {
    const key = foldName(stage.name)
    if (!byName.has(key)) byName.set(key, { ...stage, leadType: type })
  }
  return [...byName.values()]
}
