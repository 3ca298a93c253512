const bounds = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const

const minuteMs = 60_000
const dayMs = 86_400_000
// four years and a leap day: "0 0 29 2 *" has its turn within it
const horizonDays = 1_462

/** The next time after `now` (unix milliseconds, UTC) of a five-field cron expression; throws when it is not one. */
export function nextCronTime(cron: string, now: number): number {
  const fields = cron.trim().split(/\s+/)
  if (fields.length !== 5) throw new Error('a cron expression has five fields')
  const [minutes, hours, days, months, weekdays] = fields.map(parseField) as [Field, Field, Field, Field, Field]
  const first = Math.floor(now / minuteMs) * minuteMs + minuteMs
  for (let day = first - (first % dayMs); day < first + horizonDays * dayMs; day += dayMs) {
    const date = new Date(day)
    const dayFits = days.values.has(date.getUTCDate())
    const weekdayFits = weekdays.values.has(date.getUTCDay()) || (date.getUTCDay() === 0 && weekdays.values.has(7))
    // cron's old rule: when both day fields are given, either is enough
    const fits = days.any || weekdays.any ? dayFits && weekdayFits : dayFits || weekdayFits
    if (!fits || !months.values.has(date.getUTCMonth() + 1)) continue
    for (const hour of hours.values) {
      for (const minute of minutes.values) {
        const time = day + (hour * 60 + minute) * minuteMs
        if (time >= first) return time
      }
    }
  }
  throw new Error('the cron expression names no date')
}

type Field = { any: boolean; values: Set<number> }

function parseField(text: string, index: number): Field {
  const [low, high] = bounds[index] as readonly [number, number]
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part)
    if (!match) throw new Error(`"${part}" is not a cron field`)
    const [, from, to, step] = match
    const start = from === undefined ? low : Number(from)
    const end = to !== undefined ? Number(to) : from === undefined || step ? high : start
    if (start < low || end > high || start > end || step === '0') throw new Error(`"${part}" is out of range`)
    for (let value = start; value <= end; value += Number(step ?? 1)) values.add(value)
  }
  return { any: text === '*', values: new Set([...values].sort((a, b) => a - b)) }
}
