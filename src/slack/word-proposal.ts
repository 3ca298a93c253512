import type { Proposal, Risk } from '../proposals/proposal.ts'
import { foreignText } from './slack-text.ts'

const RISKS: Record<Risk, string> = {
  merge: 'Merge',
  replace_human: 'Replaces a person’s value',
  replace_agent: 'Replaces an agent’s value',
  create: 'New',
  fill: 'Fills a blank',
  task: 'Task',
}
export const riskLabel = (risk: Risk): string => RISKS[risk]

/** What is too much for one press: it is read in the web, with everything that would change in view. */
export const needsWeb = (risk: Risk): boolean => risk === 'merge' || risk === 'replace_human'

export const waits = ({ status }: Pick<Proposal, 'status'>): boolean => status === 'pending'

const TITLE = 150

/** What a proposal would do, in a few words, escaped. */
export function proposalTitle({ proposed_action, entity_type, name, data, risk }: Proposal, max = TITLE): string {
  const type = foreignText(entity_type, 40)
  const named = foreignText(name, max)
  if (proposed_action === 'merge') {
    const merged = Array.isArray(data.loser_ids) ? data.loser_ids.length + 1 : 2
    return `Merge ${merged} ${type.toLowerCase()}s into ${named}`
  }
  if (risk === 'task') return named
  return proposed_action === 'create' ? `New ${type.toLowerCase()}: ${named}` : `${named} (${type})`
}

const SURFACES: Record<string, string> = {
  web: 'on the web',
  api: 'through the API',
  slack: 'in Slack',
  mcp: 'through an assistant',
}
const STATUSES: Partial<Record<Proposal['status'], [mark: string, word: string]>> = {
  committed: ['✅', 'approved'],
  rejected: ['🚫', 'rejected'],
  undone: ['↩️', 'approved, and undone since'],
  expired: ['⌛', 'expired: nobody decided in time'],
  superseded: ['💤', 'no longer needed'],
  stale: ['⚠️', 'changed since it was proposed: please read it again'],
  failed: ['⚠️', 'could not be written'],
}

/** Where a proposal stands once it no longer waits, with who decided and where; undefined while it waits. */
export function proposalFate(proposal: Proposal): { mark: string; words: string } | undefined {
  const known = STATUSES[proposal.status]
  if (!known) return undefined
  const [mark, word] = known
  const decided = ['committed', 'rejected', 'undone'].includes(proposal.status)
  const by = decided && proposal.decided_by_name ? ` by ${foreignText(proposal.decided_by_name, 80)}` : ''
  const where = decided && proposal.surface ? ` ${SURFACES[proposal.surface] ?? ''}` : ''
  return { mark, words: `${word}${by}${where}`.trimEnd() }
}
