import type { Decided } from '../../../src/proposals/list-decided.ts'
import { formatTime } from '../frame/format.ts'
import type { Notice } from '../frame/notice.ts'
import { NoticeBar, Post } from '../frame/notice-bar.tsx'
import { Pager } from '../frame/pager.tsx'
import { RecordLink } from '../frame/record-link.tsx'
import { Tag } from '../frame/tag.tsx'
import { InboxTabs } from './inbox-tabs.tsx'
import { riskOf } from './risk.ts'

interface DecidedPageProps {
  decided: Decided[]
  batchId: string | undefined
  nextHref: string | null
  back: string
  canDecide: boolean
  timeZone: string
  notice: Notice | undefined
}

/** What was decided, by whom and where, each with its way back. */
export const DecidedPage = ({ decided, batchId, nextHref, back, canDecide, timeZone, notice }: DecidedPageProps) => (
  <>
    <div class="head">
      <h1 tabindex={-1}>{batchId ? 'Results of a batch' : 'Decided'}</h1>
      <InboxTabs show="decided" />
    </div>
    <NoticeBar notice={notice} back={back} />
    {batchId && canDecide && decided.some(({ status }) => status === 'committed') ? (
      <Post action="/inbox/undo" back={back}>
        <input type="hidden" name="kind" value="batch" />
        <button type="submit" name="id" value={batchId} class="stop">
          Undo the whole batch
        </button>
      </Post>
    ) : null}
    {decided.length === 0 ? (
      <section class="empty">
        <h2>Nothing has been decided yet</h2>
        <p>
          <a href="/">Back to the inbox</a>
        </p>
      </section>
    ) : (
      <ul class="rows">
        {decided.map((entry) => (
          <li>
            <Tag tone={entry.status === 'committed' ? 'new' : entry.status === 'rejected' ? 'stop' : 'calm'}>
              {entry.status}
            </Tag>
            <div>
              <a href={`/proposals/${entry.id}`}>{entry.name}</a> <small>{riskOf(entry.risk).label}</small>
              <small class="line">
                {entry.decided_by_name ?? 'somebody'}
                {entry.surface ? ` on ${entry.surface}` : ''}, {formatTime(entry.decided_at, timeZone)}
                {entry.reason ? `: ${entry.reason}` : ''}
                {entry.record_id ? (
                  <>
                    {' · '}
                    <RecordLink
                      type={entry.entity_type}
                      id={entry.record_id}
                      name={`${entry.entity_type} ${entry.record_id}`}
                    />
                  </>
                ) : null}
              </small>
            </div>
            {canDecide ? <TakeBack entry={entry} back={back} /> : null}
          </li>
        ))}
      </ul>
    )}
    <Pager nextHref={nextHref} label="Older ones" />
  </>
)

const TakeBack = ({ entry, back }: { entry: Decided; back: string }) => {
  if (entry.status !== 'committed' && entry.status !== 'rejected') return null
  return (
    <Post action="/inbox/undo" back={back}>
      <input type="hidden" name="kind" value={entry.status === 'committed' ? 'proposal' : 'reopen'} />
      <button type="submit" name="id" value={entry.id} class="quiet">
        Undo<span class="sr">: {entry.name}</span>
      </button>
    </Post>
  )
}
