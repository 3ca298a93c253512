import { type SQL, sql } from 'drizzle-orm'
import type { EntityType } from '../entity-type.ts'

const organizationName = sql`(select o.name from organization o where o.tenant_id = app_tenant_id() and o.id = r.organization_id)`
const employers = sql`(select string_agg(distinct o.name, ', ') from organization o where o.tenant_id = app_tenant_id() and o.id in (
  select c.organization_id from contact c where c.tenant_id = app_tenant_id() and c.individual_id = r.id and c.archived_at is null
  union select e.organization_id from employment e where e.tenant_id = app_tenant_id() and e.individual_id = r.id and e.is_current))`
const personName = sql`(select trim(person_name(i.first_name, i.last_name)) from individual i where i.tenant_id = app_tenant_id() and i.id = r.individual_id)`

const lead = {
  table: 'lead',
  columns: sql`r.type, r.title, r.status, r.source, r.organization_id, ${organizationName} as organization, r.deal_id, r.owner_id, r.last_human_touch_at`,
}

/** What a look-up shows of each kind of record beside its id: enough to tell two apart and to go on from. */
export const foundColumns: Record<EntityType, { table: string; columns: SQL }> = {
  Account: { table: 'account', columns: sql`r.name, left(r.description, 200) as description` },
  Organization: {
    table: 'organization',
    columns: sql`r.name, r.website, r.industry, r.employee_count, r.email, r.phone, r.city, r.country, r.account_id`,
  },
  Individual: {
    table: 'individual',
    columns: sql`r.first_name, r.last_name, r.title, r.email, r.phone, r.city, r.country, ${employers} as organizations`,
  },
  Contact: {
    table: 'contact',
    columns: sql`r.individual_id, ${personName} as person, r.organization_id, ${organizationName} as organization, r.title, r.email, r.phone, r.is_primary`,
  },
  Deal: {
    table: 'deal',
    columns: sql`r.name, r.value_amount, r.value_currency, r.probability, r.expected_close_date`,
  },
  Lead: lead,
  Job: lead,
  Opportunity: lead,
  Partnership: lead,
  Project: { table: 'project', columns: sql`r.name, r.status, r.organization_id, ${organizationName} as organization` },
  Task: { table: 'task', columns: sql`r.title, r.status, r.due_date, r.entity_type, r.entity_id, r.assigned_to` },
  Note: { table: 'note', columns: sql`left(r.content, 200) as content, r.entity_type, r.entity_id` },
  Asset: { table: 'asset', columns: sql`r.name, r.kind, r.entity_type, r.entity_id` },
  Document: { table: 'document', columns: sql`r.filename, r.entity_type, r.entity_id, r.asset_id` },
}
