import { Temporal } from 'temporal-polyfill'
import { findDomain } from '../records/find-domain.ts'
import type { Draft, Effect } from './draft.ts'

const LIFETIME_DAYS = 14

/** When a proposal made now lapses: after two weeks, and never on a weekend, so that Monday still finds Friday's. */
export function expiryOf(now: Date): string {
  let at = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('UTC').add({ days: LIFETIME_DAYS })
  while (at.dayOfWeek > 5 || at.dayOfWeek === 1) at = at.add({ days: 1 })
  return at.toInstant().toString()
}

/** The draft as it is filed: with the rows its links imply and the identities a commit looks for before it creates. */
export function completeDraft(draft: Draft, now: Date): Draft & { expires_at: string } {
  return {
    ...draft,
    effects: [...(draft.effects ?? []), ...(draft.proposed_action === 'create' ? linkEffects(draft) : [])],
    identity: draft.identity ?? identityOf(draft.entity_type, draft.data),
    expires_at: expiryOf(now),
  }
}

/** What makes a new record the same as an existing one for certain: an organization's domain, a person's address. */
export function identityOf(
  entityType: string,
  data: Record<string, unknown>,
): { kind: 'domain' | 'email'; value: string }[] {
  if (entityType === 'Organization' && typeof data.website === 'string') {
    const domain = findDomain(data.website)
    return domain ? [{ kind: 'domain', value: domain }] : []
  }
  if (entityType === 'Individual' && typeof data.email === 'string')
    return [{ kind: 'email', value: data.email.toLowerCase() }]
  return []
}

function linkEffects({ entity_type, data, link_to }: Draft): Effect[] {
  if (!link_to) return []
  const { organization_id, ...others } = link_to as Record<string, unknown>
  const effects: Effect[] = []
  if (entity_type === 'Individual') {
    if (organization_id) effects.push(...worksAt(organization_id, data))
    if (others.account_id) effects.push({ op: 'main', values: { account_id: others.account_id } })
    return effects
  }
  const own = organization_id ? { organization_id, ...others } : others
  const linked = Object.fromEntries(Object.entries(own).filter(([name]) => !(name in data)))
  return Object.keys(linked).length > 0 ? [{ op: 'main', values: linked }] : []
}

const worksAt = (organization_id: unknown, data: Record<string, unknown>): Effect[] => {
  const title = 'title' in data ? { title: { $field: 'title' } } : {}
  const link = { individual_id: { $self: true }, organization_id, ...title }
  return [
    { op: 'insert', entity_type: 'Contact', values: link, unless_exists: ['individual_id', 'organization_id'] },
    { op: 'insert', entity_type: 'Employment', values: link, unless_exists: ['individual_id', 'organization_id'] },
  ]
}
