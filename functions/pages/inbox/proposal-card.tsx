import type { ReviewedProposal } from '../../../src/proposals/reviewed-proposal.ts'
import { formatDistance, formatTime, runName } from '../frame/format.ts'
import { RecordLink } from '../frame/record-link.tsx'
import { Tag } from '../frame/tag.tsx'
import { CardActions } from './card-actions.tsx'
import type { CardProps } from './card-props.ts'
import { ExistingParent } from './existing-parent.tsx'
import { FieldTable } from './field-table.tsx'
import { MergeTable } from './merge-table.tsx'
import { proposalTitle } from './proposal-title.ts'
import { isMoved, isSafe, riskOf } from './risk.ts'
import { SideEffects } from './side-effects.tsx'
import { TaskBody } from './task-body.tsx'

const SOON_MS = 48 * 60 * 60 * 1000

/** One proposal: what would change, why it is believed, and the ways to answer. Field names carry the proposal's id. */
export const ProposalCard = (props: CardProps) => {
  const { proposal, canDecide } = props
  const { id, risk, status, proposed_action: action, rationale } = proposal
  const waits = status === 'pending' || status === 'stale'
  const decidable = canDecide && waits
  const title = proposalTitle(proposal)
  return (
    <article
      class={`card risk-${risk}`}
      id={`p-${id}`}
      data-proposal={id}
      data-safe={isSafe(proposal) ? 'yes' : 'no'}
      tabindex={-1}
      aria-labelledby={`t-${id}`}
    >
      <CardHead {...props} title={title} decidable={decidable} />
      <Standing proposal={proposal} decidable={decidable} />
      {action === 'merge' ? (
        <MergeTable {...props} canDecide={decidable} />
      ) : risk === 'task' ? (
        <TaskBody {...props} canDecide={decidable} />
      ) : (
        <FieldTable {...props} canDecide={decidable} />
      )}
      <ExistingParent proposal={proposal} canDecide={decidable} />
      <SideEffects proposal={proposal} />
      {rationale ? (
        <p class="rationale text">
          <span class="label">Why</span> {rationale}
        </p>
      ) : null}
      <CardFoot {...props} />
      <CardActions {...props} title={title} />
    </article>
  )
}

const CardHead = ({
  proposal,
  title,
  decidable,
  nested,
  open,
  now,
  timeZone,
}: CardProps & { title: string; decidable: boolean }) => {
  const { id, risk, status, proposed_action: action, entity_type, entity_id, expires_at, snoozed_until } = proposal
  const { label, says, tone } = riskOf(risk)
  const waits = status === 'pending' || status === 'stale'
  const Heading = nested ? 'h3' : 'h2'
  const soon = Date.parse(expires_at) - now.getTime() < SOON_MS
  return (
    <header>
      {decidable && !open ? (
        <input type="checkbox" name="select" value={id} aria-label={`Select: ${title}`} data-select />
      ) : null}
      <Heading id={`t-${id}`}>
        {open ? title : <a href={`/proposals/${id}`}>{title}</a>}
        {action === 'update' && entity_id !== null ? (
          <small>
            {' '}
            <RecordLink type={entity_type} id={entity_id} name={`${entity_type} ${entity_id}`} />
          </small>
        ) : null}
      </Heading>
      <span class="tags">
        <Tag tone={tone} title={says}>
          {label}
        </Tag>
        {status === 'pending' ? null : <Tag tone={status === 'stale' ? 'warn' : 'calm'}>{status}</Tag>}
        {waits ? (
          <time
            class={soon ? 'expiry soon' : 'expiry'}
            datetime={expires_at}
            title={`Expires ${formatTime(expires_at, timeZone)}`}
          >
            expires {formatDistance(expires_at, now)}
          </time>
        ) : null}
        {waits && snoozed_until && Date.parse(snoozed_until) > now.getTime() ? (
          <Tag tone="calm">{`asleep until ${formatTime(snoozed_until, timeZone)}`}</Tag>
        ) : null}
      </span>
    </header>
  )
}

/** Why it cannot simply be approved: the record has moved, or what it hangs on was not committed. */
const Standing = ({ proposal, decidable }: { proposal: ReviewedProposal; decidable: boolean }) => {
  const { id, status, status_reason, fields, proposed_action: action } = proposal
  const moved = status === 'stale' || (decidable && action === 'update' && fields.some(isMoved))
  if (!moved) return status_reason ? <p class="standing">{status_reason}</p> : null
  return (
    <p class="standing is-warn">
      <span>
        {status_reason ??
          'The record has changed since this was proposed: the table shows what it was, is, and would be.'}
      </span>
      {decidable ? (
        <button type="submit" name="rebase" value={id} class="quiet">
          Ask again with today’s values
        </button>
      ) : null}
    </p>
  )
}

const CardFoot = ({ proposal, timeZone, now }: CardProps) => {
  const { confidence, source, run, created_at, decided_at, decided_by_name, status, surface } = proposal
  return (
    <p class="facts">
      {confidence === null ? null : (
        <span title="Priced from the kinds of evidence behind it, never asked from a model">
          Confidence <b>{Math.round(confidence * 100)}%</b>
        </span>
      )}
      {source ? <span>From {source}</span> : null}
      {run ? (
        <span>
          Run <a href={`/runs/${run.id}`}>{runName(run).slice(0, 80)}</a>
        </span>
      ) : null}
      <time datetime={created_at} title={formatTime(created_at, timeZone)}>
        proposed {formatDistance(created_at, now)}
      </time>
      {decided_at ? (
        <b>
          {status} by {decided_by_name ?? 'somebody'}
          {surface ? ` (${surface})` : ''}, {formatTime(decided_at, timeZone)}
        </b>
      ) : null}
    </p>
  )
}
