import type { CardProps } from './card-props.ts'
import { isSafe } from './risk.ts'
import { SnoozeDays } from './snooze-days.tsx'

/** The ways to answer one proposal, or to take a commit back. */
export const CardActions = ({ proposal, canDecide, title, now }: CardProps & { title: string }) => {
  const { id, status, content_hash, snoozed_until } = proposal
  if (!canDecide) return null
  if (status === 'committed' || status === 'rejected')
    return (
      <div class="actions">
        <input type="hidden" name="kind" value={status === 'committed' ? 'proposal' : 'reopen'} />
        <button type="submit" name="id" value={id} class="quiet" formaction="/inbox/undo">
          {status === 'committed' ? 'Undo this' : 'Take the rejection back'}
        </button>
      </div>
    )
  if (status !== 'pending' && status !== 'stale') return null
  const asleep = snoozed_until !== null && Date.parse(snoozed_until) > now.getTime()
  return (
    <div class="actions">
      <input type="hidden" name={`hash:${id}`} value={content_hash} />
      <input type="hidden" name={`title:${id}`} value={title.slice(0, 90)} />
      {isSafe(proposal) ? <input type="hidden" name="safe" value={id} /> : null}
      <button type="submit" name="approve" value={id} class="go" data-key="a" aria-keyshortcuts="a">
        Approve<span class="sr">: {title}</span>
      </button>
      <button type="submit" name="reject" value={id} class="stop" data-key="r" aria-keyshortcuts="r">
        Reject<span class="sr">: {title}</span>
      </button>
      {asleep ? (
        <button type="submit" name="wake" value={id} class="quiet">
          Wake it up<span class="sr">: {title}</span>
        </button>
      ) : (
        <span class="pair">
          <button type="submit" name="snooze" value={id} class="quiet" data-key="s" aria-keyshortcuts="s">
            Snooze<span class="sr">: {title}</span>
          </button>
          <SnoozeDays name={`days:${id}`} label={`For how long: ${title}`} />
        </span>
      )}
    </div>
  )
}
