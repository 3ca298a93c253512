import type { Evidence } from '../../../src/proposals/draft.ts'
import type { Proposal, ProposedField } from '../../../src/proposals/proposal.ts'
import { fieldLabel, formatDistance, formatTime, formatValue, isSafe, riskOf } from '../frame/format.ts'
import { safeHref } from '../frame/safe-href.ts'

interface CardProps {
  proposal: Proposal
  timeZone: string
  now: Date
  canDecide: boolean
  /** A card on a page of its own starts with everything open. */
  open?: boolean
}

/** One proposal: what would change, why it is believed, and the ways to answer. Field names carry the proposal's id. */
export const ProposalCard = ({ proposal, timeZone, now, canDecide, open = false }: CardProps) => {
  const { id, risk, status } = proposal
  const { label, says } = riskOf(risk)
  const waits = status === 'pending' || status === 'stale'
  return (
    <article
      class={`card risk-${risk}`}
      id={`p-${id}`}
      data-proposal={id}
      data-safe={isSafe(risk) ? 'yes' : 'no'}
      tabindex={-1}
      aria-labelledby={`t-${id}`}
    >
      <header>
        {canDecide && waits ? (
          <input type="checkbox" name="select" value={id} aria-label={`Select ${titleOf(proposal)}`} data-select />
        ) : null}
        <h3 id={`t-${id}`}>
          <a href={`/proposals/${id}`}>{titleOf(proposal)}</a>
        </h3>
        <span class="tag" title={says}>
          {label}
        </span>
        {status !== 'pending' ? <span class={`tag status-${status}`}>{status}</span> : null}
      </header>
      {proposal.status_reason ? <p class="hint">{proposal.status_reason}</p> : null}
      <FieldTable proposal={proposal} canDecide={canDecide && waits} />
      {proposal.rationale ? <p class="why">{proposal.rationale}</p> : null}
      <EvidenceList proposal={proposal} timeZone={timeZone} open={open} />
      <footer>
        <p class="facts">
          {proposal.confidence === null ? null : (
            <span title="Priced from the kinds of evidence, not asked from a model">
              Confidence {Math.round(proposal.confidence * 100)}%
            </span>
          )}
          {proposal.source ? <span>From {proposal.source}</span> : null}
          {proposal.run_id ? <a href={`/runs/${proposal.run_id}`}>its run</a> : null}
          {waits ? (
            <span title={formatTime(proposal.expires_at, timeZone)}>
              expires {formatDistance(proposal.expires_at, now)}
            </span>
          ) : null}
          {proposal.decided_at ? (
            <span>
              {status} by {proposal.decided_by_name ?? 'somebody'}, {formatTime(proposal.decided_at, timeZone)}
            </span>
          ) : null}
        </p>
        {canDecide && waits ? (
          <p class="actions">
            <input type="hidden" name={`hash:${id}`} value={proposal.content_hash} />
            {isSafe(risk) && status === 'pending' ? <input type="hidden" name="safe" value={id} /> : null}
            <button type="submit" name="approve" value={id} class="go" data-key="a">
              Approve
            </button>
            <button type="submit" name="reject" value={id} class="stop" data-key="r">
              Reject
            </button>
            <button type="submit" name="snooze" value={id} class="quiet" data-key="s">
              Snooze a week
            </button>
            {status === 'stale' ? (
              <button type="submit" name="rebase" value={id} class="quiet">
                Ask again with today’s values
              </button>
            ) : null}
          </p>
        ) : null}
        {canDecide && status === 'committed' ? (
          <p class="actions">
            <button type="submit" name="undo" value={id} class="stop" formaction="/inbox/undo">
              Undo
            </button>
          </p>
        ) : null}
      </footer>
    </article>
  )
}

export function titleOf({ proposed_action, entity_type, name, data, risk }: Proposal): string {
  if (proposed_action === 'merge')
    return `Merge ${(data.loser_ids as unknown[]).length + 1} ${entity_type.toLowerCase()}s into ${name}`
  if (risk === 'task') return name
  return proposed_action === 'create' ? `New ${entity_type.toLowerCase()}: ${name}` : `${name} (${entity_type})`
}

