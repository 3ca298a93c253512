import type { Proposal } from '../../../src/proposals/proposal.ts'
import { formatTime } from '../frame/format.ts'
import { Pager } from '../frame/pager.tsx'
import { Tag } from '../frame/tag.tsx'
import { InboxTabs } from './inbox-tabs.tsx'

interface LapsedPageProps {
  proposals: Proposal[]
  total: number
  nextHref: string | null
  timeZone: string
}

/** What nobody decided, or was withdrawn, each with its reason. */
export const LapsedPage = ({ proposals, total, nextHref, timeZone }: LapsedPageProps) => (
  <>
    <div class="head">
      <h1 tabindex={-1}>
        Lapsed <small>{total.toLocaleString('en')}</small>
      </h1>
      <InboxTabs show="lapsed" />
    </div>
    <p class="hint">An expired question can be proposed again by the next run, against what is true then.</p>
    {proposals.length === 0 ? (
      <section class="empty">
        <h2>Nothing has lapsed</h2>
        <p>
          <a href="/">Back to the inbox</a>
        </p>
      </section>
    ) : (
      <ul class="rows">
        {proposals.map(({ id, name, entity_type, status, status_reason, created_at, expires_at }) => (
          <li>
            <Tag tone="calm">{status === 'superseded' ? 'withdrawn' : 'expired'}</Tag>
            <div>
              <a href={`/proposals/${id}`}>{name}</a> <small>{entity_type}</small>
              <small class="line">
                {status_reason ?? `Nobody decided before ${formatTime(expires_at, timeZone)}.`} Proposed{' '}
                {formatTime(created_at, timeZone)}.
              </small>
            </div>
          </li>
        ))}
      </ul>
    )}
    <Pager nextHref={nextHref} label="Older ones" />
  </>
)
