import type { Row } from './read-results.ts'

export type Entity =
  | 'Account'
  | 'Organization'
  | 'Individual'
  | 'Contact'
  | 'Deal'
  | 'Lead'
  | 'Project'
  | 'Task'
  | 'Note'
  | 'Asset'
  | 'Document'

const present = (value: unknown): string | undefined =>
  value === null || value === undefined || value === ''
    ? undefined
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)

/** What a row is called: its name, its title, its person, or what it says. */
export const labelOf = (row: Row): string | undefined => {
  const person = [row.first_name, row.last_name].map(present).filter(Boolean).join(' ')
  return (
    present(row.name) ??
    (person || undefined) ??
    present(row.person) ??
    present(row.filename) ??
    present(row.title) ??
    present(row.content)?.replace(/\s+/g, ' ').slice(0, 160) ??
    present(row.organization)
  )
}

const silent =
  /^(?:id|matched_by|name|first_name|last_name|person|tenant_id|row_version|created_by|updated_by|archived_at|merged_into_id|column_\d+)$|(?<!owner)_id$/

/** The other facts of a row, in the order in which the result gives them. */
export const factsOf = (row: Row, most = 6): string[] => {
  const label = labelOf(row)
  return Object.entries(row)
    .filter(([name, value]) => !silent.test(name) && present(value) !== undefined && present(value) !== label)
    .slice(0, most)
    .map(([name, value]) => `${name.replaceAll('_', ' ')}: ${present(value)!.replace(/\s+/g, ' ').slice(0, 160)}`)
}

/** "Northwind (Organization 12)"; a row without id is what it is called. */
export const nameRow = (row: Row, entity: string | undefined): string => {
  const label = labelOf(row)
  const id = typeof row.id === 'number' || /^\d+$/.test(String(row.id ?? '')) ? String(row.id) : undefined
  if (!id) return label ?? ''
  return label ? `${label} (${entity ?? 'id'} ${id})` : `${entity ?? 'id'} ${id}`
}