const FieldTable = ({ proposal, canDecide }: { proposal: Proposal; canDecide: boolean }) => {
  const { id, fields, proposed_action: action } = proposal
  if (fields.length === 0) return null
  return (
    <section class="scroll" tabindex={0} aria-label="Proposed values">
      <table class="fields">
        <thead>
          <tr>
            <th scope="col">Field</th>
            {action === 'create' ? null : <th scope="col">Now</th>}
            <th scope="col">Proposed</th>
            <th scope="col">Accepted so far</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <FieldRow field={field} id={id} action={action} canDecide={canDecide && action !== 'merge'} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface FieldRowProps {
  field: ProposedField
  id: string
  action: Proposal['proposed_action']
  canDecide: boolean
}

const FieldRow = ({ field, id, action, canDecide }: FieldRowProps) => {
  const { name, before, after, now, measured } = field
  const moved = action === 'update' && JSON.stringify(before ?? null) !== JSON.stringify(now ?? null)
  const isText = after === null || ['string', 'number'].includes(typeof after)
  return (
    <tr>
      <th scope="row">
        {canDecide ? (
          <label>
            <input type="checkbox" name={`field:${id}:${name}`} value="accept" checked /> {fieldLabel(name)}
          </label>
        ) : (
          fieldLabel(name)
        )}
        {canDecide ? <input type="hidden" name={`has:${id}:${name}`} value="1" /> : null}
      </th>
      {action === 'create' ? null : (
        <td>
          {formatValue(now)}
          {moved ? <small class="moved">was {formatValue(before)} when this was proposed</small> : null}
        </td>
      )}
      <td class="after">
        {isText ? <Value name={name} value={after} /> : formatValue(after)}
        {canDecide && isText ? (
          <details class="edit">
            <summary>edit</summary>
            <label class="sr" for={`e-${id}-${name}`}>
              New value for {fieldLabel(name)}
            </label>
            {String(after ?? '').length > 80 ? (
              <textarea id={`e-${id}-${name}`} name={`edit:${id}:${name}`} rows={4}>
                {String(after ?? '')}
              </textarea>
            ) : (
              <input id={`e-${id}-${name}`} name={`edit:${id}:${name}`} value={String(after ?? '')} />
            )}
            <input type="hidden" name={`was:${id}:${name}`} value={String(after ?? '')} />
          </details>
        ) : null}
      </td>
      <td>
        <small>{measured.label}</small>
      </td>
    </tr>
  )
}

const Value = ({ name, value }: { name: string; value: unknown }) => {
  const href = /(?:url|website)$/.test(name) ? safeHref(String(value ?? '')) : undefined
  if (href)
    return (
      <a href={href} rel="noopener noreferrer nofollow" target="_blank">
        {String(value)}
      </a>
    )
  return <span class="text">{formatValue(value)}</span>
}

const EvidenceList = ({ proposal, timeZone, open }: { proposal: Proposal; timeZone: string; open: boolean }) => {
  const found = proposal.fields.flatMap(({ name, evidence }) => evidence.map((item) => ({ name, item })))
  if (found.length === 0) return null
  return (
    <details class="evidence" open={open || undefined}>
      <summary>
        Evidence <small>({found.length})</small>
      </summary>
      <ul>
        {found.map(({ name, item }) => (
          <li>
            <strong>{fieldLabel(name)}</strong> <Quote item={item} timeZone={timeZone} />
          </li>
        ))}
      </ul>
    </details>
  )
}

const Quote = ({ item, timeZone }: { item: Evidence; timeZone: string }) => {
  const href = safeHref(item.url)
  return (
    <>
      {item.quote ? <q>{item.quote}</q> : null}{' '}
      {item.quote_verified ? (
        <span class="verified">found on the page</span>
      ) : (
        <span class="unverified">not verified</span>
      )}{' '}
      {href ? (
        <a href={href} rel="noopener noreferrer nofollow" target="_blank">
          {item.title || href}
        </a>
      ) : null}{' '}
      {item.method === 'says otherwise' ? <em>says otherwise</em> : null}{' '}
      {item.retrieved_at ? <small>read {formatTime(item.retrieved_at, timeZone)}</small> : null}
    </>
  )
}
