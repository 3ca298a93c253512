import type { Review } from '../../../src/proposals/get-review.ts'
import type { Notice } from '../frame/notice.ts'
import { inPlace, NoticeBar } from '../frame/notice-bar.tsx'
import { IdleButton } from './idle-button.tsx'
import { ProposalCard } from './proposal-card.tsx'

interface ProposalPageProps extends Review {
  timeZone: string
  now: Date
  canDecide: boolean
  notice: Notice | undefined
}

/** One proposal with everything open; it stays readable after it was decided. */
export const ProposalPage = ({ proposal, preview, notice, ...rest }: ProposalPageProps) => {
  const back = `/proposals/${proposal.id}`
  return (
    <div class="single">
      <p class="crumbs">
        <a href="/">Inbox</a> / {proposal.bundle_id ? 'part of a bundle' : 'proposal'}
      </p>
      <h1 class="sr" tabindex={-1}>
        Proposal
      </h1>
      <NoticeBar notice={notice} back={back} />
      <form method="post" action="/inbox/decisions" id="inbox" {...inPlace('/inbox/decisions')}>
        <IdleButton />
        <input type="hidden" name="back" value={back} />
        <ProposalCard proposal={proposal} preview={preview} {...rest} open />
      </form>
    </div>
  )
}
