import { sql } from 'drizzle-orm'
import { bigint, foreignKey, integer, type PgColumn, timestamp, unique } from 'drizzle-orm/pg-core'

/** A moment, kept as timestamptz and read as ISO 8601 text. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })

export const id = () => bigint({ mode: 'number' }).primaryKey().generatedByDefaultAsIdentity()

export const reference = (name: string) => bigint(name, { mode: 'number' })

// The default lets the product insert without naming the tenant; plain SQL as superuser has to give it.
export const tenantId = () => bigint('tenant_id', { mode: 'number' }).notNull().default(sql`app_tenant_id()`)

/** What every record carries beside its own fields. */
export const recordColumns = () => ({
  id: id(),
  tenantId: tenantId(),
  createdAt: moment('created_at').notNull().defaultNow(),
  createdBy: reference('created_by'),
  updatedAt: moment('updated_at').notNull().defaultNow(),
  updatedBy: reference('updated_by'),
  rowVersion: integer('row_version').notNull().default(1),
  archivedAt: moment('archived_at'),
})

interface TenantTable {
  tenantId: PgColumn
  id: PgColumn
}

/** The key that composite foreign keys point at, so that a row can never reference another tenant's row. */
export const tenantKey = (table: TenantTable) => unique().on(table.tenantId, table.id)

/** A foreign key that includes the tenant. */
export const tenantReference = (tenant: PgColumn, column: PgColumn, target: () => TenantTable) => {
  const { tenantId: foreignTenant, id: foreignId } = target()
  return foreignKey({ columns: [tenant, column], foreignColumns: [foreignTenant, foreignId] })
}
