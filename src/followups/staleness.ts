import { Temporal } from 'temporal-polyfill'
import { silenceKey } from './silence-key.ts'
import {
  type AskedSilence,
  becomesStaleAt,
  chooseSilenceRule,
  lastSilentMoment,
  type SilenceRule,
  silentDays,
} from './silence-rule.ts'
import { renderReason, type StalenessReason } from './staleness-reason.ts'
import type { Touch } from './touch.ts'
import { nextWorkingDay } from './working-days.ts'

export interface StatusMeaning {
  name: string
  isTerminal: boolean
  onHold: boolean
  /** Working days, or null for the default. */
  staleAfterDays: number | null
}

export interface StalenessFacts {
  lead: { id: number; createdAt: string; archivedAt?: string | null }
  lastTouch: Touch | null
  status: StatusMeaning | null
  rule: AskedSilence
  openTasks: { title: string; dueDate: string | null }[]
  futureActivities: { kind: string; at: string }[]
  snooze: { until: string } | null
  /** A refusal, or an undone follow-up, of the silence that began at `silentSince`. */
  refusal: { silentSince: string; at: string; by: string | null } | null
  pending: { proposalId: string } | null
  /** The silence already had its task: one task per silence. */
  answered?: { silentSince: string; at: string } | null
  holidays: ReadonlySet<string>
  timeZone: string
  now: string
}

export interface Staleness {
  verdict: 'stale' | 'not_stale'
  reason: StalenessReason
  sentence: string
  silentDays: number
  silentSince: string
  silenceKey: string
  /** ISO date: the next working day in the owner's zone; null when nothing is due. */
  dueOn: string | null
}

/** Says whether a lead deserves a follow-up, and why or why not. Preview, explain and the cron all ask this. */
export function staleness(facts: StalenessFacts): Staleness {
  const since = facts.lastTouch?.at ?? facts.lead.createdAt
  const rule = chooseSilenceRule(facts.rule, facts.status)
  const reason: StalenessReason = whyNot(facts, rule, since) ?? { code: 'silent', rule, touch: facts.lastTouch, since }
  const isStale = reason.code === 'silent'
  const days = silentDays(since, facts.now)
  return {
    verdict: isStale ? 'stale' : 'not_stale',
    reason,
    sentence: renderReason(reason, days, facts.timeZone),
    silentDays: days,
    silentSince: since,
    silenceKey: silenceKey(facts.lead.id, since),
    dueOn: isStale ? nextWorkingDay(facts.now, facts.timeZone, facts.holidays) : null,
  }
}

/** The first reason that keeps the lead quiet: what closes it for good, then what is planned, then the clock, then answers. */
function whyNot(facts: StalenessFacts, rule: SilenceRule, since: string): StalenessReason | undefined {
  return whyClosed(facts) ?? whyPlanned(facts) ?? whyTooSoon(facts, rule, since) ?? whyAnswered(facts, since)
}

function whyClosed({ lead, status }: StalenessFacts): StalenessReason | undefined {
  if (lead.archivedAt) return { code: 'archived' }
  if (status?.isTerminal) return { code: 'terminal', status: status.name }
  if (status?.onHold) return { code: 'on_hold', status: status.name }
  return undefined
}

function whyPlanned({ openTasks, futureActivities, now }: StalenessFacts): StalenessReason | undefined {
  const [task] = openTasks
  if (task) return { code: 'open_task', ...task, more: openTasks.length - 1 }
  const planned = futureActivities.filter(({ at }) => isAfter(at, now)).sort((a, b) => (isAfter(a.at, b.at) ? 1 : -1))
  return planned[0] && { code: 'scheduled', ...planned[0] }
}

function whyTooSoon(facts: StalenessFacts, rule: SilenceRule, since: string): StalenessReason | undefined {
  const { timeZone, holidays, now } = facts
  if (!isAfter(since, lastSilentMoment(rule, timeZone, holidays, now))) return undefined
  const staleAt = becomesStaleAt(rule, since, timeZone, holidays)
  return { code: 'touched', rule, touch: facts.lastTouch, since, staleAt }
}

function whyAnswered(facts: StalenessFacts, since: string): StalenessReason | undefined {
  const { refusal, answered, snooze, pending, now } = facts
  if (refusal && !isAfter(since, refusal.silentSince)) return { code: 'refused', at: refusal.at, by: refusal.by }
  if (answered && !isAfter(since, answered.silentSince)) return { code: 'answered', at: answered.at }
  if (snooze && isAfter(snooze.until, now)) return { code: 'snoozed', until: snooze.until }
  if (pending) return { code: 'pending', proposalId: pending.proposalId }
  return undefined
}

function isAfter(a: string, b: string): boolean {
  return Temporal.Instant.compare(a, b) > 0
}
