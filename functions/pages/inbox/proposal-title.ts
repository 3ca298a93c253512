import type { ReviewedProposal } from '../../../src/proposals/reviewed-proposal.ts'
import { kindName } from '../frame/format.ts'

/** A proposal in a few words. */
export function proposalTitle({ proposed_action, entity_type, name, members, data, risk }: ReviewedProposal): string {
  if (proposed_action === 'merge') {
    const n = members.length || (data.loser_ids as unknown[]).length + 1
    return `Merge ${n} ${entity_type === 'Individual' ? 'people' : `${kindName(entity_type)}s`} into ${name}`
  }
  if (risk === 'task') return name
  return proposed_action === 'create' ? `New ${kindName(entity_type)}: ${name}` : name
}
