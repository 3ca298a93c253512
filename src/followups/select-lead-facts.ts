import { type SQL, sql } from 'drizzle-orm'

// microseconds, as a silence is named by them
const iso = (at: SQL) => sql`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** What may keep a lead quiet: open tasks, what is scheduled, and answers that were given. */
const selectObstacles = (now: SQL) => ({
  columns: sql`
    (select coalesce(jsonb_agg(jsonb_build_object('title', k.title, 'dueDate', k.due_date) order by k.due_date nulls last, k.id), '[]') from task k
      where k.tenant_id = app_tenant_id() and k.entity_id = c.id and k.entity_type = any (lead_types()) and k.status in ('open', 'in_progress') and k.archived_at is null) as open_tasks,
    (select coalesce(jsonb_agg(jsonb_build_object('kind', a.kind, 'at', ${iso(sql`a.at`)}) order by a.at), '[]') from activity a
      where a.tenant_id = app_tenant_id() and a.entity_id = c.id and a.entity_type = any (lead_types()) and a.at > ${now} and a.archived_at is null) as future_activities,
    to_jsonb(pending) as pending, to_jsonb(answered) as answered, to_jsonb(refused) as refused`,
  joins: sql`
  left join lateral (select p.id as "proposalId", p.snoozed_until as "snoozedUntil" from proposal p
    where p.tenant_id = app_tenant_id() and p.question_key = c.key and p.producer = 'follow_ups' and p.status in ('pending', 'stale') and p.expires_at > ${now} limit 1) pending on true
  left join lateral (select p.decided_at as at from proposal p
    where p.tenant_id = app_tenant_id() and p.question_key = c.key and p.producer = 'follow_ups' and p.status = 'committed' limit 1) answered on true
  left join lateral (select r.refused_at as at, u.name as by from refusal r left join app_user u on u.id = r.refused_by and u.tenant_id = app_tenant_id()
    where r.tenant_id = app_tenant_id() and r.lifted_at is null and r.question_key = c.key order by r.id desc limit 1) refused on true`,
})

// a scan has weighed them all: what it has chosen has none
const noObstacles = {
  columns: sql`'[]'::jsonb as open_tasks, '[]'::jsonb as future_activities, null as pending, null as answered, null as refused`,
  joins: sql``,
}

/** Everything the rule asks about the one lead of `chosen`. */
export const selectLeadFacts = (now: SQL): SQL => selectFacts(selectObstacles(now))

/** Everything the rule asks about the leads that a scan has chosen, one row each, most valuable first; one row without a lead where there is none. */
export const selectChosenFacts = (): SQL => selectFacts(noObstacles)

const selectFacts = ({ columns, joins }: { columns: SQL; joins: SQL }): SQL => sql`
  select c.id, c.type, c.title, c.status, c.owner_id, ${iso(sql`c.created_at`)} as created_at, c.archived_at, ${iso(sql`c.since`)} as since,
    c.value::float8 as value, c.of_owner, g.name as organization_name, to_jsonb(m) as meaning, to_jsonb(touch) as touch, note.content as last_note,
    ${columns}, tally.left_alone
  from tally left join chosen c on true
  left join organization g on g.id = c.organization_id and g.tenant_id = app_tenant_id()
  left join meaning m on m.type = c.type and m.status = lower(c.status)
  -- the clock is the judge of when; among the touches of that moment, the one that says most
  left join lateral (select v.kind, v.direction, v.about, u.name as by from lead_touch v left join app_user u on u.id = v.user_id and u.tenant_id = app_tenant_id()
    where v.tenant_id = app_tenant_id() and v.lead_id = c.id and v.at = c.since order by (v.kind = 'unknown'), (v.kind = 'edit') limit 1) touch on true
  left join lateral (select left(n.content, 400) as content from note n
    where n.tenant_id = app_tenant_id() and n.entity_id = c.id and n.entity_type = any (lead_types()) and n.archived_at is null order by n.created_at desc limit 1) note on true
  ${joins}
  order by c.value desc nulls last, c.since, c.id`
