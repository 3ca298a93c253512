const DATE =
  /(?<![\d.])(?:(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})|(?<d2>\d{1,2})(?:st|nd|rd|th|\.)?(?: de| of)? (?<name>\p{L}{3,10})\.?,?(?: de)? (?<y2>\d{4})|(?<name3>\p{L}{3,10})\.? (?<d3>\d{1,2})(?:st|nd|rd|th)?,? (?<y3>\d{4})|(?<d4>\d{1,2})\.(?<m4>\d{1,2})\.(?<y4>\d{4}))(?!\d)/gu

const MONTHS = [
  ['jan', 'ene', 'gen', 'janv'],
  ['feb', 'fév', 'fev'],
  ['mar', 'mär', 'maa'],
  ['apr', 'avr', 'abr'],
  ['may', 'mai', 'maj', 'mag', 'mei'],
  ['jun', 'juin', 'giu'],
  ['jul', 'juil', 'lug'],
  ['aug', 'aoû', 'aou', 'ago'],
  ['sep', 'set'],
  ['oct', 'okt', 'ott', 'out'],
  ['nov'],
  ['dec', 'dez', 'déc', 'dic'],
]

export interface FoundDate {
  /** ISO 8601, a day. */
  date: string
  start: number
  end: number
}

/** The days a text names, where the order of day and month is plain. */
export function findDates(text: string): FoundDate[] {
  return [...text.matchAll(DATE)].flatMap((match) => {
    const part = match.groups!
    const year = Number(part.y ?? part.y2 ?? part.y3 ?? part.y4)
    const day = Number(part.d ?? part.d2 ?? part.d3 ?? part.d4)
    const name = part.name ?? part.name3
    const month = name ? monthNamed(name.toLowerCase()) : Number(part.m ?? part.m4)
    if (!month || month > 12 || day < 1 || day > 31) return []
    const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
    return Number.isNaN(Date.parse(date)) ? [] : [{ date, start: match.index, end: match.index + match[0].length }]
  })
}

/** The number of a month by the beginning of its name in one of several languages, lower case; 0 for none. */
export const monthNamed = (name: string): number => {
  // juin and juillet share three letters with each other's neighbours, so the longest beginning wins
  const matches = MONTHS.flatMap((starts, i) =>
    starts.filter((start) => name.startsWith(start)).map((start) => ({ i, length: start.length })),
  )
  return matches.sort((a, b) => b.length - a.length).map(({ i }) => i + 1)[0] ?? 0
}
