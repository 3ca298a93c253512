/** The facts of silence: which leads may be silent, found set by set from an index, and what the rule wants to know of each. */
import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { DAILY_CAP } from './cap-by-owner.ts'
import type { Person } from './choose-assignee.ts'
import type { FollowUpAsk } from './follow-up-params.ts'
import { DEFAULT_SILENT_DAYS } from './silence-rule.ts'
import type { StalenessFacts } from './staleness.ts'
import type { Touch } from './touch.ts'

export interface SilentLead {
  id: number
  type: 'Job' | 'Opportunity' | 'Partnership'
  title: string | null
  status: string
  ownerId: number | null
  organizationName: string | null
  value: number | null
  lastNote: string | null
  facts: Omit<StalenessFacts, 'rule' | 'holidays' | 'timeZone' | 'now'>
}

export interface SilentLeads {
  leads: SilentLead[]
  /** Silent leads by owner, also those that are not in `leads`. */
  countByOwner: Map<number | null, number>
  people: Person[]
  holidays: ReadonlySet<string>
  tenant: { fallbackOwnerId: number | null; timeZone: string | null; dailyCap: number }
  /** Follow-ups proposed or made today, by owner. */
  madeToday: Map<number | null, number>
}

// beyond the daily cap, as the rule may still find reasons against some of them
const PER_OWNER = DAILY_CAP * 3

/** Leads that may deserve a follow-up with everything the rule asks about them; one round trip. */
export async function listSilentLeads(ctx: Context, ask: FollowUpAsk): Promise<SilentLeads> {
  const { rows } = await ctx.db.run('read', sql`${candidates(ask)} ${factsOf(sql`chosen`)}`, ...setting())
  return { leads: rows[0]!.map(toLead), ...readSetting(rows.slice(1)), countByOwner: countByOwner(rows[0]!) }
}

/** One lead, silent or not. */
export async function findLeadFacts(ctx: Context, leadId: number): Promise<SilentLeads> {
  const chosen = sql`with ${meaning}, chosen as (select l.*, coalesce(l.last_human_touch_at, l.created_at) as since, null::numeric as value, 0::bigint as of_owner
    from lead l where l.tenant_id = app_tenant_id() and l.id = ${leadId})`
  const { rows } = await ctx.db.run('read', sql`${chosen} ${factsOf(sql`chosen`)}`, ...setting())
  return { leads: rows[0]!.map(toLead), ...readSetting(rows.slice(1)), countByOwner: new Map() }
}

/** What each status means here: the tenant's own word first, then the product's. */
const meaning = sql`meaning as materialized (
  select distinct on (t.type, lower(m.name)) t.type, lower(m.name) as status, m.is_terminal, m.on_hold, m.stale_after_days
  from (values ('Job'), ('Opportunity'), ('Partnership')) t(type), lateral (
    select s.name, s.is_terminal, s.on_hold, s.stale_after_days, case when s.lead_type is null then 1 else 0 end as rank from lead_status s
    where s.tenant_id = app_tenant_id() and s.archived_at is null and (s.lead_type = t.type or s.lead_type is null)
    union all select d.name, d.is_terminal, d.on_hold, null, 2 from default_lead_status d) m
  order by t.type, lower(m.name), m.rank)`

/**
 * Nothing is decided here that `staleness` would decide otherwise: the moment is a bound that every rule of working days
 * lies behind, and the silence keys are those of silenceKey().
 */
