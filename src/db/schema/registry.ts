import { jsonb, pgTable, serial, text, timestamp, unique } from 'drizzle-orm/pg-core'

export interface SchemaHint {
  key_fields?: string[]
  relationships?: { table: string; via: string }[]
  polymorphic?: boolean
  searchable_fields?: string[]
  embedding_fields?: string[]
  [extra: string]: unknown
}

/** The reasoning registry: which tables a kind of agent may read. Shared by all tenants; nobody's data. */
export const reasoning = pgTable(
  'reasoning',
  {
    id: serial().primaryKey(),
    type: text().notNull(),
    tableName: text('table_name').notNull(),
    description: text(),
    schemaHint: jsonb('schema_hint').$type<SchemaHint>(),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).defaultNow(),
  },
  (t) => [unique().on(t.type, t.tableName)],
)
