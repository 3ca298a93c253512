import { type SQL, sql } from 'drizzle-orm'
import { DAILY_CAP } from './cap-by-owner.ts'
import type { FollowUpAsk } from './follow-up-params.ts'
import { DEFAULT_SILENT_DAYS } from './silence-rule.ts'

// Leads looked at in one go, over all owners; every owner has a part in them.
const MOST_AT_ONCE = 2000
// beyond the daily cap, as the rule may still find reasons against some of them
const SPARE = 3

/** What each status means here: the tenant's own word first, then the product's. */
const meaning = sql`meaning as materialized (
  select distinct on (t.type, lower(m.name)) t.type, lower(m.name) as status, m.is_terminal, m.on_hold, m.stale_after_days
  from (values ('Job'), ('Opportunity'), ('Partnership')) t(type), lateral (
    select s.name, s.is_terminal, s.on_hold, s.stale_after_days, case when s.lead_type is null then 1 else 0 end as rank from lead_status s
    where s.tenant_id = app_tenant_id() and s.archived_at is null and (s.lead_type = t.type or s.lead_type is null)
    union all select d.name, d.is_terminal, d.on_hold, null, 2 from default_lead_status d) m
  order by t.type, lower(m.name), m.rank)`

/** The statuses in use, by hops through the index: their number costs, not the leads'. */
const used = sql`used as (
  (select l.type, l.status from lead l where l.tenant_id = app_tenant_id() and l.archived_at is null order by l.type, l.status limit 1)
  union all
  select n.type, n.status from used u cross join lateral (select l.type, l.status from lead l
    where l.tenant_id = app_tenant_id() and l.archived_at is null and (l.type, l.status) > (u.type, u.status) order by l.type, l.status limit 1) n)`

/** What is scheduled, and what was scheduled and has come about without anybody telling the lead's clock. */
const scheduled = (now: SQL) => sql`scheduled as materialized (
  select entity_id, bool_or(at > ${now}) as is_planned, max(at) filter (where at <= ${now}) as came_at from (
    select a.entity_id, a.at from activity a where a.tenant_id = app_tenant_id() and a.entity_type = any (lead_types()) and a.archived_at is null and a.at > ${now}
    union all
    select a.entity_id, a.at from activity a where a.tenant_id = app_tenant_id() and a.entity_type = any (lead_types()) and a.archived_at is null and a.at > a.created_at
      and a.at > ${now} - interval '31 days' and a.at <= ${now} and (a.by_user_id is not null or a.created_by is not null or a.direction = 'in')) x group by entity_id)`

// as the index lead_silence has it
const clock = sql`case when l.last_human_touch_at is null then l.created_at else l.last_human_touch_at end`
const columns = sql`l.id, l.tenant_id, l.type, l.status, l.title, l.owner_id, l.deal_id, l.organization_id, l.created_at, l.archived_at, l.last_human_touch_at,
  ${clock} as clock`

/**
 * Named queries that end with `chosen`: leads silent for long enough, the most valuable of every owner first. Nothing is
 * decided here that `staleness` would decide otherwise; the moment is a bound that every rule of working days lies behind.
 */
export function selectSilentLeads(ask: FollowUpAsk, now: SQL): SQL {
  const ofStatus: SQL[] = [sql`not coalesce(m.is_terminal, false)`, sql`not coalesce(m.on_hold, false)`]
  if (ask.leadTypes?.length) ofStatus.push(sql`u.type in ${ask.leadTypes}`)
  if (ask.status) ofStatus.push(sql`lower(u.status) = lower(${ask.status})`)
  return sql`with recursive ${meaning}, ${used},
    open_status as materialized (
      select u.type, u.status, ${boundOf(ask, now)} as before from used u left join meaning m on m.type = u.type and m.status = lower(u.status)
      where ${sql.join(ofStatus, sql` and `)}),
    ${scheduled(now)},
    silent as materialized (
      select l.*, p.is_planned, greatest(l.clock, p.came_at) as since
      from open_status s
      cross join lateral (select ${columns} from lead l where l.tenant_id = app_tenant_id() and l.archived_at is null and l.type = s.type and l.status = s.status
        and ${clock} <= s.before and ${clock} <= ${soonest(ask, now)} ${ofLead(ask)} offset 0) l
      left join scheduled p on p.entity_id = l.id
      where p.came_at is null or greatest(l.clock, p.came_at) <= s.before),
    keyed as materialized (select s.*, silence_key(s.id, s.since) as key from silent s),
    weighed as materialized (
      select s.*, case when s.is_planned then 'scheduled'
        when (select true from task k where k.tenant_id = app_tenant_id() and k.entity_id = s.id and k.entity_type = any (lead_types()) and k.status in ('open', 'in_progress') and k.archived_at is null limit 1) then 'open_task'
        when (select true from refusal r where r.tenant_id = app_tenant_id() and r.lifted_at is null and r.question_key = s.key limit 1) then 'refused'
        else (select case when p.status = 'committed' then 'answered' when p.snoozed_until > ${now} then 'snoozed' else 'pending' end from proposal p
          where p.tenant_id = app_tenant_id() and p.producer = 'follow_ups' and p.question_key = s.key
            and (p.status = 'committed' or (p.status in ('pending', 'stale') and p.expires_at > ${now})) order by (p.status = 'committed') desc limit 1) end as why_not
      from keyed s),
    tally as (select coalesce(jsonb_object_agg(why_not, n), '{}') as left_alone from (select why_not, count(*) as n from weighed where why_not is not null group by why_not) x),
    ranked as (
      select w.*, coalesce(o.estimated_value, d.value_amount) as value from weighed w
      left join opportunity o on o.id = w.id and o.tenant_id = app_tenant_id() left join deal d on d.id = w.deal_id and d.tenant_id = app_tenant_id()
      where w.why_not is null),
    placed as (
      select r.*, row_number() over (partition by r.owner_id order by r.value desc nulls last, r.since, r.id) as place, count(*) over (partition by r.owner_id) as of_owner from ranked r),
    chosen as (select * from placed where place <= ${perOwner(ask)} order by place, value desc nulls last, since, id limit ${MOST_AT_ONCE})`
}

