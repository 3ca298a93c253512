import { seedRegistry } from '../../seeds/registry/seed-registry.ts'
import type { Context } from '../../src/context.ts'
import { ScopedDatabase } from '../../src/db/scoped-database.ts'
import { openTestDatabase, type TestDatabaseOptions } from '../support/database.ts'

/** What stands in every text of the other tenant's rows, and the number in every number that is free. */
export const MARKER = 'ZETASECRET'
export const MARKER_NUMBER = 987654321

// one story in SQL: $1 is the tenant, $2 goes before every text, $3 is added to every number
const story = `
with given as (select $1::bigint as tenant, $2::text as mark, $3::int as plus, timestamptz '2026-01-05 09:00Z' as start),
accounts as (
  insert into account (tenant_id, name, description, created_at, updated_at)
  select tenant, mark || 'Account ' || n, mark || 'about ' || n, start, start from given, generate_series(1, 3) n order by n returning id),
organizations as (
  insert into organization (tenant_id, account_id, name, website, industry, employee_count, phone, email, city, country, description, created_at, updated_at)
  select tenant, (select min(id) from accounts) + n % 3,
    mark || (array['Alpha Systems', 'Acme GmbH', 'Beta Retail', 'Acme Inc', 'Gamma Labs', 'Delta Foods', 'Épsilon SA', 'acme gmbh', 'Zeta Bank', 'Ångström AB'])[n],
    'https://www.' || mark || 'org' || n || '.example/', case when n % 4 > 0 then mark || (array['Software', 'Retail', 'Banking'])[n % 4] end,
    case when n % 5 > 0 then n * 57 % 1013 + plus end, '+49 30 ' || (1000 + n + plus), mark || 'info@org' || n || '.example',
    mark || 'Berlin', case when n % 6 > 0 then mark || (array['DE', 'FR', 'US'])[1 + n % 3] end, mark || 'makes things ' || n, start + n * interval '3 days', start
  from given, generate_series(1, 10) n order by n returning id),
people as (
  insert into individual (tenant_id, first_name, last_name, email, title, country, created_at, updated_at)
  select tenant, mark || (array['Ana', 'Ben', 'Chloé', 'Dan', 'Eva'])[1 + n % 5], mark || 'Person' || n, case when n % 7 > 0 then mark || 'p' || n || '@org' || n % 4 || '.example' end,
    mark || 'CTO', mark || 'FR', start, start
  from given, generate_series(1, 14) n order by n returning id),
contacts as (
  insert into contact (tenant_id, individual_id, organization_id, title, email, is_primary, created_at, updated_at)
  select tenant, (select min(id) from people) + n, (select min(id) from organizations) + n % 7, mark || 'Buyer', case when n % 3 > 0 then mark || 'c' || n || '@x.example' end, n % 2 = 0, start, start
  from given, generate_series(0, 11) n returning id),
deals as (
  insert into deal (tenant_id, name, description, value_amount, value_currency, probability, expected_close_date, created_at, updated_at)
  select tenant, mark || 'Deal ' || n, mark || 'deal', n * 1000.5 + plus, case when n % 2 = 0 then 'EUR' else 'USD' end, n * 12.5, case when n < 5 then date '2026-06-01' + n * 20 end, start, start
  from given, generate_series(1, 6) n order by n returning id),
leads as (
  insert into lead (tenant_id, type, deal_id, organization_id, title, status, source, last_human_touch_at, created_at, updated_at)
  select tenant, (array['Job', 'Opportunity', 'Partnership'])[1 + n % 3], case when n % 4 = 0 then (select min(id) from deals) + n % 6 end,
    case when n % 8 > 0 then (select min(id) from organizations) + n % 9 end, mark || 'Lead ' || n, (array['New', 'Applied', 'Interviewing', 'Offer', 'Rejected'])[1 + n % 5],
    case when n % 3 > 0 then mark || 'LinkedIn' else mark || 'Referral' end, timestamptz '2026-10-01Z' + n * interval '2 days', start + n * interval '9 days', start
  from given, generate_series(1, 24) n order by n returning id, type),
jobs as (
  insert into job (id, tenant_id, salary_range, location, remote, description, created_at, updated_at)
  select id, tenant, mark || '90k', mark || 'Berlin', id % 2 = 0, mark || 'a job', start, start from given, leads where type = 'Job' returning id),
opportunities as (
  insert into opportunity (id, tenant_id, estimated_value, probability, created_at, updated_at)
  select id, tenant, 5000 + plus, 40, start, start from given, leads where type = 'Opportunity' returning id),
partnerships as (
  insert into partnership (id, tenant_id, partnership_type, start_date, created_at, updated_at)
  select id, tenant, mark || 'reseller', date '2026-02-01', start, start from given, leads where type = 'Partnership' returning id),
projects as (
  insert into project (tenant_id, name, status, organization_id, created_at, updated_at)
  select tenant, mark || 'Project ' || n, 'active', (select min(id) from organizations) + n, start, start from given, generate_series(0, 3) n returning id),
tasks as (
  insert into task (tenant_id, title, description, due_date, status, entity_type, entity_id, created_at, updated_at)
  select tenant, mark || 'Task ' || n, mark || 'do it', case when n % 4 > 0 then date '2026-05-20' + n * 3 end, (array['open', 'in_progress', 'done'])[1 + n % 3],
    case when n % 2 = 0 then 'Lead' else 'Organization' end, case when n % 2 = 0 then (select min(id) from leads) + n else (select min(id) from organizations) + n % 5 end, start, start
  from given, generate_series(0, 9) n returning id),
notes as (
  insert into note (tenant_id, content, entity_type, entity_id, created_at, updated_at)
  select tenant, mark || (array['Budget meeting next week', 'Asked about salary', 'The meetings about budgets went well'])[1 + n % 3] || ' ' || n, case when n % 2 = 0 then 'Organization' else 'Lead' end,
    (select min(id) from organizations) + n % 6, start, start from given, generate_series(0, 8) n returning id),
assets as (
  insert into asset (tenant_id, name, kind, created_at, updated_at) select tenant, mark || 'Asset ' || n, mark || 'file', start, start from given, generate_series(1, 2) n order by n returning id),
documents as (
  insert into document (tenant_id, filename, storage_path, asset_id, created_at, updated_at)
  select tenant, mark || 'cv' || n || '.pdf', mark || '/files/' || n, case when n < 3 then (select min(id) from assets) end, start, start from given, generate_series(1, 3) n returning id)
insert into data_provenance (tenant_id, entity_type, entity_id, field_name, source, source_url, confidence, raw_value, created_at, updated_at)
select tenant, 'Organization', (select min(id) from organizations) + n % 5, (array['website', 'industry'])[1 + n % 2], mark || 'web', 'https://' || mark || '.example/' || n, 0.5 + n * 0.05, mark || 'raw', start, start
from given, generate_series(0, 7) n`

