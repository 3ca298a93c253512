import type { PersonField } from './person-finding.ts'

/** A value as a record keeps it: one spelling for addresses, one line for words. */
export function tidyValue(field: PersonField, value: string): string {
  const line = value.replace(/\s+/g, ' ').trim()
  if (field === 'email') return line.toLowerCase().replace(/^mailto:/, '')
  if (field === 'linkedin_url') return /^https?:\/\//i.test(line) ? line : `https://${line}`
  return line
}
