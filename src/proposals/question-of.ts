import { foldWords } from '../duplicates/fold-text.ts'
import type { Identity } from './complete-draft.ts'
import type { Draft } from './draft.ts'

/** The fields that say which record is meant; the others are how it is described. */
const NAMING: Record<string, string[]> = {
  Organization: ['name'],
  Account: ['name'],
  Individual: ['first_name', 'last_name'],
  Contact: ['individual_id', 'organization_id', 'email'],
  Deal: ['name'],
  Project: ['name', 'organization_id'],
  Task: ['title', 'entity_type', 'entity_id'],
  Lead: ['title', 'organization_id'],
  Job: ['title', 'organization_id', 'location'],
  Opportunity: ['title', 'organization_id'],
  Partnership: ['title', 'organization_id'],
}

/**
 * The question that a proposal to create asks, so that other words for the same thing find what is pending or was refused: by
 * identity where there is one, by its name and what it hangs on otherwise. Undefined where the whole content is the question.
 */
export function questionOf({ proposed_action, entity_type, data, link_to, parents }: Draft, identity: Identity[]) {
  if (proposed_action !== 'create') return undefined
  const [known] = identity
  if (known) return `create:${entity_type}:${known.kind}:${known.value}`
  const naming = NAMING[entity_type]
  // what hangs on another draft is told apart by its bundle, which the content does
  if (!naming || (parents ?? []).length > 0) return undefined
  const parts = naming.map((name) => foldWords(String(data[name] ?? '')).join(' '))
  if (parts.every((part) => part === '')) return undefined
  const links = Object.entries(link_to ?? {}).map(([name, value]) => `${name}=${value}`)
  return `create:${entity_type}:${[...parts, ...links.toSorted()].join(':')}`
}
