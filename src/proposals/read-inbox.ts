import { type SQL, sql } from 'drizzle-orm'
import type { Actor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import { cursorOf, parseCursor } from '../page.ts'
import { presentReviews, type ReviewedProposal, reviewColumns } from './reviewed-proposal.ts'
import { outcomesOf } from './select-proposals.ts'

export interface InboxFilter {
  /** create, update, merge or task */
  kind?: string | undefined
  risk?: string | undefined
  entity_type?: string | undefined
  source?: string | undefined
  run_id?: string | undefined
}

/** How many that wait have all of these in common. */
export interface InboxFacet {
  kind: string
  risk: string
  entity_type: string
  source: string
  run_id: string | null
  n: number
}

/** What the inbox does not show, so that an empty one is not taken for more than it is. */
export interface NotShown {
  snoozed: number
  /** In the last thirty days. */
  expired: number
  withdrawn: number
  refused: number
  runs_at_work: number
  /** Follow-ups that the newest scan left for another day. */
  held_back: number
}

export interface Inbox {
  actor: Actor
  /** Whole bundles and all questions about one record together, the weightiest first. */
  proposals: ReviewedProposal[]
  total: number
  next_cursor: string | null
  facets: InboxFacet[]
  runs: { id: string; use_case: string | null; prompt: string | null; created_at: string }[]
  not_shown: NotShown
}

export const RISKS_BY_CONSEQUENCE = ['merge', 'replace_human', 'replace_agent', 'create', 'fill', 'task'] as const

const open = sql`p.tenant_id = app_tenant_id() and p.status in ('pending', 'stale') and p.expires_at > now()`
const asleep = sql`p.snoozed_until > now()`
const kind = sql`case when p.risk = 'task' then 'task' else p.proposed_action end`
const unit = sql`coalesce(p.bundle_id::text, case when p.entity_id is null then p.id::text else subject_key(p.entity_type, p.entity_id) end)`
const recently = sql`p.tenant_id = app_tenant_id() and p.created_at > now() - interval '60 days' and p.updated_at > now() - interval '30 days'`

/**
 * One page of what waits for a decision, with all counts from the same snapshot: they equal what paging yields. What
 * belongs together is never split between pages, so a page may hold some more than `limit`. One round trip.
 */
export async function readInbox(
  ctx: Context,
  {
    filter,
    snoozed = false,
    limit,
    cursor,
  }: { filter: InboxFilter; snoozed?: boolean; limit: number; cursor?: string | undefined },
): Promise<Inbox> {
  const after = parseCursor(cursor, 3)
  const beyond = after
    ? sql`where (u.rank, -extract(epoch from u.newest), u.unit) > (${Number(after[0])}, ${String(after[1])}::numeric, ${String(after[2])})`
    : sql``
  const chosen = sql`open_one as materialized (
      select p.id, ${kind} as kind, p.risk, p.entity_type, p.producer as source, p.run_id, p.created_at, ${unit} as unit,
        array_position(${sql.raw(`array['${RISKS_BY_CONSEQUENCE.join("','")}']`)}, p.risk) as rank
      from proposal p where ${open} and ${snoozed ? asleep : sql`not coalesce(${asleep}, false)`}),
    matching as (select * from open_one p where ${matches(filter)}),
    units as (select unit, min(rank) as rank, max(created_at) as newest, count(*) as n from matching group by unit),
    placed as (select u.*, sum(u.n) over (order by u.rank, -extract(epoch from u.newest), u.unit) - u.n as ahead from units u ${beyond}),
    shown as (select * from placed where ahead < ${limit})`
  const { actor, rows } = await ctx.db.run(
    'read',
    sql`with ${chosen}, head as (select
        (select count(*)::int from matching) as total,
        (select count(*) from placed) > (select count(*) from shown) as more,
        (select coalesce(jsonb_agg(f), '[]') from (select kind, risk, entity_type, source, run_id, count(*)::int as n from open_one group by 1, 2, 3, 4, 5) f) as facets,
        (select coalesce(jsonb_agg(r order by r.created_at desc), '[]') from (select r.id, r.use_case, r.prompt, r.created_at from run r
          where r.tenant_id = app_tenant_id() and r.id in (select run_id from open_one)) r) as runs,
        ${notShown} as not_shown)
      select h.total, h.more, h.facets, h.runs, h.not_shown, s.rank::int as unit_rank, (-extract(epoch from s.newest))::text as unit_newest, s.unit, x.*
      from head h left join shown s on true left join matching m on m.unit = s.unit
      left join lateral (select ${reviewColumns} from proposal p where p.tenant_id = app_tenant_id() and p.id = m.id) x on true
      order by s.rank, -extract(epoch from s.newest), s.unit, cardinality(x.parent_ids), x.created_at, x.id`,
    outcomesOf(sql`select p.entity_type from proposal p where ${open}`),
  )
  const head = rows[0]![0]!
  const found = rows[0]!.filter(({ id }) => id !== null)
  const last = found.at(-1)
  return {
    actor,
    proposals: presentReviews(
      found.map(({ total, more, facets, runs, not_shown, unit_rank, unit_newest, unit, ...row }) => row),
      rows[1]!,
    ),
    total: Number(head.total),
    next_cursor:
      head.more && last ? cursorOf([Number(last.unit_rank), String(last.unit_newest), String(last.unit)]) : null,
    facets: head.facets as InboxFacet[],
    runs: head.runs as Inbox['runs'],
    not_shown: head.not_shown as NotShown,
  }
}

function matches({ kind, risk, entity_type, source, run_id }: InboxFilter): SQL {
  const parts: SQL[] = [sql`true`]
  if (kind) parts.push(sql`p.kind = ${kind}`)
  if (risk) parts.push(sql`p.risk = ${risk}`)
  if (entity_type) parts.push(sql`p.entity_type = ${entity_type}`)
  if (source) parts.push(sql`p.source = ${source}`)
  if (run_id) parts.push(sql`p.run_id = ${run_id}::uuid`)
  return sql.join(parts, sql` and `)
}

const notShown = sql`jsonb_build_object(
  'snoozed', (select count(*)::int from proposal p where ${open} and ${asleep}),
  'expired', (select count(*)::int from proposal p where ${recently} and p.status = 'expired')
    + (select count(*)::int from proposal p where p.tenant_id = app_tenant_id() and p.status in ('pending', 'stale') and p.expires_at <= now()),
  'withdrawn', (select count(*)::int from proposal p where ${recently} and p.status = 'superseded'),
  'refused', (select count(*)::int from refusal r where r.tenant_id = app_tenant_id() and r.lifted_at is null),
  'runs_at_work', (select count(*)::int from run r where r.tenant_id = app_tenant_id() and r.status in ('queued', 'running', 'waiting')),
  'held_back', coalesce((select (r.result->>'held_back')::int from run r where r.tenant_id = app_tenant_id() and r.use_case = 'follow_ups' and r.status = 'succeeded'
    and r.created_at > now() - interval '2 days' order by r.created_at desc limit 1), 0))`
