// English first, then what people type in German, French, Spanish, Portuguese and Italian.
const NUMBER_WORDS: Record<string, number> = Object.fromEntries(
  (
    [
      [1, 'a an one ein eine einer einem un une una uma um'],
      [2, 'two couple zwei deux dos duas dois due'],
      [3, 'three few drei trois tres três tre'],
      [4, 'four vier quatre cuatro'],
      [5, 'five'],
      [6, 'six'],
      [7, 'seven'],
      [8, 'eight'],
      [9, 'nine'],
      [10, 'ten zehn dix diez'],
      [11, 'eleven'],
      [12, 'twelve'],
      [14, 'fourteen vierzehn quatorze catorce'],
      [15, 'fifteen quinze quince'],
      [20, 'twenty'],
      [30, 'thirty'],
      [60, 'sixty'],
      [90, 'ninety'],
    ] as const
  ).flatMap(([count, words]) => words.split(' ').map((word) => [word, count])),
)

interface Unit {
  words: string
  days: number
  isWorking?: true
}

const UNITS: Unit[] = [
  {
    words: '(?:business|working|work)[ -]days?|workdays?|weekdays?|werktagen?|arbeitstagen?',
    days: 1,
    isWorking: true,
  },
  { words: 'hours?|hrs?|h', days: 1 / 24 },
  { words: '(?:calendar )?days?|d|tage?n?|jours?|d[ií]as?|giorn[oi]', days: 1 },
  { words: 'weeks?|wks?|w|wochen?|semaines?|semanas?|settiman[ae]', days: 7 },
  { words: 'fortnights?', days: 14 },
  { words: 'months?|mos?|monate?n?|mois|mes(?:es)?|m[eê]s|mes[ei]', days: 30 },
  { words: 'quarters?', days: 91 },
  { words: 'years?|yrs?|jahre?n?|ans|ann[ée]es?|años?|anos?|ann[oi]', days: 365 },
]

// Ten years: beyond it a number is more likely a year or an id.
const MAX_DAYS = 3_650

const COUNT = `(\\d{1,4})\\+?[ -]*|(${Object.keys(NUMBER_WORDS).join('|')})[ -]+(?:of )?|(?:last|past|full|whole|entire) `
const DURATION = new RegExp(
  `(?<![\\p{L}\\d])(?:${COUNT})(${UNITS.map(({ words }) => words).join('|')})(?![\\p{L}\\d])`,
  'giu',
)
// "due in 3 days", "follow up in 3 days": when to act, not how long it has been silent.
const WHEN_TO_ACT =
  /\b(?:due|follow(?:ing)?[ -]?ups?|remind(?: me| us)?|schedul\w+|deadline|call(?:ing)?)(?: (?:date|them|it))*(?: is| of)?(?: in| within| after)?(?: the next)?\s*$/i
const SILENCE =
  /n['’]t|\b(?:not|no|nothing|nobody|without|silent|silence|quiet|untouched|stale|idle|inactive|since|last|past|more than|over|at least|older|cold|ago|never|nicht|ohne|pas|sans|sin|sem|senza|depuis|seit|desde|hace|há|da)\b/i

/** The length of silence a question names ("2 weeks", "a fortnight", "10 business days"); {} when it names none. */
export function parseSilenceDuration(question: string): { days?: number; workingDays?: number } {
  const durations = [...question.matchAll(DURATION)].filter(
    ({ index }) => !WHEN_TO_ACT.test(question.slice(Math.max(0, index - 60), index)),
  )
  const chosen =
    durations.find(({ index }) => SILENCE.test(question.slice(Math.max(0, index - 60), index))) ?? durations[0]
  return chosen ? countDays(chosen) : {}
}

function countDays([, digits, word, unitText]: RegExpExecArray): { days?: number; workingDays?: number } {
  const count = digits ? Number(digits) : word ? (NUMBER_WORDS[word.toLowerCase()] ?? 0) : 1
  const unit = UNITS.find(({ words }) => new RegExp(`^(?:${words})$`, 'iu').test(unitText ?? ''))
  if (!unit || count < 1 || count * unit.days > MAX_DAYS) return {}
  return unit.isWorking ? { workingDays: count } : { days: Math.ceil(count * unit.days) }
}
