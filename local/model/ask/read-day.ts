import { parseDay } from '../read/parse-day.ts'
import { readDays } from '../rules/read-intent.ts'

const weekdays = 'sunday|monday|tuesday|wednesday|thursday|friday|saturday'.split('|')
const dayMs = 86_400_000

/** The day a text names, as ISO date, counted from `today` where it is a relative one; undefined when it names none. */
export const readDay = (text: string, today: string | undefined): string | undefined => {
  const named = parseDay(text)
  if (named || !today) return named
  const now = Date.parse(`${today}T00:00:00Z`)
  const after = (days: number) => new Date(now + days * dayMs).toISOString().slice(0, 10)
  if (/\btoday\b/i.test(text)) return after(0)
  if (/\btomorrow\b/i.test(text)) return after(1)
  const within = /\bin (?=\d|an? |one |two |three |four |five |six )/i.exec(text)
  const days = within && readDays(text.slice(within.index))
  if (days) return after(days)
  if (/\bnext week\b/i.test(text)) return after(7)
  if (/\bnext month\b/i.test(text)) return after(30)
  const weekday = new RegExp(`\\b(?:on|by|next|this|until) (${weekdays.join('|')})\\b`, 'i')
    .exec(text)?.[1]
    ?.toLowerCase()
  if (!weekday) return undefined
  const ahead = (weekdays.indexOf(weekday) - new Date(now).getUTCDay() + 7) % 7
  return after(ahead === 0 ? 7 : ahead)
}
