import type { DatabaseError } from 'pg'

const FIELDS = [
  'code',
  'detail',
  'hint',
  'position',
  'internalPosition',
  'internalQuery',
  'severity',
  'where',
  'table',
  'column',
  'schema',
  'dataType',
  'constraint',
  'file',
  'line',
  'routine',
] as const

/** A Postgres error as Neon's proxy writes it: every field of the protocol, null where the server sent none. */
export function presentSqlError(error: unknown): Record<string, string | null> {
  const from = error as Partial<DatabaseError> & Error
  const body: Record<string, string | null> = { message: from.message }
  for (const field of FIELDS) body[field] = from[field] ?? null
  return body
}

export const isDatabaseError = (error: unknown) =>
  error instanceof Error && typeof (error as { code?: unknown }).code === 'string' && 'severity' in error
