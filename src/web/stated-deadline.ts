import { normaliseText } from '../evidence/normalise-text.ts'
import { monthNamed } from './find-dates.ts'

const LABEL =
  "(?:apply (?:by|before|until)|(?:application|submission) deadline|deadline(?: for applications?)?|closing date(?: for (?:this|the) \\p{L}+| for applications)?|applications? (?:close|due|must be received)(?: (?:by|on))?|(?:job |posting |advert )?(?:closes|expires)(?: on)?|valid (?:through|until)|bewerbungsfrist|bewerbungsschluss|bewerben sie sich bis|bewerbung bis|date limite(?: de candidature)?|candidatures? jusqu'au|fecha límite|plazo hasta el|scadenza|sluitingsdatum|solliciteren (?:kan )?tot)"
const DATE =
  '(?:(?<y>\\d{4})-(?<m>\\d{1,2})-(?<d>\\d{1,2})|(?<d2>\\d{1,2})(?:st|nd|rd|th|\\.)?(?: de| of)? (?<name>\\p{L}{3,10})\\.?,?(?: de)? (?<y2>\\d{4})|(?<name3>\\p{L}{3,10})\\.? (?<d3>\\d{1,2})(?:st|nd|rd|th)?,? (?<y3>\\d{4})|(?<d4>\\d{1,2})\\.(?<m4>\\d{1,2})\\.(?<y4>\\d{4}))'
const DEADLINE = new RegExp(
  `${LABEL}[^\\p{L}\\d]{0,4}(?:(?:is|was|were|war|on|by|the|am|zum|le|el|der|den|end of|midnight|\\p{L}{3,9}day)[ ,:]+){0,3}${DATE}`,
  'u',
)

/** The last day to apply that the text states, as an ISO date, and the words that state it; day/month order must be plain. */
export const statedDeadline = (text: string): { dueOn: string; phrase: string } | undefined => {
  const found = DEADLINE.exec(normaliseText(text).text)
  if (!found) return undefined
  const part = found.groups!
  const year = Number(part.y ?? part.y2 ?? part.y3 ?? part.y4)
  const day = Number(part.d ?? part.d2 ?? part.d3 ?? part.d4)
  const month = part.name || part.name3 ? monthNamed((part.name ?? part.name3)!) : Number(part.m ?? part.m4)
  if (!month || month > 12 || day < 1 || day > 31) return undefined
  const dueOn = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return { dueOn, phrase: found[0] }
}
