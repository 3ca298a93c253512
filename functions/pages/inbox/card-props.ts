import type { DecisionPreview } from '../../../src/proposals/get-review.ts'
import type { ReviewedProposal } from '../../../src/proposals/reviewed-proposal.ts'

/** What a card shows, and to whom. */
export interface CardProps {
  proposal: ReviewedProposal
  timeZone: string
  now: Date
  canDecide: boolean
  /** Inside a bundle, which has a heading of its own. */
  nested?: boolean
  /** On a page of its own nothing is folded away. */
  open?: boolean
  preview?: DecisionPreview | null
}
