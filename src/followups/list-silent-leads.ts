/** The facts of silence: which leads may be silent, found set by set from an index, and what the rule wants to know of each. */
import { type SQL, sql } from 'drizzle-orm'
import type { Capability } from '../access/actor.ts'
import type { Context } from '../context.ts'
import type { FollowUpAsk } from './follow-up-params.ts'
import { type FollowUpSetting, readSetting, selectSetting } from './follow-up-setting.ts'
import { selectChosenFacts, selectLeadFacts } from './select-lead-facts.ts'
import { selectLead, selectSilentLeads } from './select-silent-leads.ts'
import type { StalenessFacts } from './staleness.ts'
import type { Touch, TouchKind } from './touch.ts'

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

export interface SilentLeads extends FollowUpSetting {
  leads: SilentLead[]
  /** Silent leads by owner, also those that are not in `leads`. */
  countByOwner: Map<number | null, number>
  /** Silent by the clock, and left in peace for a reason that the database saw, by that reason. */
  leftAlone: Record<string, number>
}

// the statistics of one status are no guide to another, and a scan of all leads is never the cheaper way
const byIndexOnly = sql`select set_config('enable_seqscan', 'off', true)`

/** Leads that may deserve a follow-up with everything the rule asks about them; one round trip. */
export const listSilentLeads = (ctx: Context, ask: FollowUpAsk): Promise<SilentLeads> =>
  query(ctx, 'read', (now) => sql`${selectSilentLeads(ask, now)} ${selectChosenFacts()}`)

/** The same for a run, which first lets the clocks catch up with what was scheduled and has come about. */
export const listSilentLeadsOfRun = (ctx: Context, ask: FollowUpAsk): Promise<SilentLeads> =>
  query(ctx, 'run', (now) => sql`${selectSilentLeads(ask, now)} ${selectChosenFacts()}`, [
    sql`select settle_lead_clocks()`,
  ])

/** One lead, silent or not. */
export const findLeadFacts = (ctx: Context, leadId: number): Promise<SilentLeads> =>
  query(ctx, 'read', (now) => sql`${selectLead(leadId, now)} ${selectLeadFacts(now)}`)

async function query(ctx: Context, capability: Capability, select: (now: SQL) => SQL, before: SQL[] = []) {
  const at = ctx.now.toISOString()
  const now = sql`${at}::timestamptz`
  const { rows } = await ctx.db.run(capability, ...before, byIndexOnly, select(now), ...selectSetting(now))
  const [found, ...setting] = rows.slice(before.length + 1)
  const leads = found!.filter(({ id }) => id !== null)
  return {
    leads: leads.map(toLead),
    countByOwner: countByOwner(leads),
    leftAlone: (found![0]!.left_alone ?? {}) as Record<string, number>,
    ...readSetting(setting, at),
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
      lastTouch: since === row.created_at && row.touch === null ? null : toTouch(since, row.touch),
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

const KINDS: readonly string[] = [
  'note',
  'email',
  'call',
  'meeting',
  'message',
  'stage_change',
  'done_task',
  'edit',
  'unknown',
]

function toTouch(at: string, row: unknown): Touch {
  const told = (row ?? { kind: 'unknown', by: null }) as Omit<Touch, 'at'>
  // a kind of activity that nobody has foreseen is still somebody being in touch
  return { ...told, at, kind: KINDS.includes(told.kind) ? (told.kind as TouchKind) : 'message' }
}
