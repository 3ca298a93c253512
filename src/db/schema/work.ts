import { date, index, pgTable, text } from 'drizzle-orm/pg-core'
import { appUser } from './access.ts'
import { moment, recordColumns, reference, tenantKey, tenantReference } from './columns.ts'
import { organization } from './parties.ts'

/** The one pair that names the subject of notes, tasks, activities, assets, provenance and proposals. */
export const subject = () => ({ entityType: text('entity_type'), entityId: reference('entity_id') })

export const project = pgTable(
  'project',
  {
    ...recordColumns(),
    name: text().notNull(),
    status: text().notNull().default('active'),
    description: text(),
    organizationId: reference('organization_id'),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.organizationId, () => organization),
    index('project_organization').on(t.tenantId, t.organizationId),
  ],
)

export const task = pgTable(
  'task',
  {
    ...recordColumns(),
    title: text().notNull(),
    description: text(),
    dueDate: date('due_date', { mode: 'string' }),
    status: text().notNull().default('open'),
    completedAt: moment('completed_at'),
    priority: text(),
    ...subject(),
    assignedTo: reference('assigned_to'),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.assignedTo, () => appUser),
    index('task_subject').on(t.tenantId, t.entityType, t.entityId),
    index('task_assigned').on(t.tenantId, t.assignedTo, t.status),
  ],
)

export const note = pgTable('note', { ...recordColumns(), content: text().notNull(), ...subject() }, (t) => [
  tenantKey(t),
  index('note_subject').on(t.tenantId, t.entityType, t.entityId),
])

/** A message, call or meeting; a future `at` is a scheduled one. */
export const activity = pgTable(
  'activity',
  {
    ...recordColumns(),
    ...subject(),
    kind: text().notNull(),
    subject: text(),
    body: text(),
    direction: text(),
    at: moment('at').notNull().defaultNow(),
    byUserId: reference('by_user_id'),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.byUserId, () => appUser),
    index('activity_subject').on(t.tenantId, t.entityType, t.entityId, t.at),
  ],
)

export const asset = pgTable('asset', { ...recordColumns(), name: text(), kind: text(), ...subject() }, (t) => [
  tenantKey(t),
  index('asset_subject').on(t.tenantId, t.entityType, t.entityId),
])

export const document = pgTable(
  'document',
  {
    ...recordColumns(),
    filename: text().notNull(),
    storagePath: text('storage_path'),
    assetId: reference('asset_id'),
    ...subject(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.assetId, () => asset),
    index('document_asset').on(t.tenantId, t.assetId),
    index('document_subject').on(t.tenantId, t.entityType, t.entityId),
  ],
)

export const holiday = pgTable(
  'holiday',
  { ...recordColumns(), date: date({ mode: 'string' }).notNull(), name: text() },
  (t) => [tenantKey(t), index('holiday_date').on(t.tenantId, t.date)],
)
