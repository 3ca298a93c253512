/**
 * The shape of a demo story: rows named by symbolic keys, with days counted from the day it is loaded.
 * Property names in snake_case are columns of the same name; the others say what a loader has to resolve.
 */
export type UserKey = `user.${string}`
export type AccountKey = `acc.${string}`
export type OrganizationKey = `org.${string}`
export type IndividualKey = `ind.${string}`
export type DealKey = `deal.${string}`
export type LeadKey = `lead.${string}`
export type ProjectKey = `project.${string}`
export type SubjectKey = AccountKey | OrganizationKey | IndividualKey | DealKey | LeadKey | ProjectKey

/** Days before loading; fractions are parts of a day, negative numbers lie in the future. */
export type DaysAgo = number

export type LeadType = 'Job' | 'Opportunity' | 'Partnership'
export type StoryRole = 'admin' | 'reviewer' | 'viewer'

export interface StoryUser {
  key: UserKey
  email: string
  name: string
  role: StoryRole
  time_zone: string
  is_active: boolean
}

export interface StoryLeadStatus {
  lead_type: LeadType
  name: string
  category: 'open' | 'won' | 'lost' | 'paused'
  position: number
  is_terminal: boolean
  on_hold: boolean
  stale_after_days: number | null
}

interface Dated {
  createdDaysAgo: DaysAgo
  /** Null means an agent or an import wrote the row; absent means Maya did. */
  createdBy?: UserKey | null
}

interface Address {
  street?: string
  city?: string
  region?: string
  postal_code?: string
  country?: string
}

export interface StoryAccount extends Dated {
  key: AccountKey
  name: string
  description: string
}

export interface StoryOrganization extends Dated, Address {
  key: OrganizationKey
  account?: AccountKey
  name: string
  website?: string
  industry?: string
  employee_count?: number
  phone?: string
  email?: string
  description?: string
  linkedin_url?: string
  /** The row this one was seeded as a duplicate of: the answer key of the demo, never loaded. */
  duplicateOf?: OrganizationKey
}

export interface StoryIndividual extends Dated, Address {
  key: IndividualKey
  account?: AccountKey
  first_name: string
  last_name: string
  email?: string
  phone?: string
  title?: string
  department?: string
  linkedin_url?: string
  description?: string
  opted_out?: boolean
  /** The row this one was seeded as a duplicate of: the answer key of the demo, never loaded. */
  duplicateOf?: IndividualKey
}

export interface StoryContact extends Dated {
  individual: IndividualKey
  organization: OrganizationKey
  title?: string
  email?: string
  phone?: string
  is_primary: boolean
}

export interface StoryEmployment {
  individual: IndividualKey
  organization: OrganizationKey
  title?: string
  startedDaysAgo: DaysAgo
  endedDaysAgo?: DaysAgo
  is_current: boolean
}

export interface StoryDeal extends Dated {
  key: DealKey
  name: string
  description: string
  /** A decimal string. */
  value_amount?: string
  value_currency?: string
  /** Percent, 0 to 100. */
  probability?: string
  expectedCloseInDays?: number
}

/** One step of a lead's status history, oldest first; the last one is the lead's status now. */
export interface StoryStatusStep {
  status: string
  daysAgo: DaysAgo
  /** Absent means the lead's owner, or Maya where it has none; null means an agent or an import. */
  by?: UserKey | null
}

export interface StoryJob {
  salary_range?: string
  location?: string
  remote?: boolean
  posting_url?: string
  description?: string
  postedDaysAgo?: DaysAgo
}

export interface StoryOpportunity {
  estimated_value?: string
  probability?: string
  expectedCloseInDays?: number
}

export interface StoryPartnership {
  partnership_type?: string
  startDaysAgo?: DaysAgo
  endDaysAgo?: DaysAgo
}

interface LeadBase {
  key: LeadKey
  organization: OrganizationKey
  account?: AccountKey
  deal?: DealKey
  title: string
  source: string
  /** Null is a lead that nobody owns. */
  owner: UserKey | null
  history: [StoryStatusStep, ...StoryStatusStep[]]
}

export type StoryLead =
  | (LeadBase & { type: 'Job'; job: StoryJob })
  | (LeadBase & { type: 'Opportunity'; opportunity: StoryOpportunity })
  | (LeadBase & { type: 'Partnership'; partnership: StoryPartnership })

export interface StoryProject {
  key: ProjectKey
  name: string
  status: string
  description: string
  organization?: OrganizationKey
  createdDaysAgo: DaysAgo
}

export interface StoryTask {
  subject: SubjectKey
  title: string
  description?: string
  status: 'open' | 'in_progress' | 'done' | 'cancelled'
  priority?: 'low' | 'normal' | 'high'
  dueInDays?: number
  /** A closed task without it would count as closed at loading, and wake its lead. */
  completedDaysAgo?: DaysAgo
  assignedTo: UserKey
  createdDaysAgo: DaysAgo
  createdBy?: UserKey | null
}

export interface StoryNote {
  subject: SubjectKey
  content: string
  daysAgo: DaysAgo
  /** Null is an agent's note: it resets no clock. */
  by: UserKey | null
}

export interface StoryActivity {
  subject: SubjectKey
  kind: 'email' | 'call' | 'meeting' | 'message'
  title: string
  body?: string
  direction: 'in' | 'out'
  /** Negative is scheduled. */
  daysAgo: DaysAgo
  by: UserKey | null
}

export interface StoryDocument {
  subject: SubjectKey
  filename: string
  storage_path: string
  createdDaysAgo: DaysAgo
}

export interface StoryHoliday {
  /** Month and day as MM-DD: the loader writes last year's, this year's and next year's. */
  day: string
  name: string
}

export interface StoryProvenance {
  subject: OrganizationKey | IndividualKey | LeadKey
  field_name: string
  source: string
  source_url: string
  confidence: number
  raw_value: string
  verifiedBy: UserKey | null
  daysAgo: DaysAgo
}

/** A person who asked not to be kept: only a hashed key of these goes into the database. */
export interface StorySuppression {
  first_name: string
  last_name: string
  organization: OrganizationKey
  email: string
  reason: string
}

export interface Story {
  tenant: { name: string }
  users: StoryUser[]
  leadStatuses: StoryLeadStatus[]
  accounts: StoryAccount[]
  organizations: StoryOrganization[]
  individuals: StoryIndividual[]
  contacts: StoryContact[]
  employments: StoryEmployment[]
  deals: StoryDeal[]
  leads: StoryLead[]
  projects: StoryProject[]
  tasks: StoryTask[]
  notes: StoryNote[]
  activities: StoryActivity[]
  documents: StoryDocument[]
  holidays: StoryHoliday[]
  provenance: StoryProvenance[]
  suppressions: StorySuppression[]
}