/** The same for one lead, silent or not. */
export const selectLead = (
  leadId: number,
  now: SQL,
): SQL => sql`with ${meaning}, ${scheduled(now)}, tally as (select null::jsonb as left_alone), chosen as materialized (
  select l.*, greatest(l.clock, p.came_at) as since, silence_key(l.id, greatest(l.clock, p.came_at)) as key,
    coalesce(o.estimated_value, d.value_amount) as value, 1::bigint as of_owner
  from (select ${columns} from lead l where l.tenant_id = app_tenant_id() and l.id = ${leadId}) l left join scheduled p on p.entity_id = l.id
  left join opportunity o on o.id = l.id and o.tenant_id = app_tenant_id() left join deal d on d.id = l.deal_id and d.tenant_id = app_tenant_id())`

/** For the planner: a bound that does not vary with the status. */
function soonest({ rule }: FollowUpAsk, now: SQL): SQL {
  if (rule.days !== undefined) return sql`${now} - make_interval(hours => ${rule.days * 24})`
  return now
}

function boundOf({ rule }: FollowUpAsk, now: SQL): SQL {
  if (rule.days !== undefined) return sql`${now} - make_interval(hours => ${rule.days * 24})`
  if (rule.workingDays !== undefined) return sql`${now} - make_interval(hours => ${leastHours(rule.workingDays)})`
  return sql`${now} - make_interval(hours => case when m.stale_after_days > 0 then greatest(0, m.stale_after_days * 24 - 26) else ${DEFAULT_SILENT_DAYS * 24} end)`
}

// the day of the touch does not count, and a clock put forward takes an hour from one that does
const leastHours = (workingDays: number) => Math.max(0, workingDays * 24 - 26)

function ofLead(ask: FollowUpAsk): SQL {
  const filters: SQL[] = []
  if (ask.ownerId === 'caller') filters.push(sql`and l.owner_id = app_user_id()`)
  else if (ask.ownerId !== undefined) filters.push(sql`and l.owner_id = ${ask.ownerId}`)
  if (ask.ownerName)
    filters.push(
      sql`and l.owner_id in (select u.id from app_user u where u.tenant_id = app_tenant_id() and u.name ilike ${`${ask.ownerName.replace(/[%_\\]/g, '\\$&')}%`})`,
    )
  if (ask.leadIds?.length) filters.push(sql`and l.id in ${ask.leadIds}`)
  return sql.join(filters, sql` `)
}

/** The cap of the day; more where working days, which only the rule itself can count, may speak against some of them. */
function perOwner({ rule, limit }: FollowUpAsk): SQL {
  const cap = sql`coalesce((select case when jsonb_typeof(t.settings->'follow_ups'->'daily_cap') = 'number' then (t.settings->'follow_ups'->>'daily_cap')::numeric::int end
    from tenant t where t.id = app_tenant_id()), ${DAILY_CAP})`
  if (rule.days !== undefined) return sql`greatest(${cap}, ${limit ?? 0})`
  const spare =
    rule.workingDays !== undefined ? sql`true` : sql`exists (select from meaning where stale_after_days > 0)`
  return sql`greatest(case when ${spare} then ${SPARE} else 1 end * ${cap}, ${limit ?? 0})`
}