function candidates(ask: FollowUpAsk): SQL {
  const { days, workingDays } = ask.rule
  const least = days ?? (workingDays !== undefined ? Math.max(0, workingDays - 1) : undefined)
  const moment =
    least !== undefined
      ? sql`now() - make_interval(hours => ${least * 24})`
      : sql`now() - make_interval(hours => 24 * case when m.stale_after_days > 0 then m.stale_after_days - 1 else ${DEFAULT_SILENT_DAYS} end)`
  const soonest = least ?? 0
  const filters: SQL[] = [
    sql`l.tenant_id = app_tenant_id()`,
    sql`l.archived_at is null`,
    sql`coalesce(l.last_human_touch_at, l.created_at) <= now() - make_interval(hours => ${soonest * 24})`,
    sql`coalesce(l.last_human_touch_at, l.created_at) <= ${moment}`,
    sql`not coalesce(m.is_terminal, false)`,
    sql`not coalesce(m.on_hold, false)`,
  ]
  if (ask.leadTypes?.length) filters.push(sql`l.type in ${ask.leadTypes}`)
  if (ask.status) filters.push(sql`lower(l.status) = lower(${ask.status})`)
  if (ask.ownerId !== undefined) filters.push(sql`l.owner_id = ${ask.ownerId}`)
  if (ask.ownerName)
    filters.push(
      sql`l.owner_id in (select u.id from app_user u where u.tenant_id = app_tenant_id() and u.name ilike ${`${ask.ownerName.replace(/[%_\\]/g, '\\$&')}%`})`,
    )
  if (ask.leadIds?.length) filters.push(sql`l.id in ${ask.leadIds}`)
  return sql`with ${meaning},
    silent as (
      select l.*, coalesce(l.last_human_touch_at, l.created_at) as since from lead l left join meaning m on m.type = l.type and m.status = lower(l.status)
      where ${sql.join(filters, sql` and `)}
        and not exists (select from task k where k.tenant_id = l.tenant_id and k.entity_id = l.id and k.entity_type = any (lead_types()) and k.status in ('open', 'in_progress') and k.archived_at is null)
        and not exists (select from activity a where a.tenant_id = l.tenant_id and a.at > now() and a.entity_id = l.id and a.entity_type = any (lead_types()) and a.archived_at is null)),
    unanswered as (
      select s.*, coalesce(o.estimated_value, d.value_amount) as value from silent s
      left join opportunity o on o.id = s.id and o.tenant_id = s.tenant_id left join deal d on d.id = s.deal_id and d.tenant_id = s.tenant_id
      where not exists (select from proposal p where p.tenant_id = s.tenant_id and p.producer = 'follow_ups' and p.question_key = silence_key(s.id, s.since)
          and (p.status in ('committed', 'undone') or (p.status in ('pending', 'stale') and p.expires_at > now())))
        and not exists (select from refusal r where r.tenant_id = s.tenant_id and r.lifted_at is null and r.question_key = silence_key(s.id, s.since))),
    ranked as (
      select u.*, row_number() over (partition by u.owner_id order by u.value desc nulls last, u.since, u.id) as place, count(*) over (partition by u.owner_id) as of_owner from unanswered u),
    chosen as (select * from ranked where place <= ${Math.max(PER_OWNER, ask.limit ?? 0)})`
}

const factsOf = (chosen: SQL): SQL => sql`
  select c.id, c.type, c.title, c.status, c.owner_id, c.created_at, c.archived_at, c.since, c.value::float8 as value, c.of_owner, g.name as organization_name,
    to_jsonb(m) as meaning, to_jsonb(touch) as touch, note.content as last_note,
    (select coalesce(jsonb_agg(jsonb_build_object('title', k.title, 'dueDate', k.due_date) order by k.due_date nulls last, k.id), '[]') from task k
      where k.tenant_id = c.tenant_id and k.entity_id = c.id and k.entity_type = any (lead_types()) and k.status in ('open', 'in_progress') and k.archived_at is null) as open_tasks,
    (select coalesce(jsonb_agg(jsonb_build_object('kind', a.kind, 'at', to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) order by a.at), '[]') from activity a
      where a.tenant_id = c.tenant_id and a.entity_id = c.id and a.entity_type = any (lead_types()) and a.at > now() and a.archived_at is null) as future_activities,
    to_jsonb(pending) as pending, to_jsonb(answered) as answered, to_jsonb(refused) as refused
  from ${chosen} c
  left join organization g on g.id = c.organization_id and g.tenant_id = c.tenant_id
  left join meaning m on m.type = c.type and m.status = lower(c.status)
  left join lateral (
    select x.kind, to_char(x.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, x.direction, x.about, u.name as by from (
      (select 'note' as kind, n.created_at as at, null as direction, left(n.content, 200) as about, n.created_by as user_id from note n
        where n.tenant_id = c.tenant_id and n.entity_id = c.id and n.entity_type = any (lead_types()) and n.created_by is not null and n.archived_at is null order by n.created_at desc limit 1)
      union all (select a.kind, a.at, a.direction, left(a.subject, 200), a.by_user_id from activity a
        where a.tenant_id = c.tenant_id and a.entity_id = c.id and a.entity_type = any (lead_types()) and a.at <= now() and a.archived_at is null and (a.by_user_id is not null or a.direction = 'in') order by a.at desc limit 1)
      union all (select 'stage_change', e.at, null, e.to_status, e.by_user_id from lead_status_event e
        where e.tenant_id = c.tenant_id and e.lead_id = c.id and e.by_user_id is not null order by e.at desc limit 1)
      union all (select 'done_task', coalesce(k.completed_at, k.updated_at), null, left(k.title, 200), coalesce(k.updated_by, k.assigned_to) from task k
        where k.tenant_id = c.tenant_id and k.entity_id = c.id and k.entity_type = any (lead_types()) and k.status in ('done', 'cancelled') and k.archived_at is null order by 2 desc limit 1)
      union all (select 'edit', c.last_human_touch_at, null, null, c.updated_by where c.last_human_touch_at is not null)) x
    left join app_user u on u.id = x.user_id and u.tenant_id = c.tenant_id
    -- the clock is the judge of when; among rows of that moment the one that says most
    where x.at >= coalesce(c.last_human_touch_at, x.at) order by x.at desc, (x.kind = 'edit') limit 1) touch on true
  left join lateral (select left(n.content, 400) as content from note n where n.tenant_id = c.tenant_id and n.entity_id = c.id and n.entity_type = any (lead_types()) and n.archived_at is null
    order by n.created_at desc limit 1) note on true
  left join lateral (select p.id as "proposalId", p.snoozed_until as "snoozedUntil" from proposal p where p.tenant_id = c.tenant_id and p.producer = 'follow_ups' and p.status in ('pending', 'stale')
    and (p.data->>'entity_id')::bigint = c.id and p.expires_at > now() limit 1) pending on true
  left join lateral (select p.decided_at as at from proposal p where p.tenant_id = c.tenant_id and p.producer = 'follow_ups' and p.question_key = silence_key(c.id, c.since) and p.status = 'committed' limit 1) answered on true
  left join lateral (select r.refused_at as at, u.name as by from refusal r left join app_user u on u.id = r.refused_by and u.tenant_id = r.tenant_id
    where r.tenant_id = c.tenant_id and r.lifted_at is null and r.question_key = silence_key(c.id, c.since) order by r.id desc limit 1) refused on true
  order by c.value desc nulls last, c.since, c.id`

