import { type GivenFields, given, readFields } from './read-fields.ts'

const clean = (text: string) => text.replace(/\s+/g, ' ').replace(/["“”]/g, "'").trim()

const subjectOf = (fields: GivenFields) => {
  const title = given(fields, 'lead_title', 'title', 'lead', 'subject')
  const organization = given(fields, 'organization_name', 'organization', 'company')
  if (title && organization && !title.toLowerCase().includes(organization.toLowerCase()))
    return clean(`${title} at ${organization}`)
  const either = title ?? organization
  return either ? clean(either) : undefined
}

const lastTouchOf = (fields: GivenFields) => {
  const kind = given(fields, 'last_touch_kind', 'touch_kind', 'kind')?.toLowerCase()
  const about = given(fields, 'about', 'last_touch_subject')
  if (!kind) return undefined
  return clean(`our last ${/stage|edit|task/.test(kind) ? 'contact' : kind}${about ? ` about ${about}` : ''}`)
}

/** A first line for a follow-up, from the given fields only; undefined when it is not known what it is about. */
export const wordFirstLine = (text: string): string | undefined => {
  const fields = readFields(text)
  const subject = subjectOf(fields)
  if (!subject) return undefined
  const touch = lastTouchOf(fields)
  return touch
    ? `Thank you again for ${touch}; is there any news on ${subject}?`
    : `I wanted to ask whether there is any news on ${subject}.`
}

/** A short note that says what is known and why it is time to write. */
export const wordNote = (text: string): string | undefined => {
  const fields = readFields(text)
  const subject = subjectOf(fields)
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
  const subject = subjectOf(readFields(text))
  return subject ? `Follow up: ${subject}`.slice(0, 120) : undefined
}
