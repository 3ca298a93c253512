import { normaliseText } from '../evidence/normalise-text.ts'
import { atsJobId } from './ats-job-id.ts'
import { CLOSING_PHRASES, CONDITION_BEFORE, OPEN_PHRASES, otherPostingsAt } from './liveness-phrases.ts'
import { statedDeadline } from './stated-deadline.ts'

export interface Liveness {
  state: 'live' | 'closed' | 'filled' | 'expired' | 'unknown'
  /** What on the page says so; nothing where nothing does. */
  phrase?: string
}

interface Context {
  now?: Date
  /** schema.org JobPosting.validThrough, a date or a time. */
  validThrough?: string
  /** The address asked for and the one that answered: boards send a closed posting's visitors to their list. */
  asked?: string
  answered?: string
}

/**
 * Whether a posting is still open, by what the page says and not by its HTTP status. A closing sentence outweighs an
 * "apply" button; a conditional one ("until the position is filled") is none; without either the answer is unknown.
 */
export const liveness = (text: string, context: Context = {}): Liveness =>
  closedBySentence(text) ?? closedByRedirect(context) ?? closedByDate(text, context) ?? openBy(text, context)

const closedBySentence = (text: string): Liveness | undefined => {
  const page = normaliseText(text, { keepLines: true })
  const folded = page.text.slice(0, otherPostingsAt(page.text))
  for (const { state, pattern } of CLOSING_PHRASES) {
    for (const { 0: phrase, index } of folded.matchAll(pattern)) {
      const lastWord = index + phrase.lastIndexOf(' ')
      if (CONDITION_BEFORE.test(folded.slice(Math.max(0, index - 80), Math.max(index, lastWord)))) continue
      const asWritten = page.original.slice(page.starts[index]!, page.ends[index + phrase.length - 1]!)
      return { state, phrase: asWritten.replace(/\s+/g, ' ').trim() }
    }
  }
  return undefined
}

const closedByRedirect = ({ asked, answered }: Context): Liveness | undefined => {
  if (!asked || !answered) return undefined
  const [id, reached] = [atsJobId(asked), atsJobId(answered)]
  const isGone = id !== undefined && (reached !== id || /[?&]error=true\b/.test(answered))
  const sameBoard = id !== undefined && (reached === undefined || reached.split(':')[0] === id.split(':')[0])
  return isGone && sameBoard
    ? { state: 'closed', phrase: `The job board answers with ${answered} instead.` }
    : undefined
}

const closedByDate = (text: string, { validThrough, now }: Context): Liveness | undefined => {
  if (!now) return undefined
  const stated = statedDeadline(text)
  if (stated && isPast(stated.dueOn, now)) return { state: 'expired', phrase: stated.phrase }
  if (validThrough && isPast(validThrough, now)) return { state: 'expired', phrase: `valid through ${validThrough}` }
  return undefined
}

const HOUR = 3_600_000
// a day without a time zone is over when it is over everywhere (UTC-12)
const isPast = (dateOrTime: string, now: Date): boolean => {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(dateOrTime)
  const end = Date.parse(dateOrTime) + (isDate ? 36 * HOUR : 0)
  return Number.isFinite(end) && end < now.getTime()
}

const openBy = (text: string, { validThrough, now }: Context): Liveness => {
  const folded = normaliseText(text, { keepLines: true }).text
  const invitation = OPEN_PHRASES.map((pattern) => pattern.exec(folded)?.[0].trim()).find(Boolean)
  if (invitation) return { state: 'live', phrase: invitation }
  const stated = now && statedDeadline(text)
  if (stated) return { state: 'live', phrase: stated.phrase }
  if (validThrough && now && Date.parse(validThrough) > now.getTime()) {
    return { state: 'live', phrase: `valid through ${validThrough}` }
  }
  return { state: 'unknown' }
}
