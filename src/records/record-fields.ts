import { z } from 'zod'
import { EntityType, LeadType, type WritableType } from './entity-type.ts'
import {
  count,
  currency,
  day,
  email,
  flag,
  id,
  longText,
  moment,
  money,
  percent,
  text,
  webAddress,
} from './field-values.ts'

const address = { street: text, city: text, region: text, postal_code: text, country: text }
const subject = { entity_type: EntityType.nullable(), entity_id: id }
const lead = {
  title: text,
  status: z.string().trim().min(1).max(100),
  source: text,
  deal_id: id,
  account_id: id,
  organization_id: id,
  owner_id: id,
}
const job = {
  salary_range: text,
  location: text,
  remote: flag.nullable(),
  posting_url: webAddress,
  description: longText,
  posted_at: moment,
}
const opportunity = { estimated_value: money, probability: percent, expected_close_date: day }
const partnership = { partnership_type: text, start_date: day, end_date: day }
const required = z.string('This is required.').trim().min(1, 'This may not be empty.').max(500)

/** What a person or an agent may write into each kind of record, and what makes a value valid. */
export const recordFields = {
  Account: { name: required, description: longText },
  Organization: {
    name: required,
    account_id: id,
    website: webAddress,
    industry: text,
    employee_count: count,
    phone: text,
    email,
    ...address,
    description: longText,
    linkedin_url: webAddress,
    parent_id: id,
  },
  Individual: {
    first_name: text,
    last_name: text,
    account_id: id,
    email,
    phone: text,
    title: text,
    department: text,
    linkedin_url: webAddress,
    ...address,
    birth_date: day,
    description: longText,
    opted_out: flag,
    reports_to_id: id,
  },
  Contact: { individual_id: id, organization_id: id, title: text, email, phone: text, is_primary: flag },
  Deal: {
    name: required,
    description: longText,
    value_amount: money,
    value_currency: currency,
    probability: percent,
    expected_close_date: day,
  },
  Lead: { type: LeadType, ...lead, ...job, ...opportunity, ...partnership },
  Job: { ...lead, ...job },
  Opportunity: { ...lead, ...opportunity },
  Partnership: { ...lead, ...partnership },
  Project: { name: required, status: required, description: longText, organization_id: id },
  Task: {
    title: required,
    description: longText,
    due_date: day,
    status: z.enum(['open', 'in_progress', 'done', 'cancelled']),
    completed_at: moment,
    priority: text,
    ...subject,
    assigned_to: id,
  },
  Note: { content: z.string('This is required.').trim().min(1, 'This may not be empty.').max(100_000), ...subject },
  Asset: { name: text, kind: text, ...subject },
  Document: { filename: required, storage_path: text, asset_id: id, ...subject },
  Employment: { individual_id: id, organization_id: id, title: text, started_on: day, ended_on: day, is_current: flag },
  Activity: {
    ...subject,
    kind: z.enum(['email', 'call', 'meeting', 'message']),
    subject: text,
    body: longText,
    direction: z.enum(['in', 'out']).nullable(),
    at: moment,
    by_user_id: id,
  },
  Lead_Status: {
    lead_type: LeadType.nullable(),
    name: required,
    category: text,
    position: count,
    is_terminal: flag,
    on_hold: flag,
    stale_after_days: count,
  },
  Holiday: { date: z.iso.date('This must be a date such as 2026-12-25.'), name: text },
} satisfies Record<WritableType, Record<string, z.ZodType>>

const mustHave: Partial<Record<WritableType, string[]>> = {
  Account: ['name'],
  Organization: ['name'],
  Deal: ['name'],
  Project: ['name'],
  Task: ['title'],
  Note: ['content'],
  Document: ['filename'],
  Lead: ['type'],
  Employment: ['individual_id', 'organization_id'],
  Activity: ['kind'],
  Lead_Status: ['name'],
  Holiday: ['date'],
}

const shapes = new Map<string, z.ZodObject>()

/** The fields of one kind of record as a strict zod object: all optional for a change, the necessary ones required for a new one. */
export function recordShape(entityType: WritableType, purpose: 'create' | 'change'): z.ZodObject {
  const key = `${entityType}:${purpose}`
  const known = shapes.get(key)
  if (known) return known
  const fields: Record<string, z.ZodType> = recordFields[entityType]
  const needed = purpose === 'create' ? (mustHave[entityType] ?? []) : []
  const shape = z.strictObject(
    Object.fromEntries(
      Object.entries(fields).map(([name, type]) => [name, needed.includes(name) ? type : type.optional()]),
    ),
  )
  shapes.set(key, shape)
  return shape
}
