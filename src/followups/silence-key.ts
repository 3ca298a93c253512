import { Temporal } from 'temporal-polyfill'

/**
 * The name of one silence: (lead, rule, last touch). The number of days is not part of it, so that a silence refused
 * at 14 days is not asked again at 10. The SQL twin is in list-silent-leads.ts.
 */
export function silenceKey(leadId: number, touchedAt: string): string {
  const microseconds = Temporal.Instant.from(touchedAt).epochNanoseconds / 1000n
  return `follow_up:lead:${leadId}:silence:${microseconds}`
}
