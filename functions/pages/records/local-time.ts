import { Temporal } from 'temporal-polyfill'
import { zoneOf } from '../frame/format.ts'

/** Times as a person of one zone writes them ("2026-11-24T09:30"), and back. */
export function localTime(timeZone: string) {
  const zone = zoneOf(timeZone)
  return {
    toLocal: (instant: string) =>
      Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }),
    toInstant: (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant().toString(),
  }
}
