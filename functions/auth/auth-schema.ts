import { boolean, pgSchema, text, timestamp } from 'drizzle-orm/pg-core'

// The tables of drizzle/0002_access.sql as better-auth's adapter names their columns; it works with Date objects.
const schema = pgSchema('auth')
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
const stamps = () => ({
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
})

export const user = schema.table('user', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text(),
  ...stamps(),
})

export const session = schema.table('session', {
  id: text().primaryKey(),
  expiresAt: moment('expires_at').notNull(),
  token: text().notNull().unique(),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
  userId: text('user_id').notNull(),
  ...stamps(),
})

export const account = schema.table('account', {
  id: text().primaryKey(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  userId: text('user_id').notNull(),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: moment('access_token_expires_at'),
  refreshTokenExpiresAt: moment('refresh_token_expires_at'),
  scope: text(),
  password: text(),
  ...stamps(),
})

export const verification = schema.table('verification', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: moment('expires_at').notNull(),
  ...stamps(),
})
