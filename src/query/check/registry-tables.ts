import { foldTableName } from '../../registry/fold-table-name.ts'
import type { ReasoningTable } from '../../registry/reasoning-table.ts'
import { refuse } from '../refused.ts'

/** A table that can be read: it exists and every row of it says whose it is. */
export type ReadableTable = ReasoningTable & { table: string }

export type FindTable = (name: string, schema: string | undefined) => ReadableTable

/** Resolves names as people write them (`Organization`, `"Data_Provenance"`, `public.lead`); refuses all others. */
export function createTableFinder(registry: ReasoningTable[]): FindTable {
  const byName = new Map<string, ReasoningTable>()
  for (const table of registry) {
    if (table.table) byName.set(foldTableName(table.table), table)
    byName.set(foldTableName(table.name), table)
  }
  return (name, schema) => {
    const found = schema === undefined || schema === 'public' ? byName.get(foldTableName(name)) : undefined
    if (!found) return refuse(`The table ${schema ? `${schema}.` : ''}${name} is not one of ${listNames(registry)}.`)
    if (!isReadable(found)) return refuse(`The table ${found.name} is in the registry but cannot be queried yet.`)
    return found
  }
}

const isReadable = (table: ReasoningTable): table is ReadableTable =>
  table.table !== null && table.columns.some(({ name }) => name === 'tenant_id')

const listNames = (registry: ReasoningTable[]) => registry.map(({ name }) => name).join(', ') || 'none'
