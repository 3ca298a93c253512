import { findTimeZone } from './working-days.ts'

export interface Person {
  id: number
  name: string
  timeZone: string | null
  isActive: boolean
  role: string
}

export interface Assignee {
  id: number | null
  name: string | null
  timeZone: string
  /** Why the lead's own owner does not get the task. */
  insteadOf?: 'nobody' | 'inactive_owner'
}

/** Who gets a lead's follow-up: its active owner, else the tenant's fallback, else the oldest active admin. */
export function chooseAssignee(
  ownerId: number | null,
  people: readonly Person[],
  tenant: { fallbackOwnerId?: number | null; timeZone?: string | null },
): Assignee {
  const active = people.filter((person) => person.isActive)
  const owner = active.find(({ id }) => id === ownerId)
  if (owner) return { id: owner.id, name: owner.name, timeZone: findTimeZone(owner.timeZone, tenant.timeZone) }
  const insteadOf = ownerId === null ? 'nobody' : 'inactive_owner'
  const fallback = active.find(({ id }) => id === tenant.fallbackOwnerId) ?? findOldestAdmin(active)
  return {
    id: fallback?.id ?? null,
    name: fallback?.name ?? null,
    timeZone: findTimeZone(fallback?.timeZone, tenant.timeZone),
    insteadOf,
  }
}

function findOldestAdmin(active: readonly Person[]): Person | undefined {
  const admins = active.filter(({ role }) => role === 'admin')
  return (admins.length > 0 ? admins : active.filter(({ role }) => role === 'reviewer')).sort((a, b) => a.id - b.id)[0]
}
