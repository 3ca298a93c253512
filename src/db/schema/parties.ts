import { sql } from 'drizzle-orm'
import { type AnyPgColumn, boolean, date, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { recordColumns, reference, tenantKey, tenantReference } from './columns.ts'

export const account = pgTable(
  'account',
  { ...recordColumns(), name: text().notNull(), description: text(), mergedIntoId: reference('merged_into_id') },
  (t) => [tenantKey(t), tenantReference(t.tenantId, t.mergedIntoId, () => t)],
)

const address = () => ({
  street: text(),
  city: text(),
  region: text(),
  postalCode: text('postal_code'),
  country: text(),
})

export const organization = pgTable(
  'organization',
  {
    ...recordColumns(),
    accountId: reference('account_id'),
    name: text().notNull(),
    website: text(),
    industry: text(),
    employeeCount: integer('employee_count'),
    phone: text(),
    email: text(),
    ...address(),
    description: text(),
    linkedinUrl: text('linkedin_url'),
    parentId: reference('parent_id'),
    mergedIntoId: reference('merged_into_id'),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.accountId, () => account),
    tenantReference(t.tenantId, t.parentId, () => t),
    tenantReference(t.tenantId, t.mergedIntoId, () => t),
    index('organization_account').on(t.tenantId, t.accountId),
    index('organization_host').on(t.tenantId, sql`website_host(${t.website})`),
    index('organization_parent').on(t.tenantId, t.parentId),
    index('organization_name_trgm').using('gin', sql`${t.name as AnyPgColumn} gin_trgm_ops`),
  ],
)

export const individual = pgTable(
  'individual',
  {
    ...recordColumns(),
    accountId: reference('account_id'),
    firstName: text('first_name'),
    lastName: text('last_name'),
    email: text(),
    phone: text(),
    title: text(),
    department: text(),
    linkedinUrl: text('linkedin_url'),
    ...address(),
    birthDate: date('birth_date', { mode: 'string' }),
    description: text(),
    optedOut: boolean('opted_out').notNull().default(false),
    reportsToId: reference('reports_to_id'),
    mergedIntoId: reference('merged_into_id'),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.accountId, () => account),
    tenantReference(t.tenantId, t.reportsToId, () => t),
    tenantReference(t.tenantId, t.mergedIntoId, () => t),
    index('individual_account').on(t.tenantId, t.accountId),
    index('individual_reports_to').on(t.tenantId, t.reportsToId),
    index('individual_email').on(t.tenantId, sql`lower(${t.email})`),
    index('individual_name_trgm').using(
      'gin',
      sql`(coalesce(${t.firstName}, '') || ' ' || coalesce(${t.lastName}, '')) gin_trgm_ops`,
    ),
  ],
)

export const contact = pgTable(
  'contact',
  {
    ...recordColumns(),
    individualId: reference('individual_id'),
    organizationId: reference('organization_id'),
    title: text(),
    email: text(),
    phone: text(),
    isPrimary: boolean('is_primary').notNull().default(false),
    mergedIntoId: reference('merged_into_id'),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.individualId, () => individual),
    tenantReference(t.tenantId, t.organizationId, () => organization),
    tenantReference(t.tenantId, t.mergedIntoId, () => t),
    index('contact_individual').on(t.tenantId, t.individualId),
    index('contact_organization').on(t.tenantId, t.organizationId),
  ],
)

/** Who worked where and when; a job change closes one row and opens another. */
export const employment = pgTable(
  'employment',
  {
    ...recordColumns(),
    individualId: reference('individual_id').notNull(),
    organizationId: reference('organization_id').notNull(),
    title: text(),
    startedOn: date('started_on', { mode: 'string' }),
    endedOn: date('ended_on', { mode: 'string' }),
    isCurrent: boolean('is_current').notNull().default(true),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.individualId, () => individual),
    tenantReference(t.tenantId, t.organizationId, () => organization),
    index('employment_individual').on(t.tenantId, t.individualId),
    index('employment_organization').on(t.tenantId, t.organizationId),
  ],
)
