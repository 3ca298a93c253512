import type { Proposal } from '../proposals/proposal.ts'
import { actions, button, context, linkButton, plain } from './blocks.ts'
import { allSeenValue } from './button-value.ts'
import type { Block, Button } from './message.ts'
import { renderProposal } from './render-proposal.ts'
import { limits } from './slack-limits.ts'
import { needsWeb, waits } from './word-proposal.ts'

interface ProposalList {
  proposals: Proposal[]
  /** All there are, shown here or not. */
  total: number
  publicUrl: string
  /** Where all of them are, within the web. */
  morePath: string
}

const FEWEST_FOR_A_BATCH = 2

/** Proposals one below the other, one button for the safe ones among them, and the way to the rest. */
export function renderProposals({ proposals, total, publicUrl, morePath }: ProposalList): Block[] {
  const blocks = proposals.flatMap((proposal) => renderProposal(proposal, publicUrl))
  const safe = proposals.filter((proposal) => waits(proposal) && !needsWeb(proposal.risk))
  const hidden = total - proposals.length
  if (hidden > 0) blocks.push(context(`${hidden} more ${hidden === 1 ? 'is' : 'are'} in the inbox.`))
  const buttons = [
    ...(safe.length >= FEWEST_FOR_A_BATCH ? batchButton(safe) : []),
    ...(total > 0
      ? [linkButton(hidden > 0 ? 'Open all in the inbox' : 'Open in the inbox', `${publicUrl}${morePath}`)]
      : []),
  ]
  if (buttons.length > 0) blocks.push(actions('all', buttons))
  return blocks
}

function batchButton(safe: Proposal[]): Button[] {
  const value = allSeenValue(safe)
  if (value.length > limits.buttonValue) return []
  return [
    button('approve_safe', `Approve the ${safe.length} safe ones`, {
      value,
      confirm: {
        title: plain(`Approve ${safe.length}?`, limits.confirmTitle),
        text: plain(
          `Exactly the ${safe.length} shown in this message that fill blanks, create something or replace what an agent wrote. Each can be undone.`,
          limits.confirmText,
        ),
        confirm: plain('Approve', 30),
        deny: plain('Not yet', 30),
      },
    }),
  ]
}
