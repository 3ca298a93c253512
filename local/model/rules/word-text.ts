import { type GivenFields, given, readFields } from './read-fields.ts'

const clean = (text: string) => text.replace(/\s+/g, ' ').replace(/["“”]/g, "'").trim()

const subjectOf = (text: string, fields: GivenFields) => {
  // the title of a task names its lead: "Follow up: Senior Engineer at Acme"
  const named = /^\s*Follow(?:ing)?[ -]up(?: on| with)?:?\s+(.+)$/im.exec(text)?.[1]
  if (named) return clean(named)
  const title = given(fields, 'lead_title', 'title', 'lead', 'subject')
  const organization = given(fields, 'organization_name', 'organization', 'company')
  if (title && organization && !title.toLowerCase().includes(organization.toLowerCase()))
    return clean(`${title} at ${organization}`)
  const either = title ?? organization
  return either ? clean(either) : undefined
}

const told =
  /\blast touch:\s*an? ((?:e-?mail|call|meeting|message|note)\b)( received)?.*? on (\d{1,2} \p{L}+ \d{4}|\d{4}-\d{2}-\d{2})/iu

const lastTouchOf = (text: string, fields: GivenFields) => {
  const [, what, isReceived, day] = told.exec(text) ?? []
  if (what && !/note/i.test(what)) return clean(`${isReceived ? 'your' : 'the'} ${what} of ${day}`)
  const kind = given(fields, 'last_touch_kind', 'touch_kind', 'kind')?.toLowerCase()
  const about = given(fields, 'about', 'last_touch_subject')
  if (!kind) return undefined
  return clean(`our last ${/stage|edit|task/.test(kind) ? 'contact' : kind}${about ? ` about ${about}` : ''}`)
}

/** A first line for a follow-up, from the given fields only; undefined when it is not known what it is about. */
export const wordFirstLine = (text: string): string | undefined => {
  const fields = readFields(text)
  const subject = subjectOf(text, fields)
  if (!subject) return undefined
  const touch = lastTouchOf(text, fields)
  return touch
    ? `I am coming back to ${touch}: is there any news on ${subject}?`
    : `I wanted to ask whether there is any news on ${subject}.`
}

/** A short note that says what is known and why it is time to write. */
export const wordNote = (text: string): string | undefined => {
  const fields = readFields(text)
  const subject = subjectOf(text, fields)
  if (!subject) return undefined
  const days = given(fields, 'days_silent', 'silent_days', 'days')
  const status = given(fields, 'status', 'stage')
  const contact = given(fields, 'contact', 'contact_name', 'person')
  const parts = [
    `Follow up on ${subject}.`,
    days ? `Silent for ${days.replace(/\D+$/, '')} days.` : undefined,
    status ? `Status: ${clean(status)}.` : undefined,
    contact ? `Write to ${clean(contact)}.` : undefined,
  ]
  return parts.filter(Boolean).join(' ')
}

/** A title for a task or message. */
export const wordTitle = (text: string): string | undefined => {
  const subject = subjectOf(text, readFields(text))
  return subject ? `Follow up: ${subject}`.slice(0, 120) : undefined
}
