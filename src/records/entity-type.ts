import { z } from 'zod'

/** The CRM entities, spelled as in the reasoning registry. */
export const EntityType = z.enum([
  'Account',
  'Organization',
  'Individual',
  'Contact',
  'Deal',
  'Lead',
  'Job',
  'Opportunity',
  'Partnership',
  'Project',
  'Task',
  'Note',
  'Asset',
  'Document',
])
export type EntityType = z.infer<typeof EntityType>

/** Rows that hang on a record and are written by the same engine. */
export const AttachedType = z.enum(['Employment', 'Activity', 'Lead_Status', 'Holiday'])
export type AttachedType = z.infer<typeof AttachedType>

export type WritableType = EntityType | AttachedType

export const MergeableType = z.enum(['Account', 'Organization', 'Individual', 'Contact'])
export type MergeableType = z.infer<typeof MergeableType>

export const LeadType = z.enum(['Job', 'Opportunity', 'Partnership'])
export type LeadType = z.infer<typeof LeadType>
