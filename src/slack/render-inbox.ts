import type { Proposal } from '../proposals/proposal.ts'
import { section } from './blocks.ts'
import { fitMessage } from './fit-message.ts'
import type { Message } from './message.ts'
import { renderProposals } from './render-proposals.ts'

interface InboxPicture {
  proposals: Proposal[]
  /** All that wait, counted in the same moment. */
  total: number
  publicUrl: string
}

/** The newest of what waits; what is decided meanwhile stays as one line. */
export function renderInbox({ proposals, total, publicUrl }: InboxPicture): Message {
  const text =
    total === 0
      ? 'Nothing is waiting.'
      : `${total} ${total === 1 ? 'proposal waits' : 'proposals wait'} for a decision.`
  const shownWaiting = proposals.filter(({ status }) => status === 'pending').length
  return fitMessage(proposals.length, (shown) => ({
    text,
    blocks: [
      section(`*Inbox* · ${text}`),
      ...renderProposals({
        proposals: proposals.slice(0, shown),
        total: proposals.length + Math.max(0, total - shownWaiting),
        publicUrl,
        morePath: '/',
      }),
    ],
  }))
}
