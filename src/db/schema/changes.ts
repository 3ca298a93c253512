import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { appUser } from './access.ts'
import { id, moment, recordColumns, reference, tenantId, tenantKey, tenantReference } from './columns.ts'

/** One committed decision, edit, import or undo: who, from where, and what it answers to. */
export const changeSet = pgTable(
  'change_set',
  {
    id: id(),
    tenantId: tenantId(),
    origin: text().notNull(),
    actorKind: text('actor_kind').notNull(),
    actorUserId: reference('actor_user_id'),
    surface: text(),
    proposalId: uuid('proposal_id'),
    batchId: uuid('batch_id'),
    importId: uuid('import_id'),
    undoesId: reference('undoes_id'),
    undoneById: reference('undone_by_id'),
    at: moment('at').notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.actorUserId, () => appUser),
    index('change_set_proposal').on(t.tenantId, t.proposalId),
    index('change_set_batch').on(t.tenantId, t.batchId).where(sql`batch_id is not null`),
    index('change_set_import').on(t.tenantId, t.importId).where(sql`import_id is not null`),
    index('change_set_at').on(t.tenantId, t.at),
  ],
)

/** One field of one row: before, after, and the row's version afterwards. `field_name` 'id' marks an insert or a delete. */
export const change = pgTable(
  'change',
  {
    id: id(),
    tenantId: tenantId(),
    changeSetId: reference('change_set_id').notNull(),
    entityType: text('entity_type').notNull(),
    entityId: reference('entity_id').notNull(),
    op: text().notNull(),
    fieldName: text('field_name').notNull(),
    before: jsonb(),
    after: jsonb(),
    rowVersion: integer('row_version'),
  },
  (t) => [
    tenantReference(t.tenantId, t.changeSetId, () => changeSet),
    index('change_of_set').on(t.changeSetId),
    index('change_of_record').on(t.tenantId, t.entityType, t.entityId),
  ],
)

/** Where the value of a field comes from; history stays when a value is replaced, merged or undone. */
export const dataProvenance = pgTable(
  'data_provenance',
  {
    ...recordColumns(),
    entityType: text('entity_type').notNull(),
    entityId: reference('entity_id').notNull(),
    fieldName: text('field_name').notNull(),
    kind: text().notNull().default('value'),
    actorKind: text('actor_kind'),
    source: text(),
    sourceUrl: text('source_url'),
    quote: text(),
    quoteVerified: boolean('quote_verified'),
    method: text(),
    retrievedAt: moment('retrieved_at'),
    confidence: numeric({ precision: 4, scale: 3 }),
    rawValue: text('raw_value'),
    proposedValue: text('proposed_value'),
    proposalId: uuid('proposal_id'),
    changeSetId: reference('change_set_id'),
    verifiedBy: reference('verified_by'),
    verifiedAt: moment('verified_at'),
    retractedAt: moment('retracted_at'),
  },
  (t) => [
    tenantKey(t),
    index('data_provenance_field').on(t.tenantId, t.entityType, t.entityId, t.fieldName),
    index('data_provenance_change_set').on(t.changeSetId),
  ],
)
