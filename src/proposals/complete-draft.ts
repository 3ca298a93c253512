import { Temporal } from 'temporal-polyfill'
import { isRoleMailbox } from '../duplicates/shared-hosts.ts'
import { findDomainKey } from '../records/find-domain.ts'
import type { Draft, Effect } from './draft.ts'
import { questionOf } from './question-of.ts'

const LIFETIME_DAYS = 14

/** When a proposal made now lapses: after two weeks, and never on a weekend, so that Monday still finds Friday's. */
export function expiryOf(now: Date): string {
  let at = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('UTC').add({ days: LIFETIME_DAYS })
  while (at.dayOfWeek > 5 || at.dayOfWeek === 1) at = at.add({ days: 1 })
  return at.toInstant().toString()
}

/** The draft as it is filed: with the rows its links imply and the identities a commit looks for before it creates. */
export function completeDraft(draft: Draft, now: Date): Draft & { expires_at: string } {
  const identity =
    draft.proposed_action === 'create' ? (draft.identity ?? identityOf(draft.entity_type, draft.data)) : []
  const question = draft.question_key ?? questionOf(draft, identity)
  return {
    ...draft,
    ...(question ? { question_key: question } : {}),
    effects: [...(draft.effects ?? []), ...(draft.proposed_action === 'create' ? linkEffects(draft) : [])],
    identity,
    expires_at: expiryOf(now),
  }
}

export interface Identity {
  kind: 'domain' | 'email'
  value: string
}

/** What makes a new record the same as an existing one for certain: an organization's domain, a person's own mailbox. */
export function identityOf(entityType: string, data: Record<string, unknown>): Identity[] {
  if (entityType === 'Organization' && typeof data.website === 'string') {
    const domain = findDomainKey(data.website)
    return domain ? [{ kind: 'domain', value: domain }] : []
  }
  if (entityType === 'Individual' && typeof data.email === 'string' && !isSharedMailbox(data.email))
    return [{ kind: 'email', value: data.email.trim().toLowerCase() }]
  return []
}

/** "info@" is read by several people, so it names none of them. */
const isSharedMailbox = (email: string) => isRoleMailbox(email.trim().toLowerCase().split('@')[0]!)

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
