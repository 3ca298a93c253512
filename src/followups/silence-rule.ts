import { Temporal } from 'temporal-polyfill'
import { addWorkingDays, isWorkingDay, localDay } from './working-days.ts'

/** How long a lead may be silent. `calendar` days are 24 h each; `working` days are counted in the owner's zone. */
export interface SilenceRule {
  unit: 'calendar' | 'working'
  days: number
  source: 'question' | 'status' | 'default'
}

/** What was asked: a number in the question, or nothing (the cron). */
export interface AskedSilence {
  days?: number
  workingDays?: number
}

export const DEFAULT_SILENT_DAYS = 14
const NANOSECONDS_A_DAY = 86_400_000_000_000n

/** A number in the question wins over the status's own limit (working days), which wins over 14 calendar days. */
export function chooseSilenceRule(asked: AskedSilence, status: { staleAfterDays: number | null } | null): SilenceRule {
  if (asked.days !== undefined) return { unit: 'calendar', days: asked.days, source: 'question' }
  if (asked.workingDays !== undefined) return { unit: 'working', days: asked.workingDays, source: 'question' }
  const own = status?.staleAfterDays
  if (own != null && own > 0) return { unit: 'working', days: own, source: 'status' }
  return { unit: 'calendar', days: DEFAULT_SILENT_DAYS, source: 'default' }
}

/**
 * The latest touch that already counts as silent: stale means `touch <= lastSilentMoment`. One moment per rule and
 * zone, so that a database can answer it from an index. Microseconds, as Postgres keeps them.
 */
export function lastSilentMoment(
  rule: SilenceRule,
  timeZone: string,
  holidays: ReadonlySet<string>,
  now: string,
): string {
  const instant = Temporal.Instant.from(now)
  if (rule.unit === 'calendar') return instant.subtract({ hours: rule.days * 24 }).toString()
  const today = localDay(now, timeZone)
  const met = isWorkingDay(today, holidays) ? 1 : 0
  const firstCounted = rule.days <= met ? today : addWorkingDays(today, met - rule.days, holidays)
  return firstCounted.toZonedDateTime(timeZone).toInstant().subtract({ microseconds: 1 }).toString()
}

/** When a lead touched at `touchedAt` becomes stale: N x 24 h later, or as the Nth working day after it begins. */
export function becomesStaleAt(
  rule: SilenceRule,
  touchedAt: string,
  timeZone: string,
  holidays: ReadonlySet<string>,
): string {
  if (rule.unit === 'calendar') {
    return Temporal.Instant.from(touchedAt)
      .add({ hours: rule.days * 24 })
      .toString()
  }
  return addWorkingDays(localDay(touchedAt, timeZone), rule.days, holidays)
    .toZonedDateTime(timeZone)
    .toInstant()
    .toString()
}

/** Whole days of 24 h since the touch, never below zero. */
export function silentDays(touchedAt: string, now: string): number {
  const silence = Temporal.Instant.from(now).epochNanoseconds - Temporal.Instant.from(touchedAt).epochNanoseconds
  return Math.max(0, Number(silence / NANOSECONDS_A_DAY))
}

/** "14 days" or "5 working days". */
export function renderSilenceRule(rule: SilenceRule): string {
  const unit = rule.unit === 'working' ? 'working day' : 'day'
  return `${rule.days} ${unit}${rule.days === 1 ? '' : 's'}`
}
