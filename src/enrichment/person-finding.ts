import type { Evidence } from '../evidence/evidence.ts'

export const PERSON_FIELDS = ['title', 'email', 'phone', 'linkedin_url'] as const
export type PersonField = (typeof PERSON_FIELDS)[number]

export interface FoundValue {
  value: string
  /** Every way in which the pages write it, this one included. */
  wordings?: string[]
  evidence: Evidence[]
}

/** A person whom a page ties to the organization, with the facts whose quotes were found near the name. */
export interface PersonFinding {
  name: string
  first_name: string
  last_name: string
  identity: Evidence
  /** Sentences about the person on all pages, for what else they tie the person to. */
  mentions: string[]
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
  /** `retryable` where another try may help: such an organization counts as not yet researched. */
  unread: { url: string; reason: string; retryable: boolean }[]
  /** Pages that were read and say nothing about today, and why. */
  not_believed: { url: string; reason: string }[]
  /** Pages that tell machines what to do, with the words. */
  instructions: { url: string; quote: string }[]
  people: PersonFinding[]
  /** Of those without an address: what it may be, and from what that is guessed. */
  guesses: GuessedAddress[]
  not_the_same: Rejected[]
  dropped: DroppedField[]
}

/** Never a fact: shown as a guess, written nowhere, no key to anything. */
export interface GuessedAddress {
  name: string
  email: string
  kind: 'pattern_and_domain' | 'pattern_only'
  /** What the guess rests on, as half a sentence. */
  because: string
}
