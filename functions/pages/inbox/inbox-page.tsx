import type { Inbox } from '../../../src/proposals/read-inbox.ts'
import { formatTime, plural } from '../frame/format.ts'
import type { Notice } from '../frame/notice.ts'
import { inPlace, NoticeBar } from '../frame/notice-bar.tsx'
import { BatchBar } from './batch-bar.tsx'
import type { Facet } from './count-facets.ts'
import { FacetList } from './facet-list.tsx'
import type { ProposalGroup } from './group-proposals.ts'
import { IdleButton } from './idle-button.tsx'
import { InboxTabs } from './inbox-tabs.tsx'
import { NotShownNote } from './not-shown-note.tsx'
import { ProposalCard } from './proposal-card.tsx'
import { isSafe } from './risk.ts'

export interface InboxView {
  show: 'waiting' | 'snoozed'
  groups: ProposalGroup[]
  total: number
  shown: number
  /** How many wait without any filter. */
  unfiltered: number
  facets: Facet[]
  notShown: Inbox['not_shown']
  nextHref: string | null
  firstHref: string | null
  back: string
  canDecide: boolean
  timeZone: string
  now: Date
  notice: Notice | undefined
}

/** What waits for a decision. One form for the whole page: every button works without JavaScript. */
export const InboxPage = (view: InboxView) => (
  <div class="inbox">
    <div class="head">
      <h1 tabindex={-1}>{view.show === 'snoozed' ? 'Snoozed' : 'Inbox'}</h1>
      <InboxTabs
        show={view.show}
        waiting={view.show === 'waiting' ? view.unfiltered : undefined}
        snoozed={view.notShown.snoozed}
      />
    </div>
    <FacetList facets={view.facets} />
    <div class="queue">
      <NoticeBar notice={view.notice} back={view.back} />
      {view.total === 0 ? <Empty {...view} /> : <Cards {...view} />}
      <NotShownNote notShown={view.notShown} filteredOut={view.unfiltered - view.total} show={view.show} />
    </div>
  </div>
)

const Cards = (view: InboxView) => (
  <form method="post" action="/inbox/decisions" id="inbox" {...inPlace('/inbox/decisions')}>
    <IdleButton />
    <input type="hidden" name="back" value={view.back} />
    {view.canDecide ? (
      <BatchBar safe={view.groups.flatMap(({ proposals }) => proposals).filter(isSafe).length} />
    ) : (
      <p class="notice">You can read this inbox; deciding takes the role reviewer or admin.</p>
    )}
    {view.groups.map((group) => (
      <Group group={group} view={view} />
    ))}
    <nav class="pager" aria-label="Pages">
      <span>
        {view.shown === view.total
          ? `All ${plural(view.total, 'proposal')}`
          : `${view.shown} of ${plural(view.total, 'proposal')}`}{' '}
        on this page
      </span>
      {view.firstHref ? <a href={view.firstHref}>First page</a> : null}
      {view.nextHref ? (
        <a href={view.nextHref} rel="next">
          Next page
        </a>
      ) : null}
    </nav>
  </form>
)

const Group = ({ group, view }: { group: ProposalGroup; view: InboxView }) => {
  const { key, title, subject, proposals } = group
  const cards = proposals.map((proposal) => (
    <ProposalCard
      nested={title !== null}
      proposal={proposal}
      timeZone={view.timeZone}
      now={view.now}
      canDecide={view.canDecide}
    />
  ))
  if (!title) return <>{cards}</>
  return (
    <section class="bundle" aria-labelledby={`g-${key}`}>
      <h2 id={`g-${key}`}>
        {subject ? <a href={`/records/${subject.type}/${subject.id}`}>{title}</a> : title}
        {subject ? null : <small> belong together</small>}
      </h2>
      {cards}
    </section>
  )
}

const Empty = ({ unfiltered, show, notShown, now, timeZone }: InboxView) => (
  <section class="empty">
    {unfiltered > 0 ? (
      <>
        <h2>Nothing here matches these filters</h2>
        <p>
          {plural(unfiltered, 'proposal')} {unfiltered === 1 ? 'waits' : 'wait'} without them.{' '}
          <a href={show === 'snoozed' ? '/?show=snoozed' : '/'}>Show all</a>
        </p>
      </>
    ) : show === 'snoozed' ? (
      <>
        <h2>Nothing is asleep</h2>
        <p>
          What is snoozed waits here and returns by itself. <a href="/">Back to the inbox</a>
        </p>
      </>
    ) : (
      <>
        <span class="big-light" aria-hidden="true" />
        <h2>Nothing is waiting</h2>
        <p>
          {notShown.runs_at_work > 0
            ? `${plural(notShown.runs_at_work, 'run')} ${notShown.runs_at_work === 1 ? 'is' : 'are'} still at work and may propose something.`
            : 'No question is open.'}{' '}
          <a href="/runs">{notShown.runs_at_work > 0 ? 'Watch' : 'Start a run'}</a>
        </p>
        <p class="hint">As of {formatTime(now.toISOString(), timeZone)}</p>
      </>
    )}
  </section>
)
