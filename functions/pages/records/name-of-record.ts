/** What a person calls a record of any kind. */
export function nameOfRecord(type: string, record: Record<string, unknown>): string {
  const person = [record.first_name, record.last_name].filter(Boolean).join(' ')
  const called =
    person || record.name || record.title || record.filename || record.content || record.person || record.email
  return String(called || `${type} ${record.id}`).slice(0, 200)
}
