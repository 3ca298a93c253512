import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, numeric, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { appUser } from './access.ts'
import { moment, recordColumns, reference, tenantKey, tenantReference } from './columns.ts'
import { account, organization } from './parties.ts'

export const deal = pgTable(
  'deal',
  {
    ...recordColumns(),
    name: text().notNull(),
    description: text(),
    valueAmount: numeric('value_amount', { precision: 16, scale: 2 }),
    valueCurrency: text('value_currency'),
    probability: numeric({ precision: 5, scale: 2 }),
    expectedCloseDate: date('expected_close_date', { mode: 'string' }),
  },
  (t) => [tenantKey(t)],
)

export const lead = pgTable(
  'lead',
  {
    ...recordColumns(),
    type: text().notNull().default('Job'),
    dealId: reference('deal_id'),
    accountId: reference('account_id'),
    organizationId: reference('organization_id'),
    title: text(),
    status: text().notNull().default('New'),
    source: text(),
    ownerId: reference('owner_id'),
    lastHumanTouchAt: moment('last_human_touch_at'),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.dealId, () => deal),
    tenantReference(t.tenantId, t.accountId, () => account),
    tenantReference(t.tenantId, t.organizationId, () => organization),
    tenantReference(t.tenantId, t.ownerId, () => appUser),
    check('lead_type', sql`${t.type} in ('Job', 'Opportunity', 'Partnership')`),
    index('lead_deal').on(t.tenantId, t.dealId),
    index('lead_account').on(t.tenantId, t.accountId),
    index('lead_organization').on(t.tenantId, t.organizationId),
  ],
)

const leadDetail = () => ({ ...recordColumns(), id: reference('id').primaryKey() })

export const job = pgTable(
  'job',
  {
    ...leadDetail(),
    salaryRange: text('salary_range'),
    location: text(),
    remote: boolean(),
    postingUrl: text('posting_url'),
    description: text(),
    postedAt: moment('posted_at'),
  },
  (t) => [tenantKey(t), tenantReference(t.tenantId, t.id, () => lead)],
)

export const opportunity = pgTable(
  'opportunity',
  {
    ...leadDetail(),
    estimatedValue: numeric('estimated_value', { precision: 16, scale: 2 }),
    probability: numeric({ precision: 5, scale: 2 }),
    expectedCloseDate: date('expected_close_date', { mode: 'string' }),
  },
  (t) => [tenantKey(t), tenantReference(t.tenantId, t.id, () => lead)],
)

export const partnership = pgTable(
  'partnership',
  {
    ...leadDetail(),
    partnershipType: text('partnership_type'),
    startDate: date('start_date', { mode: 'string' }),
    endDate: date('end_date', { mode: 'string' }),
  },
  (t) => [tenantKey(t), tenantReference(t.tenantId, t.id, () => lead)],
)

/** What a status means; a tenant without a row for a status gets the product's defaults (default_lead_status). */
export const leadStatus = pgTable(
  'lead_status',
  {
    ...recordColumns(),
    leadType: text('lead_type'),
    name: text().notNull(),
    category: text(),
    position: integer(),
    isTerminal: boolean('is_terminal').notNull().default(false),
    onHold: boolean('on_hold').notNull().default(false),
    staleAfterDays: integer('stale_after_days'),
  },
  (t) => [tenantKey(t), uniqueIndex('lead_status_name').on(t.tenantId, t.leadType, t.name)],
)

export const leadStatusEvent = pgTable(
  'lead_status_event',
  {
    ...recordColumns(),
    leadId: reference('lead_id').notNull(),
    fromStatus: text('from_status'),
    toStatus: text('to_status').notNull(),
    at: moment('at').notNull().defaultNow(),
    byUserId: reference('by_user_id'),
    proposalId: text('proposal_id'),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.leadId, () => lead),
    tenantReference(t.tenantId, t.byUserId, () => appUser),
    index('lead_status_event_lead').on(t.tenantId, t.leadId, t.at),
    index('lead_status_event_reached').on(t.tenantId, t.toStatus),
  ],
)
