import { readFileSync } from 'node:fs'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { awaitRun } from '../support/await-run.ts'
import { callAs } from '../support/call-api.ts'

const CRONS = /crons = \[(.*)\]/
  .exec(readFileSync(new URL('../../wrangler.toml', import.meta.url), 'utf8'))![1]!
  .split(/",\s*"/)
  .map((cron) => cron.replaceAll('"', ''))

const trigger = (cron: string) =>
  fetch(`${inject('stack').url}/cdn-cgi/handler/scheduled?${new URLSearchParams({ cron })}`)

const query = async (text: string, values: unknown[]) => {
  const database = new pg.Client({ connectionString: inject('stack').database_url })
  await database.connect()
  try {
    return (await database.query(text, values)).rows
  } finally {
    await database.end()
  }
}

test('the cron of follow-ups starts one run for a tenant that has leads, however often it comes, and none for an empty one', async () => {
  const followUps = CRONS.find((cron) => cron !== '* * * * *')!
  for (let times = 0; times < 3; times++) expect((await trigger(followUps)).status).toBe(200)
  const [full, empty] = inject('stack').tenants
  const runs = await query(
    `select id, tenant_id from run where surface = 'cron' and idempotency_key like 'cron:follow_ups:%' and tenant_id = any ($1)`,
    [[full!.id, empty!.id]],
  )
  expect(runs).toEqual([{ id: expect.any(String), tenant_id: String(full!.id) }])
  expect(await awaitRun(callAs('admin'), runs[0].id)).toMatchObject({ status: 'succeeded' })
})

test('the watchdog finds a run whose message was lost, and it ends', async () => {
  // as if the process had died between the commit and the publish
  const [lost] = await query(
    `with r as (insert into run (id, tenant_id, use_case, reasoning_type, started_by_kind, surface, created_at, updated_at)
       values (gen_random_uuid(), $1, 'follow_ups', 'crm', 'system', 'cron', now() - interval '10 minutes', now() - interval '10 minutes') returning id),
     o as (select gen_random_uuid() as id)
     insert into outbox (id, tenant_id, run_id, path, body, created_at)
     select o.id, $1, r.id, '/qstash/steps', jsonb_build_object('tenant_id', $1::bigint, 'run_id', r.id, 'outbox_id', o.id), now() - interval '10 minutes'
     from r, o returning run_id`,
    [inject('stack').tenants[0]!.id],
  )
  expect((await trigger('* * * * *')).status).toBe(200)
  expect(await awaitRun(callAs('admin'), lost.run_id)).toMatchObject({ status: 'succeeded' })
})
