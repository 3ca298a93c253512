/** What joins a superstep's write; every fragment takes its rows from `head`, so that a loser writes none. */
import type { JobSpec } from '../agent/flow.ts'
import type { Statement } from '../db/statement.ts'
import type { QueueMessage } from '../platform/queue.ts'
import type { LedgerEvent, LedgerPage } from './ledger.ts'
import { outboxColumns, outboxRows } from './outbox.ts'
import type { Usage } from './use-case.ts'

const usageNames = ['model_calls', 'input_tokens', 'output_tokens', 'cost_usd', 'searches', 'pages'] as const
const values = (usage: Usage) => usageNames.map((name) => usage[name])

export const setUsage = (usage: Usage): Statement => ({
  text: usageNames.map((name, index) => `${name} = run.${name} + $${index + 1}`).join(', '),
  params: values(usage),
})

export const insertDayUsage = (usage: Usage): Statement => ({
  text: `insert into usage_day as d (tenant_id, day, ${usageNames.join(', ')})
  select head.tenant_id, (now() at time zone 'UTC')::date, $1::int, $2::bigint, $3::bigint, $4::numeric, $5::int, $6::int from head
  on conflict (tenant_id, day) do update set ${usageNames.map((name) => `${name} = d.${name} + excluded.${name}`).join(', ')}`,
  params: values(usage),
})

export const insertEvents = (events: LedgerEvent[]): Statement => ({
  text: `insert into run_event (tenant_id, run_id, event_key, kind, message, detail, duration_ms, input_tokens, output_tokens, cost_usd)
  select head.tenant_id, head.id, e.key, e.kind, e.message, e.detail, e.duration_ms, e.input_tokens, e.output_tokens, e.cost_usd
  from head, jsonb_to_recordset($1::jsonb) as e (key text, kind text, message text, detail jsonb, duration_ms int, input_tokens int,
    output_tokens int, cost_usd numeric)
  on conflict (run_id, event_key) do nothing`,
  params: [JSON.stringify(events)],
})

export const insertOutbox = (messages: QueueMessage[]): Statement => ({
  text: `insert into outbox (id, tenant_id, run_id, path, body, options)
  select o.id, head.tenant_id, head.id, o.path, o.body, o.options from head, jsonb_to_recordset($1::jsonb) as o (${outboxColumns})`,
  params: [JSON.stringify(outboxRows(messages))],
})

/** The message that brought this delivery is taken in with its last write; the same again does nothing. */
export const insertDelivery = (messageId: string): Statement => ({
  text: 'insert into queue_delivery (message_id, tenant_id) select $1, head.tenant_id from head on conflict do nothing',
  params: [messageId],
})

/** A job that an earlier wave has finished already joins this one with the result it has. */
export const insertJobs = (jobs: JobSpec[], wave: number, skippedBecause: string | null): Statement => ({
  text: `insert into research_job (tenant_id, run_id, job_key, kind, input, label, wave, status, error, finished_at)
  select head.tenant_id, head.id, j.key, j.kind, j.input, j.label, $2::int, case when $3::text is null then 'pending' else 'skipped' end,
    $3, case when $3 is null then null else now() end
  from head, jsonb_to_recordset($1::jsonb) as j (key text, kind text, input jsonb, label text)
  on conflict (run_id, job_key) do update set wave = excluded.wave`,
  params: [JSON.stringify(jobs), wave, skippedBecause],
})

export const reopenJobs = (jobs: JobSpec[], wave: number, whole: boolean): Statement => ({
  text: `update research_job j set wave = $1::int,
    status = case when j.status = 'skipped' then 'pending' else j.status end,
    error = case when j.status = 'skipped' then null else j.error end,
    finished_at = case when j.status = 'skipped' then null else j.finished_at end,
    attempts = case when j.status = 'skipped' then 0 else j.attempts end,
    redispatched = 0, dispatched_at = now()
  from head where j.run_id = head.id and j.tenant_id = head.tenant_id
    and ((j.status = 'skipped' and j.job_key = any ($2::text[])) or ($3::boolean and j.wave = $1::int - 1))`,
  params: [wave, jobs.map(({ key }) => key), whole],
})

/** What a page of the ledger adds, beside the run's own row. */
export const pageFragments = ({ usage, events }: LedgerPage): Statement[] => [
  ...(isSpent(usage) ? [insertDayUsage(usage)] : []),
  ...(events.length > 0 ? [insertEvents(events)] : []),
]

export const isSpent = (usage: Usage) => values(usage).some((amount) => amount > 0)
