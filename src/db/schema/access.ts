import { sql } from 'drizzle-orm'
import { boolean, index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { id, moment, reference, tenantId, tenantKey, tenantReference } from './columns.ts'

export const tenant = pgTable('tenant', {
  id: id(),
  name: text().notNull(),
  settings: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  createdAt: moment('created_at').notNull().defaultNow(),
})

/** A person of one tenant. */
export const appUser = pgTable(
  'app_user',
  {
    id: id(),
    tenantId: tenantId().references(() => tenant.id),
    email: text().notNull(),
    name: text().notNull(),
    role: text().notNull().default('reviewer'),
    timeZone: text('time_zone').notNull().default('UTC'),
    isActive: boolean('is_active').notNull().default(true),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('app_user_email').on(t.tenantId, sql`lower(${t.email})`),
    index('app_user_sign_in').on(sql`lower(${t.email})`),
  ],
)

/** Only the SHA-256 of a key is kept; the key itself is shown once. */
export const apiKey = pgTable(
  'api_key',
  {
    id: id(),
    tenantId: tenantId().references(() => tenant.id),
    name: text().notNull(),
    role: text().notNull(),
    userId: reference('user_id'),
    keyHash: text('key_hash').notNull().unique(),
    createdAt: moment('created_at').notNull().defaultNow(),
    revokedAt: moment('revoked_at'),
  },
  (t) => [tenantKey(t), tenantReference(t.tenantId, t.userId, () => appUser)],
)
