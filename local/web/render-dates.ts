const dayMs = 86_400_000

const formats: Record<string, (day: Date) => string> = {
  date: (day) => format(day, 'en-GB', { day: 'numeric', month: 'long', year: 'numeric' }),
  us: (day) => format(day, 'en-US', { day: 'numeric', month: 'short', year: 'numeric' }),
  de: (day) => format(day, 'de-DE', { day: '2-digit', month: '2-digit', year: 'numeric' }),
  iso: (day) => day.toISOString().slice(0, 10),
  year: (day) => String(day.getUTCFullYear()),
}

const format = (day: Date, locale: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(day)

/** The day that lies `days` after `now`. */
export const dayFrom = (now: Date, days: number): Date => new Date(now.getTime() + days * dayMs)

/** A day as Serper writes it: "Nov 24, 2026". */
export const formatSearchDate = (day: Date): string => formats.us!(day)

/** Replaces `{{date:-12}}` and its like by a day relative to now, so that bundled pages never grow old. */
export const renderDates = (text: string, now: Date): string =>
  text.replace(/\{\{(date|us|de|iso|year):([+-]?\d+)\}\}/g, (_, name: string, days: string) =>
    formats[name]!(dayFrom(now, Number(days))),
  )
