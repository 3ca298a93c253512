const types = `('Lead', 'Job', 'Opportunity', 'Partnership')`
const closed = `('won', 'lost', 'closed', 'rejected', 'withdrawn', 'accepted', 'on hold')`

const quiet = `
  l.tenant_id = $1 and l.archived_at is null and lower(l.status) not in ${closed}
  and not exists (select from task k where k.tenant_id = l.tenant_id and k.entity_id = l.id and k.entity_type in ${types} and k.status in ('open', 'in_progress'))
  and not exists (select from activity a where a.tenant_id = l.tenant_id and a.entity_id = l.id and a.entity_type in ${types} and a.at > now())
  and not exists (select from proposal p where p.tenant_id = l.tenant_id and p.producer = 'follow_ups' and p.status in ('pending', 'committed', 'rejected') and (p.link_to->>'entity_id')::bigint = l.id)`

// what the text of the task says: for whom, where, the last touch and by whom, the last note
const top = (leads: string) => `
  select x.*, u.name as owner, g.name as organization, t.*, (select left(n.content, 400) from note n where n.tenant_id = $1 and n.entity_id = x.id and n.entity_type in ${types} order by n.created_at desc limit 1) as last_note
  from (select s.id, s.title, s.type, s.status, s.since, s.owner_id, s.organization_id, coalesce(o.estimated_value, d.value_amount) as value,
      row_number() over (partition by s.owner_id order by coalesce(o.estimated_value, d.value_amount) desc nulls last, s.since, s.id) as place
    from (${leads}) s left join opportunity o on o.id = s.id left join deal d on d.id = s.deal_id) x
  left join app_user u on u.id = x.owner_id left join organization g on g.id = x.organization_id
  left join lateral (select y.kind, v.name as by from (
      select 'note' as kind, n.created_at as at, n.created_by as by from note n where n.tenant_id = $1 and n.entity_id = x.id and n.entity_type in ${types} and n.created_by is not null
      union all select a.kind, a.at, a.by_user_id from activity a where a.tenant_id = $1 and a.entity_id = x.id and a.entity_type in ${types} and a.at <= now() and (a.by_user_id is not null or a.direction = 'in')
      union all select 'stage', e.at, e.by_user_id from lead_status_event e where e.tenant_id = $1 and e.lead_id = x.id and e.by_user_id is not null
      union all select 'task', k.completed_at, k.assigned_to from task k where k.tenant_id = $1 and k.entity_id = x.id and k.entity_type in ${types} and k.status in ('done', 'cancelled')) y
    left join app_user v on v.id = y.by order by y.at desc limit 1) t on true
  where x.place <= 20`

export const STORED_CLOCK = 'naive SQL over the stored clock'

/** Which leads to follow up on and what to say, most valuable first and twenty for each owner, as one would write it. $1 is the tenant. */
export const naiveQuestions: Record<string, string> = {
  [STORED_CLOCK]: top(`select l.*, coalesce(l.last_human_touch_at, l.created_at) as since from lead l
    where coalesce(l.last_human_touch_at, l.created_at) <= now() - interval '14 days' and ${quiet}`),
  'naive SQL over notes, activities and stages': top(`select * from (select l.*, greatest(l.created_at,
      (select max(n.created_at) from note n where n.tenant_id = l.tenant_id and n.entity_id = l.id and n.entity_type in ${types} and n.created_by is not null),
      (select max(a.at) from activity a where a.tenant_id = l.tenant_id and a.entity_id = l.id and a.entity_type in ${types} and a.by_user_id is not null),
      (select max(e.at) from lead_status_event e where e.tenant_id = l.tenant_id and e.lead_id = l.id and e.by_user_id is not null),
      (select max(k.completed_at) from task k where k.tenant_id = l.tenant_id and k.entity_id = l.id and k.entity_type in ${types} and k.status = 'done')) as since
    from lead l where ${quiet}) y where y.since <= now() - interval '14 days'`),
}
