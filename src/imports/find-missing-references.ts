import { type SQL, sql } from 'drizzle-orm'
import type { ParsedRow } from './parse-rows.ts'

const TARGETS: Record<string, string> = {
  account_id: 'account',
  organization_id: 'organization',
  parent_id: 'organization',
  individual_id: 'individual',
  reports_to_id: 'individual',
  deal_id: 'deal',
  asset_id: 'asset',
  owner_id: 'app_user',
  assigned_to: 'app_user',
  by_user_id: 'app_user',
}

/** The references of the rows that lead nowhere, as rows {field, id}. */
export function missingReferences(rows: ParsedRow[]): SQL {
  const named = new Map<string, { field: string; id: unknown }>()
  for (const { values } of rows)
    for (const [field, id] of Object.entries(values))
      if (field in TARGETS && id !== null) named.set(referenceKey(field, id), { field, id })
  const checks = Object.entries(TARGETS).map(
    ([field, table]) =>
      sql`when ${field} then exists (select from ${sql.identifier(table)} t where t.id = r.id and t.tenant_id = app_tenant_id())`,
  )
  return sql`select r.field, r.id from jsonb_to_recordset(${JSON.stringify([...named.values()])}::jsonb) r(field text, id bigint)
    where not case r.field ${sql.join(checks, sql` `)} end`
}

export const referenceKey = (field: string, id: unknown): string => `${field}:${id}`