const relations = `
update organization o set parent_id = o.id - 1 where o.id % 3 = 0 and exists (select from organization p where p.id = o.id - 1 and p.tenant_id = o.tenant_id);
update individual i set reports_to_id = i.id - 2 where i.id % 4 > 0 and exists (select from individual p where p.id = i.id - 2 and p.tenant_id = i.tenant_id)`

export interface QueryWorldOptions extends TestDatabaseOptions {
  /** Leave the second tenant without a row: what the first one sees must be the same. */
  alone?: boolean
}

/** Two tenants in one database, the second full of markers, and the first as a caller of the product. */
export async function openQueryWorld({ alone, ...options }: QueryWorldOptions = {}) {
  const database = await openTestDatabase(options)
  await seedRegistry(database.admin)
  const { rows } = await database.admin.query("insert into tenant (name) values ('Acme'), ('Zeta') returning id::int")
  const [tenantId, otherId] = rows.map(({ id }) => id as number) as [number, number]
  const client = await database.admin.connect()
  // without the triggers, which would set the rows' own clock
  await client.query('set session_replication_role = replica')
  await client.query(story, [tenantId, '', 0])
  if (!alone) await client.query(story, [otherId, MARKER, MARKER_NUMBER])
  await client.query(relations)
  client.release(true)
  await database.admin.query('analyze')
  const contextOf = (tenant: number): Context => ({
    db: new ScopedDatabase(database.sql, { credential: { kind: 'system', value: String(tenant) }, surface: 'api' }),
    now: new Date('2026-11-24T09:00:00Z'),
    log: () => {},
  })
  return { ...database, tenantId, otherId, contextOf, ctx: contextOf(tenantId) }
}

export type QueryWorld = Awaited<ReturnType<typeof openQueryWorld>>
