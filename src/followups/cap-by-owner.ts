import { plainLine } from './plain-line.ts'

/** Follow-ups one person gets on one day: what a person can really answer beside the day's work. */
export const DAILY_CAP = 20

export interface Ranked {
  leadId: number
  ownerId: number | null
  ownerName: string | null
  /** Money at stake, as its number; currencies are compared without conversion. Null ranks last. */
  value: number | null
  silentDays: number
}

export interface HeldBack {
  ownerId: number | null
  ownerName: string | null
  count: number
}

export interface Capped<T extends Ranked> {
  kept: T[]
  held: HeldBack[]
  heldCount: number
}

/** Most valuable first, then the longest silent, then the oldest lead: a total order, so that re-runs agree. */
export function compareByValueAndAge(a: Ranked, b: Ranked): number {
  return (b.value ?? -1) - (a.value ?? -1) || b.silentDays - a.silentDays || a.leadId - b.leadId
}

/** Keeps at most `cap` per owner and day, counting what `madeToday` already gave them; the rest is counted, not lost. */
export function capByOwner<T extends Ranked>(
  stale: readonly T[],
  madeToday: ReadonlyMap<number | null, number>,
  cap: number = DAILY_CAP,
): Capped<T> {
  const given = new Map(madeToday)
  const held = new Map<number | null, HeldBack>()
  const kept: T[] = []
  for (const lead of [...stale].sort(compareByValueAndAge)) {
    const count = given.get(lead.ownerId) ?? 0
    if (count < cap) {
      given.set(lead.ownerId, count + 1)
      kept.push(lead)
    } else {
      const rest = held.get(lead.ownerId) ?? { ownerId: lead.ownerId, ownerName: lead.ownerName, count: 0 }
      held.set(lead.ownerId, { ...rest, count: rest.count + 1 })
    }
  }
  const heldBack = [...held.values()].sort((a, b) => b.count - a.count)
  return { kept, held: heldBack, heldCount: heldBack.reduce((sum, { count }) => sum + count, 0) }
}

/** "20 follow-ups proposed; 380 more stay for another day (Ana Lima: 380)." */
export function renderSummary(made: number, held: readonly HeldBack[], cap: number = DAILY_CAP): string {
  const heldCount = held.reduce((sum, { count }) => sum + count, 0)
  const proposed = made === 0 ? 'No follow-up is needed' : `${made} follow-up${made === 1 ? '' : 's'} proposed`
  if (heldCount === 0) return `${proposed}.`
  const perOwner = held.map((owner) => `${plainLine(owner.ownerName, 60) || 'nobody'}: ${owner.count}`).join(', ')
  const start = made === 0 ? 'No new follow-up today' : proposed
  return `${start}; ${heldCount} more stay for another day, at most ${cap} per person and day (${perOwner}).`
}
