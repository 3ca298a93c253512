import { type SQL, sql } from 'drizzle-orm'
import type { Actor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import type { Row } from '../db/statement.ts'
import { cursorOf, type Page, parseCursor } from '../page.ts'
import type { Proposal } from './proposal.ts'
import { outcomesOf, presentProposals, proposalColumns } from './select-proposals.ts'

export interface ProposalFilter {
  status?: string[] | undefined
  proposed_action?: string | undefined
  entity_type?: string | undefined
  entity_id?: number | undefined
  risk?: string[] | undefined
  run_id?: string | undefined
  bundle_id?: string | undefined
  source?: string | undefined
  /** Leaves out what somebody has snoozed; lists of the API show everything. */
  awake?: boolean | undefined
  limit: number
  cursor?: string | undefined
}

export interface ProposalPage extends Page<Proposal> {
  /** Equals what paging through yields, because both come from one snapshot. */
  total: number
  actor: Actor
}

// as the index has it, or every page would sort all there are
const NEWEST_FIRST = sql`order by p.created_at desc nulls last, p.id desc nulls last`

/** Proposals newest first, with the count of all that match; one round trip. */
export async function listProposals(ctx: Context, filter: ProposalFilter): Promise<ProposalPage> {
  const conditions = conditionsOf(filter)
  const after = parseCursor(filter.cursor, 2)
  const beyond = after ? sql`and (p.created_at, p.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``
  const selected = sql`select p.* from proposal p where ${conditions} ${beyond} ${NEWEST_FIRST} limit ${filter.limit + 1}`
  // one statement, because each statement of a transaction sees what others committed before it
  const { actor, rows } = await ctx.db.run(
    'read',
    sql`with page as materialized (${selected})
      select t.*, x.* from (select ${totalOf(filter)}::int as total, (select jsonb_agg(o) from (${outcomesOf(sql`select * from page`)}) o) as outcomes) t
      left join (select ${proposalColumns}, p.created_at::text as sort_key from page p) x on true
      order by x.created_at desc, x.id desc`,
  )
  const found = rows[0]!.filter(({ id }) => id !== null)
  const page = found.slice(0, filter.limit)
  const last = page.at(-1)
  return {
    data: presentProposals(
      page.map(({ sort_key, total, outcomes, ...row }) => row),
      (rows[0]![0]!.outcomes as Row[] | null) ?? [],
    ),
    next_cursor: found.length > filter.limit && last ? cursorOf([String(last.sort_key), String(last.id)]) : null,
    total: Number(rows[0]![0]!.total),
    actor,
  }
}

/** The filter as SQL over `proposal p`; an expired proposal is never listed as pending. */
export function conditionsOf(filter: Omit<ProposalFilter, 'limit' | 'cursor'>): SQL {
  const parts = kindConditions(filter)
  if (filter.status?.length) parts.push(statusCondition(filter.status))
  if (filter.entity_id) parts.push(sql`p.entity_id = ${filter.entity_id}`)
  if (filter.run_id) parts.push(sql`p.run_id = ${filter.run_id}::uuid`)
  if (filter.bundle_id) parts.push(sql`p.bundle_id = ${filter.bundle_id}::uuid`)
  if (filter.awake) parts.push(sql`(p.snoozed_until is null or p.snoozed_until <= now())`)
  return sql.join(parts, sql` and `)
}

/** What proposals are tallied by, over `proposal p` or `proposal_tally p`. */
function kindConditions(filter: Omit<ProposalFilter, 'limit' | 'cursor'>): SQL[] {
  const parts: SQL[] = [sql`p.tenant_id = app_tenant_id()`]
  if (filter.proposed_action) parts.push(sql`p.proposed_action = ${filter.proposed_action}`)
  if (filter.entity_type) parts.push(sql`p.entity_type = ${filter.entity_type}`)
  if (filter.risk?.length) parts.push(sql`p.risk in ${filter.risk}`)
  if (filter.source) parts.push(sql`p.producer = ${filter.source}`)
  return parts
}

/** How many match: from the tally, corrected by what has lapsed and nobody has marked yet; counted where the tally says nothing. */
function totalOf(filter: ProposalFilter): SQL {
  const { status, entity_id, run_id, bundle_id, awake } = filter
  if (entity_id || run_id || bundle_id || awake)
    return sql`(select count(*) from proposal p where ${conditionsOf(filter)})`
  const kind = sql.join(kindConditions(filter), sql` and `)
  if (!status?.length) return sql`(select coalesce(sum(p.n), 0) from proposal_tally p where ${kind})`
  const asExpired = status.includes('expired') ? 1 : 0
  return sql`((select coalesce(sum(p.n), 0) from proposal_tally p where ${kind} and p.status in ${status})
    + (select coalesce(sum(${asExpired}::int - (p.status in ${status})::int), 0) from proposal p where ${kind} and p.status in ('pending', 'stale') and p.expires_at <= now()))`
}

function statusCondition(statuses: string[]): SQL {
  const open = statuses.filter((status) => status === 'pending' || status === 'stale')
  const lapsed = statuses.includes('expired')
    ? sql` or (p.status in ('pending', 'stale') and p.expires_at <= now())`
    : sql``
  const openPart = open.length > 0 ? sql` or (p.status in ${open} and p.expires_at > now())` : sql``
  const closed = statuses.filter((status) => status !== 'pending' && status !== 'stale')
  const closedPart = closed.length > 0 ? sql`p.status in ${closed}` : sql`false`
  return sql`(${closedPart}${openPart}${lapsed})`
}
