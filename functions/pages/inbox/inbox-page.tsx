import type { Proposal } from '../../../src/proposals/proposal.ts'
import { isSafe, plural, riskOf } from '../frame/format.ts'
import type { Notice } from '../frame/notice.ts'
import { NoticeBar } from '../frame/notice-bar.tsx'
import { ProposalCard } from './proposal-card.tsx'

export interface InboxView {
  groups: { key: string; title: string | null; proposals: Proposal[] }[]
  total: number
  shown: number
  nextHref: string | null
  filter: {
    risk: string | undefined
    entity_type: string | undefined
    source: string | undefined
    run_id: string | undefined
  }
  snoozed: number
  canDecide: boolean
  timeZone: string
  now: Date
  notice: Notice | undefined
}

const RISKS = ['merge', 'replace_human', 'replace_agent', 'create', 'fill', 'task']
const TYPES = ['Organization', 'Individual', 'Contact', 'Job', 'Opportunity', 'Partnership', 'Task', 'Deal', 'Note']
const SOURCES = [
  ['similar_leads', 'Similar leads'],
  ['enrich_contacts', 'Contact research'],
  ['follow_ups', 'Follow-ups'],
  ['find_duplicates', 'Duplicates'],
  ['ask', 'Questions'],
  ['api', 'API'],
]

/** What waits for a decision. One form for the whole page: every button works without JavaScript. */
export const InboxPage = (view: InboxView) => (
  <>
    <div class="head">
      <h1>
        Inbox <small>{view.total === 0 ? '' : plural(view.total, 'proposal')}</small>
      </h1>
      <Filters filter={view.filter} />
    </div>
    {view.notice ? <NoticeBar notice={view.notice} /> : null}
    {view.total === 0 ? (
      <Empty filtered={Object.values(view.filter).some(Boolean)} snoozed={view.snoozed} />
    ) : (
      <Cards {...view} />
    )}
  </>
)

const Cards = (view: InboxView) => (
  <form method="post" action="/inbox/decisions" id="inbox">
    <input type="hidden" name="back" value={backOf(view.filter)} />
    {view.canDecide ? (
      <div class="bar">
        <button type="submit" name="batch" value="approve" class="go">
          Approve selected
        </button>
        <button type="submit" name="batch" value="reject" class="stop">
          Reject selected
        </button>
        <button type="submit" name="batch" value="safe" class="quiet">
          Approve the {view.groups.flatMap(({ proposals }) => proposals).filter(({ risk }) => isSafe(risk)).length} safe
          ones on this page
        </button>
        <span class="hint keys">
          Press <kbd>?</kbd> for keys
        </span>
      </div>
    ) : (
      <p class="notice">You can read this inbox; deciding takes the role reviewer or admin.</p>
    )}
    {view.groups.map(({ key, title, proposals }) => (
      <section class={proposals.length > 1 ? 'bundle' : 'single'} aria-label={title ?? undefined} data-group={key}>
        {proposals.length > 1 ? <h2>{title}</h2> : null}
        {proposals.map((proposal) => (
          <ProposalCard proposal={proposal} timeZone={view.timeZone} now={view.now} canDecide={view.canDecide} />
        ))}
      </section>
    ))}
    <p class="hint">
      {view.shown} of {view.total} shown{view.snoozed > 0 ? `; ${view.snoozed} more are snoozed` : ''}.{' '}
      {view.nextHref ? (
        <a href={view.nextHref} rel="next">
          Older ones
        </a>
      ) : null}
    </p>
  </form>
)

const Empty = ({ filtered, snoozed }: { filtered: boolean; snoozed: number }) => (
  <section class="empty">
    <h2>{filtered ? 'Nothing waits that matches' : 'Nothing is waiting'}</h2>
    <p>
      {snoozed > 0 ? `${plural(snoozed, 'proposal')} ${snoozed === 1 ? 'is' : 'are'} snoozed. ` : ''}
      {filtered ? <a href="/">Show everything</a> : <a href="/runs">Start a run</a>} to find out what should change.
    </p>
  </section>
)

const Filters = ({ filter }: { filter: InboxView['filter'] }) => (
  <form class="filters" action="/" aria-label="Filter">
    <Choice name="risk" label="Kind" value={filter.risk} options={RISKS.map((risk) => [risk, riskOf(risk).label])} />
    <Choice name="entity_type" label="Record" value={filter.entity_type} options={TYPES.map((type) => [type, type])} />
    <Choice name="source" label="From" value={filter.source} options={SOURCES} />
    {filter.run_id ? <input type="hidden" name="run_id" value={filter.run_id} /> : null}
    <button type="submit" class="quiet">
      Filter
    </button>
  </form>
)

const Choice = ({
  name,
  label,
  value,
  options,
}: {
  name: string
  label: string
  value: string | undefined
  options: string[][]
}) => (
  <label>
    {label}{' '}
    <select name={name}>
      <option value="">all</option>
      {options.map(([key, text]) => (
        <option value={key} selected={key === value || undefined}>
          {text}
        </option>
      ))}
    </select>
  </label>
)

export function backOf(filter: InboxView['filter']): string {
  const params = new URLSearchParams(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])))
  return params.size > 0 ? `/?${params}` : '/'
}
