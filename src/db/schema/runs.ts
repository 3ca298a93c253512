import { sql } from 'drizzle-orm'
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { id, moment, reference, tenantId } from './columns.ts'

const usageColumns = () => ({
  modelCalls: integer('model_calls').notNull().default(0),
  inputTokens: bigint('input_tokens', { mode: 'number' }).notNull().default(0),
  outputTokens: bigint('output_tokens', { mode: 'number' }).notNull().default(0),
  costUsd: numeric('cost_usd', { precision: 12, scale: 6 }).notNull().default('0'),
  searches: integer().notNull().default(0),
  pages: integer().notNull().default(0),
})

/** One piece of agent work, from start to its proposals. Its LangGraph thread id is `id`. */
export const run = pgTable(
  'run',
  {
    id: uuid().primaryKey().defaultRandom(),
    tenantId: tenantId(),
    useCase: text('use_case'),
    reasoningType: text('reasoning_type').notNull().default('crm'),
    prompt: text(),
    params: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    budget: jsonb().$type<Record<string, number>>().notNull().default({}),
    status: text().notNull().default('queued'),
    statusReason: text('status_reason'),
    done: integer().notNull().default(0),
    total: integer().notNull().default(0),
    answer: text(),
    result: jsonb().$type<Record<string, unknown>>(),
    error: text(),
    ...usageColumns(),
    queueMessages: integer('queue_messages').notNull().default(0),
    idempotencyKey: text('idempotency_key'),
    startedByKind: text('started_by_kind').notNull().default('system'),
    startedByUserId: reference('started_by_user_id'),
    startedByKeyId: reference('started_by_key_id'),
    surface: text(),
    headCheckpointId: text('head_checkpoint_id'),
    step: integer().notNull().default(0),
    leaseId: text('lease_id'),
    leaseUntil: moment('lease_until'),
    cancelRequestedAt: moment('cancel_requested_at'),
    /** What a waiting run waits for: {kind: 'research', wave} or {kind: 'confirm', ask, value}. */
    waiting: jsonb().$type<Record<string, unknown>>(),
    /** A person's answer to what the run asked. */
    confirmed: jsonb().$type<unknown>(),
    /** Set where a budget ended the run early; such a run can be resumed. */
    stoppedBy: text('stopped_by'),
    /** Deliveries since the last committed superstep. */
    attempt: integer().notNull().default(0),
    retryAt: moment('retry_at'),
    begunAt: moment('begun_at').notNull().defaultNow(),
    requestHash: text('request_hash'),
    /** Answers that are paid for and not checkpointed: a delivery failed, or a budget ended it. */
    kept: jsonb().$type<Record<string, unknown>>(),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    unique().on(t.tenantId, t.id),
    uniqueIndex('run_idempotency').on(t.tenantId, t.idempotencyKey).where(sql`idempotency_key is not null`),
    index('run_list').on(t.tenantId, t.createdAt.desc(), t.id.desc()),
    index('run_unfinished').on(t.updatedAt).where(sql`status in ('queued', 'running', 'waiting')`),
  ],
)

/** One unit of a run's fan-out. Idempotent by (run, job_key). */
export const researchJob = pgTable(
  'research_job',
  {
    id: uuid().primaryKey().defaultRandom(),
    tenantId: tenantId(),
    runId: uuid('run_id').notNull(),
    jobKey: text('job_key').notNull(),
    kind: text().notNull(),
    input: jsonb().$type<Record<string, unknown>>().notNull(),
    status: text().notNull().default('pending'),
    result: jsonb().$type<Record<string, unknown>>(),
    error: text(),
    attempts: integer().notNull().default(0),
    wave: integer().notNull().default(0),
    label: text().notNull().default(''),
    leaseId: text('lease_id'),
    leaseUntil: moment('lease_until'),
    retryAt: moment('retry_at'),
    dispatchedAt: moment('dispatched_at').notNull().defaultNow(),
    redispatched: integer().notNull().default(0),
    kept: jsonb().$type<Record<string, unknown>>(),
    ...usageColumns(),
    createdAt: moment('created_at').notNull().defaultNow(),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    unique().on(t.runId, t.jobKey),
    index('research_job_run').on(t.tenantId, t.runId, t.status),
    index('research_job_unfinished').on(t.tenantId, t.runId).where(sql`status in ('pending', 'running')`),
  ],
)

/** The timeline of a run. `event_key` makes a replayed step's events land once. */
export const runEvent = pgTable(
  'run_event',
  {
    id: id(),
    tenantId: tenantId(),
    runId: uuid('run_id').notNull(),
    eventKey: text('event_key').notNull(),
    kind: text().notNull(),
    message: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    durationMs: integer('duration_ms'),
    inputTokens: integer('input_tokens'),
    outputTokens: integer('output_tokens'),
    costUsd: numeric('cost_usd', { precision: 12, scale: 6 }),
    at: moment('at').notNull().defaultNow(),
  },
  (t) => [unique().on(t.runId, t.eventKey), index('run_event_timeline').on(t.tenantId, t.runId, t.id)],
)

/** Messages that a committed transaction promised to send; published after the commit, swept if a crash left them. */
export const outbox = pgTable(
  'outbox',
  {
    id: uuid().primaryKey().defaultRandom(),
    tenantId: tenantId(),
    runId: uuid('run_id'),
    path: text().notNull(),
    body: jsonb().$type<Record<string, unknown>>().notNull(),
    delaySeconds: integer('delay_seconds').notNull().default(0),
    createdAt: moment('created_at').notNull().defaultNow(),
    publishedAt: moment('published_at'),
    attempts: integer().notNull().default(0),
    /** Flow control and retries. */
    options: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    index('outbox_unpublished').on(t.createdAt).where(sql`published_at is null`),
    index('outbox_run').on(t.runId),
  ],
)

/** Ids of queue messages already taken in, so that a replayed delivery does nothing. */
export const queueDelivery = pgTable(
  'queue_delivery',
  {
    messageId: text('message_id').primaryKey(),
    tenantId: tenantId(),
    receivedAt: moment('received_at').notNull().defaultNow(),
  },
  (t) => [index('queue_delivery_age').on(t.receivedAt)],
)

/** What a tenant has spent on one day (UTC). */
export const usageDay = pgTable(
  'usage_day',
  { tenantId: tenantId(), day: date().notNull(), ...usageColumns() },
  (t) => [primaryKey({ columns: [t.tenantId, t.day] })],
)
