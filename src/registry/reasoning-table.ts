import type { SchemaHint } from '../db/schema/registry.ts'

/** One row of the reasoning registry, with what the live catalogue says about its table. */
export interface ReasoningTable {
  /** As the registry spells it: `Data_Provenance`. */
  name: string
  description: string | null
  hints: SchemaHint | null
  /** The relation in schema public, or null while no migration has made it. */
  table: string | null
  columns: ReasoningColumn[]
  /** The primary key within one tenant. */
  key: string[]
  /** Whether row level security guards the table. */
  rowSecurity: boolean
}

export interface ReasoningColumn {
  name: string
  /** As Postgres prints it: `timestamp with time zone`. */
  type: string
  /** The relation a foreign key points to. */
  references?: string
  /** The only values a check constraint allows. */
  values?: string[]
}
