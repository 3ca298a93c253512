import { Temporal } from 'temporal-polyfill'

const SATURDAY = 6
// Ends the search when a calendar calls every day a holiday.
const MAX_SEARCH_DAYS = 4_000

/** The first of the given zones that exists, else UTC; a misspelt zone must never stop a follow-up. */
export function findTimeZone(...candidates: (string | null | undefined)[]): string {
  for (const zone of candidates) {
    if (zone && timeZoneExists(zone)) return zone
  }
  return 'UTC'
}

function timeZoneExists(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch {
    return false
  }
}

/** The calendar day of a moment, as it is in the zone. */
export function localDay(at: string, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate()
}

/** Monday to Friday, except the tenant's holidays (ISO dates). */
export function isWorkingDay(day: Temporal.PlainDate, holidays: ReadonlySet<string>): boolean {
  return day.dayOfWeek < SATURDAY && !holidays.has(day.toString())
}

/** Steps over days in one direction until `count` working days were met; the given day itself is not counted. */
export function addWorkingDays(
  day: Temporal.PlainDate,
  count: number,
  holidays: ReadonlySet<string>,
): Temporal.PlainDate {
  const step = Math.sign(count)
  let met = 0
  let current = day
  for (let searched = 0; met < Math.abs(count) && searched < MAX_SEARCH_DAYS; searched += 1) {
    current = current.add({ days: step })
    if (isWorkingDay(current, holidays)) met += 1
  }
  return current
}

/** ISO date of the first working day after today, in the zone. */
export function nextWorkingDay(now: string, timeZone: string, holidays: ReadonlySet<string>): string {
  return addWorkingDays(localDay(now, timeZone), 1, holidays).toString()
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "3 Nov 2026" for an ISO date. */
export function renderDate(isoDate: string): string {
  return renderPlainDate(Temporal.PlainDate.from(isoDate))
}

/** The day of a moment as its reader's calendar shows it. */
export function renderDay(at: string, timeZone: string): string {
  return renderPlainDate(localDay(at, timeZone))
}

const renderPlainDate = ({ day, month, year }: Temporal.PlainDate) => `${day} ${MONTHS[month - 1]} ${year}`
