import type { SchemaHint } from '../../src/db/schema/registry.ts'
import { crmTables } from './crm-tables.ts'
import { registryHints } from './registry-hints.ts'

export interface RegistryRow {
  type: string
  table_name: string
  description: string
  schema_hint: SchemaHint
}

/** The reasoning registry as a new database gets it. */
export const registryRows = (): RegistryRow[] =>
  crmTables.map(({ name, description }) => ({
    type: 'crm',
    table_name: name,
    description,
    schema_hint: registryHints[name]!,
  }))
