import { sql } from 'drizzle-orm'
import { index, jsonb, numeric, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { appUser } from './access.ts'
import { id, moment, reference, tenantId, tenantKey, tenantReference } from './columns.ts'

/** A change set waiting for a decision. What each jsonb column holds is defined by src/proposals/proposal.ts. */
export const proposal = pgTable(
  'proposal',
  {
    id: uuid().primaryKey().defaultRandom(),
    tenantId: tenantId(),
    runId: uuid('run_id'),
    bundleId: uuid('bundle_id'),
    proposedAction: text('proposed_action').notNull(),
    entityType: text('entity_type').notNull(),
    entityId: reference('entity_id'),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    base: jsonb().$type<Record<string, unknown>>(),
    linkTo: jsonb('link_to').$type<Record<string, unknown>>(),
    effects: jsonb().notNull().default([]),
    identity: jsonb().$type<{ kind: 'domain' | 'email'; value: string }[]>().notNull().default([]),
    confidence: numeric({ precision: 4, scale: 3 }),
    source: text(),
    rationale: text(),
    evidence: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    risk: text().notNull(),
    parentIds: uuid('parent_ids').array().notNull().default(sql`'{}'`),
    status: text().notNull().default('pending'),
    statusReason: text('status_reason'),
    contentHash: text('content_hash').notNull().default(''),
    questionKey: text('question_key').notNull(),
    producer: text().notNull().default('api'),
    producerActor: text('producer_actor').notNull().default('agent'),
    producerUserId: reference('producer_user_id'),
    producerKeyId: reference('producer_key_id'),
    origin: jsonb().$type<Record<string, unknown>>(),
    decision: jsonb(),
    decidedBy: reference('decided_by'),
    decidedAt: moment('decided_at'),
    surface: text(),
    changeSetId: reference('change_set_id'),
    committedId: reference('committed_id'),
    expiresAt: moment('expires_at').notNull(),
    snoozedUntil: moment('snoozed_until'),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (t) => [
    unique().on(t.tenantId, t.id),
    tenantReference(t.tenantId, t.decidedBy, () => appUser),
    uniqueIndex('proposal_question').on(t.tenantId, t.questionKey).where(sql`status in ('pending', 'stale')`),
    index('proposal_list').on(t.tenantId, t.createdAt.desc(), t.id.desc()),
    index('proposal_by_status').on(t.tenantId, t.status, t.createdAt.desc(), t.id.desc()),
    index('proposal_run').on(t.tenantId, t.runId),
    index('proposal_bundle').on(t.tenantId, t.bundleId),
    index('proposal_subject').on(t.tenantId, t.entityType, t.entityId),
  ],
)

/** A question a person said no to. Not asked again until new evidence, and the person can revoke it. */
export const refusal = pgTable(
  'refusal',
  {
    id: id(),
    tenantId: tenantId(),
    questionKey: text('question_key').notNull(),
    entityType: text('entity_type').notNull(),
    entityId: reference('entity_id'),
    fieldName: text('field_name'),
    value: jsonb(),
    evidenceKeys: text('evidence_keys').array().notNull().default(sql`'{}'`),
    proposalId: uuid('proposal_id'),
    reason: text(),
    note: text(),
    refusedBy: reference('refused_by'),
    refusedAt: moment('refused_at').notNull().defaultNow(),
    liftedAt: moment('lifted_at'),
    liftedBy: reference('lifted_by'),
    liftedReason: text('lifted_reason'),
  },
  (t) => [
    tenantKey(t),
    index('refusal_question').on(t.tenantId, t.questionKey).where(sql`lifted_at is null`),
    index('refusal_proposal').on(t.tenantId, t.proposalId),
  ],
)

/** People who asked to be forgotten, by keyed hash only. */
export const suppression = pgTable(
  'suppression',
  {
    id: id(),
    tenantId: tenantId(),
    kind: text().notNull(),
    keyHash: text('key_hash').notNull(),
    reason: text(),
    createdBy: reference('created_by'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [tenantKey(t), uniqueIndex('suppression_key').on(t.tenantId, t.keyHash)],
)
