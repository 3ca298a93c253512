import type { Proposal } from '../../../src/proposals/proposal.ts'

export interface ProposalGroup {
  key: string
  title: string | null
  proposals: Proposal[]
}

const BY_CONSEQUENCE = ['merge', 'replace_human', 'replace_agent', 'create', 'fill', 'task']
const weight = ({ risk }: Proposal) => BY_CONSEQUENCE.indexOf(risk)

/** What belongs together is read together: a bundle, or everything about one record. The weightiest group comes first. */
export function groupProposals(proposals: Proposal[]): ProposalGroup[] {
  const groups = new Map<string, Proposal[]>()
  for (const proposal of proposals) {
    const key = keyOf(proposal)
    groups.set(key, [...(groups.get(key) ?? []), proposal])
  }
  return [...groups]
    .map(([key, members]) => ({ key, title: titleOf(members), proposals: inOrder(members) }))
    .sort((a, b) => weight(heaviest(a.proposals)) - weight(heaviest(b.proposals)))
}

const keyOf = ({ bundle_id, entity_type, entity_id, id }: Proposal) =>
  bundle_id ?? (entity_id === null ? id : `${entity_type}-${entity_id}`)

const titleOf = (members: Proposal[]) =>
  members[0]!.bundle_id ? `${members.length} that belong together` : members[0]!.name

const heaviest = (members: Proposal[]) => members.reduce((a, b) => (weight(a) <= weight(b) ? a : b))

/** Parents before what hangs on them, otherwise oldest first. */
function inOrder(members: Proposal[]): Proposal[] {
  const ids = new Set(members.map(({ id }) => id))
  const depth = (proposal: Proposal, seen: string[] = []): number =>
    Math.max(
      0,
      ...proposal.parent_ids
        .filter((id) => ids.has(id) && !seen.includes(id))
        .map((id) => 1 + depth(members.find((member) => member.id === id)!, [...seen, proposal.id])),
    )
  return [...members].sort((a, b) => depth(a) - depth(b) || a.created_at.localeCompare(b.created_at))
}
