import { getTableName, is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import type { SchemaHint } from '../../src/db/schema/registry.ts'
import { foldTableName } from '../../src/registry/fold-table-name.ts'

/** Prose, which is searched by words and worth an embedding; names and keys are neither. */
const PROSE = ['description', 'content', 'body', 'notes']

/** What no question is about: whose row it is in the end is told by the survivor. */
const BOOKKEEPING = ['tenant_id', 'merged_into_id']

/**
 * The hints of the registry's tables, derived from the drizzle schema: relationships from its foreign keys,
 * `polymorphic` where a row names its subject by (entity_type, entity_id). `keyFields` are chosen by people.
 */
export function deriveRegistryHints(
  names: string[],
  schema: Record<string, unknown>,
  keyFields: Record<string, string[]>,
): Record<string, SchemaHint> {
  const tables = Object.values(schema).filter((value): value is PgTable => is(value, PgTable))
  const byName = new Map(tables.map((table) => [foldTableName(getTableName(table)), table]))
  const spelled = new Map(names.map((name) => [byName.get(foldTableName(name)), name]))
  return Object.fromEntries(
    names.map((name) => {
      const table = byName.get(foldTableName(name))
      if (!table) throw new Error(`The registry names ${name}, which is no table of the schema.`)
      return [name, deriveHint(table, spelled, keyFields[name])]
    }),
  )
}

function deriveHint(table: PgTable, spelled: Map<PgTable | undefined, string>, keyFields?: string[]): SchemaHint {
  const { columns, foreignKeys } = getTableConfig(table)
  const names = columns.map(({ name }) => name)
  const missing = keyFields?.filter((field) => !names.includes(field)) ?? []
  if (missing.length > 0) throw new Error(`${getTableName(table)} has no column ${missing.join(', ')}.`)
  const relationships = foreignKeys.flatMap((key) => {
    const { columns: own, foreignTable } = key.reference()
    const via = own.map(({ name }) => name).find((name) => !BOOKKEEPING.includes(name))
    const target = spelled.get(foreignTable)
    return via && target ? [{ table: target, via }] : []
  })
  const prose = names.filter((name) => PROSE.includes(name))
  return {
    ...(keyFields && { key_fields: keyFields }),
    ...(relationships.length > 0 && { relationships }),
    ...((names.includes('entity_id') || names.includes('type')) && { polymorphic: true }),
    ...(prose.length > 0 && { searchable_fields: prose, embedding_fields: prose }),
  }
}
