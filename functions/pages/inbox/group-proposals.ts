import type { ReviewedProposal } from '../../../src/proposals/reviewed-proposal.ts'
import { plural } from '../frame/format.ts'

export interface ProposalGroup {
  key: string
  /** What the members have in common; null where one stands alone. */
  title: string | null
  subject: { type: string; id: number } | null
  proposals: ReviewedProposal[]
}

/** What belongs together is read together: a bundle, or everything about one record; in the order in which they came. */
export function groupProposals(proposals: ReviewedProposal[]): ProposalGroup[] {
  const groups = new Map<string, ReviewedProposal[]>()
  for (const proposal of proposals) {
    const key = keyOf(proposal)
    groups.set(key, [...(groups.get(key) ?? []), proposal])
  }
  return [...groups].map(([key, members]) => ({
    key,
    title: titleOf(members),
    subject: subjectOf(members),
    proposals: parentsFirst(members),
  }))
}

const LEADS = ['Job', 'Opportunity', 'Partnership']

const keyOf = ({ bundle_id, entity_type, entity_id, id }: ReviewedProposal) =>
  bundle_id ?? (entity_id === null ? id : `${LEADS.includes(entity_type) ? 'Lead' : entity_type}-${entity_id}`)

function titleOf(members: ReviewedProposal[]): string | null {
  if (members.length === 1) return null
  const [first] = members
  if (!first!.bundle_id) return `${plural(members.length, 'question')} about ${first!.name}`
  return `${members.map(({ name }) => name).join(' + ')}`.slice(0, 160)
}

const subjectOf = ([first]: ReviewedProposal[]) =>
  first!.bundle_id || first!.entity_id === null ? null : { type: first!.entity_type, id: first!.entity_id }

/** Parents before what hangs on them, otherwise oldest first. */
function parentsFirst(members: ReviewedProposal[]): ReviewedProposal[] {
  const known = new Map(members.map((member) => [member.id, member]))
  const depth = ({ parent_ids, id }: ReviewedProposal, seen: string[] = []): number =>
    Math.max(
      0,
      ...parent_ids.map((parent) =>
        known.has(parent) && !seen.includes(parent) ? 1 + depth(known.get(parent)!, [...seen, id]) : 0,
      ),
    )
  return [...members].sort((a, b) => depth(a) - depth(b) || a.created_at.localeCompare(b.created_at))
}
