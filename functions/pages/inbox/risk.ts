import type { ReviewedProposal } from '../../../src/proposals/reviewed-proposal.ts'

const RISKS: Record<string, { label: string; says: string; tone: string }> = {
  merge: { label: 'Merge', says: 'Several records become one', tone: 'stop' },
  replace_human: { label: 'Replaces a person’s value', says: 'Somebody typed what this would replace', tone: 'warn' },
  replace_agent: { label: 'Replaces an agent’s value', says: 'An agent wrote what this would replace', tone: 'note' },
  create: { label: 'New', says: 'A record that is not there yet', tone: 'new' },
  fill: { label: 'Fills a blank', says: 'Nothing is replaced', tone: 'calm' },
  task: { label: 'Task', says: 'A task on somebody’s list', tone: 'calm' },
}

export const riskOf = (risk: string) => RISKS[risk] ?? { label: risk, says: risk, tone: 'calm' }

const GUESSES = new Set(['pattern_only', 'pattern_and_domain', 'search_snippet'])

/**
 * What a batch may take along without being looked at one by one: nothing of a person's is replaced, nothing merged, the
 * record is as it was, and no value rests on a guess, on a quote that was not found, or against another source.
 */
export function isSafe({ risk, status, fields, proposed_action, parents }: ReviewedProposal): boolean {
  if (status !== 'pending' || risk === 'merge' || risk === 'replace_human') return false
  if (parents.some((parent) => !['pending', 'committed'].includes(parent.status))) return false
  return fields.every((field) => !(proposed_action === 'update' && isMoved(field)) && field.evidence.every(isFirm))
}

const isFirm = ({ kind, quote, quote_verified, method }: ReviewedProposal['fields'][number]['evidence'][number]) =>
  !GUESSES.has(kind ?? '') && method !== 'says otherwise' && !(quote && quote_verified === false)

/** Whether the record holds another value than the one this was proposed against. */
export const isMoved = ({ before, now }: { before: unknown; now: unknown }): boolean =>
  JSON.stringify(before ?? null) !== JSON.stringify(now ?? null)