const setting = (): SQL[] => [
  sql`select id, name, time_zone, is_active, role from app_user where tenant_id = app_tenant_id()`,
  sql`select distinct date from holiday where tenant_id = app_tenant_id() and archived_at is null`,
  sql`select settings->'follow_ups' as follow_ups, settings->>'time_zone' as time_zone from tenant where id = app_tenant_id()`,
  sql`select (data->>'assigned_to')::bigint as owner, count(*)::int as n from proposal where tenant_id = app_tenant_id() and producer = 'follow_ups'
    and created_at >= date_trunc('day', now()) and status in ('pending', 'stale', 'committed') group by 1`,
]

function readSetting([people, holidays, tenant, made]: Record<string, unknown>[][]) {
  const settings = (tenant?.[0]?.follow_ups ?? {}) as { fallback_owner_id?: number; daily_cap?: number }
  return {
    people: people!.map(
      (row): Person => ({
        id: Number(row.id),
        name: String(row.name),
        timeZone: row.time_zone as string | null,
        isActive: Boolean(row.is_active),
        role: String(row.role),
      }),
    ),
    holidays: new Set(holidays!.map((row) => String(row.date))),
    tenant: {
      fallbackOwnerId: settings.fallback_owner_id ?? null,
      timeZone: (tenant?.[0]?.time_zone as string | null) ?? null,
      dailyCap: settings.daily_cap ?? DAILY_CAP,
    },
    madeToday: new Map(made!.map((row) => [row.owner === null ? null : Number(row.owner), Number(row.n)])),
  }
}

const countByOwner = (rows: Record<string, unknown>[]) =>
  new Map(rows.map((row) => [row.owner_id === null ? null : Number(row.owner_id), Number(row.of_owner)]))

function toLead(row: Record<string, unknown>): SilentLead {
  const meaning = row.meaning as { is_terminal: boolean; on_hold: boolean; stale_after_days: number | null } | null
  const since = String(row.since)
  const pending = row.pending as { proposalId: string; snoozedUntil: string | null } | null
  const refused = row.refused as { at: string; by: string | null } | null
  const answered = row.answered as { at: string } | null
  return {
    id: Number(row.id),
    type: row.type as SilentLead['type'],
    title: row.title as string | null,
    status: String(row.status),
    ownerId: row.owner_id === null ? null : Number(row.owner_id),
    organizationName: row.organization_name as string | null,
    value: row.value as number | null,
    lastNote: row.last_note as string | null,
    facts: {
      lead: { id: Number(row.id), createdAt: String(row.created_at), archivedAt: row.archived_at as string | null },
      lastTouch: row.touch as Touch | null,
      status: meaning && {
        name: String(row.status),
        isTerminal: meaning.is_terminal,
        onHold: meaning.on_hold,
        staleAfterDays: meaning.stale_after_days,
      },
      openTasks: row.open_tasks as { title: string; dueDate: string | null }[],
      futureActivities: row.future_activities as { kind: string; at: string }[],
      snooze: pending?.snoozedUntil ? { until: new Date(pending.snoozedUntil).toISOString() } : null,
      pending: pending && { proposalId: pending.proposalId },
      refusal: refused && { silentSince: since, at: new Date(refused.at).toISOString(), by: refused.by },
      answered: answered && { silentSince: since, at: new Date(answered.at).toISOString() },
    },
  }
}
