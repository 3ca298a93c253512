import { createHash } from 'node:crypto'
import type pg from 'pg'

const PEOPLE = 20_000
const PENDING = 100_000

export interface SeededInbox {
  key: string
  userId: number
  runId: string
}

/** A tenant with 100,000 proposals that wait, each about one of 20,000 people, and runs behind them. */
export async function seedInbox(admin: pg.Pool, tenantId: number): Promise<SeededInbox> {
  const key = 'bench-key-of-a-reviewer'
  const { rows } = await admin.query(
    `insert into app_user (tenant_id, email, name, role) values ($1, 'r@acme.example', 'R', 'reviewer') returning id`,
    [tenantId],
  )
  const userId = Number(rows[0].id)
  await admin.query(
    `insert into api_key (tenant_id, name, role, user_id, key_hash) values ($1, 'bench', 'reviewer', $2, $3)`,
    [tenantId, userId, createHash('sha256').update(key).digest('hex')],
  )
  await admin.query(
    `insert into run (id, tenant_id, use_case, status, started_by_kind, surface, answer, created_at)
     select gen_random_uuid(), $1, 'enrich_contacts', 'succeeded', 'person', 'api', '500 changes are proposed.', now() - n * interval '1 hour' from generate_series(1, 200) n`,
    [tenantId],
  )
  await admin.query(
    `insert into individual (tenant_id, first_name, last_name, email, title, city)
     select $1, 'Person', 'Number ' || n, 'person' || n || '@company-' || n || '.example', 'Engineer', 'Leeds' from generate_series(1, $2::int) n`,
    [tenantId, PEOPLE],
  )
  await admin.query(
    `insert into proposal (tenant_id, run_id, proposed_action, entity_type, entity_id, data, base, confidence, source, rationale, evidence, risk, question_key, producer, expires_at, created_at)
     select $1, r.ids[1 + n % 200], 'update', 'Individual', i.ids[1 + n % $3::int], jsonb_build_object('title', 'Head of Data ' || n, 'city', 'London'), '{"title": "Engineer", "city": "Leeds"}',
       0.9, 'company team page', 'The team page names this person.',
       jsonb_build_object('title', jsonb_build_object('confidence', 0.9, 'items', jsonb_build_array(jsonb_build_object('url', 'https://company-' || n || '.example/team', 'title', 'Our team',
         'quote', 'Person Number ' || n || ', Head of Data ' || n, 'retrieved_at', '2026-11-20T08:00:00Z', 'quote_verified', true, 'kind', 'company_team_page')))),
       'replace_agent', 'bench:' || n, 'enrich_contacts', now() + interval '14 days', now() - n * interval '1 second'
     from generate_series(1, $2::int) n, (select array_agg(id) as ids from run where tenant_id = $1) r, (select array_agg(id order by id) as ids from individual where tenant_id = $1) i`,
    [tenantId, PENDING, PEOPLE],
  )
  await admin.query('vacuum analyze')
  const run = await admin.query('select id from run where tenant_id = $1 limit 1', [tenantId])
  return { key, userId, runId: String(run.rows[0].id) }
}
