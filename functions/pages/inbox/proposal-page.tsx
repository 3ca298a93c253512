import type { Proposal } from '../../../src/proposals/proposal.ts'
import type { Notice } from '../frame/notice.ts'
import { NoticeBar } from '../frame/notice-bar.tsx'
import { ProposalCard } from './proposal-card.tsx'

interface ProposalPageProps {
  proposal: Proposal
  timeZone: string
  now: Date
  canDecide: boolean
  notice: Notice | undefined
}

/** One proposal with everything open; it stays readable after it was decided. */
export const ProposalPage = ({ proposal, notice, ...rest }: ProposalPageProps) => (
  <>
    <h1>Proposal</h1>
    {notice ? <NoticeBar notice={notice} /> : null}
    <form method="post" action="/inbox/decisions">
      <input type="hidden" name="back" value={`/proposals/${proposal.id}`} />
      <ProposalCard proposal={proposal} {...rest} open />
    </form>
  </>
)
