import type { Evidence } from '../evidence/evidence.ts'

export const PERSON_FIELDS = ['title', 'email', 'phone', 'linkedin_url'] as const
export type PersonField = (typeof PERSON_FIELDS)[number]

export interface FoundValue {
  value: string
  evidence: Evidence[]
}

/** A person whom a page ties to the organization, with the facts whose quotes were found near the name. */
export interface PersonFinding {
  name: string
  first_name: string
  last_name: string
  identity: Evidence
  fields: Partial<Record<PersonField, FoundValue>>
}

export interface Rejected {
  name: string
  url: string
  /** A sentence for the timeline. */
  reason: string
}

export interface DroppedField {
  name: string
  field: string
  value: string
  url: string
  reason: string
}

export interface PageFindings {
  people: PersonFinding[]
  notTheSame: Rejected[]
  dropped: DroppedField[]
}

/** What one research job answers. */
export interface OrganizationFindings {
  organization_id: number
  pages: { url: string; title: string }[]
  unread: { url: string; reason: string }[]
  people: PersonFinding[]
  not_the_same: Rejected[]
  dropped: DroppedField[]
}
