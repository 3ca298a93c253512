import type { ProvenanceEntry } from '../../../src/records/record-provenance.ts'
import { ExternalLink } from '../frame/external-link.tsx'
import { formatTime } from '../frame/format.ts'

interface ValueReasonsProps {
  entries: ProvenanceEntry[]
  timeZone: string
  label: string
}

/** Why a value is there: who or what said so, with the words, and who approved it; what was there before stays readable. */
export const ValueReasons = ({ entries, timeZone, label }: ValueReasonsProps) => {
  const current = entries.filter(({ is_current }) => is_current)
  const earlier = entries.filter(({ is_current }) => !is_current)
  return (
    <details class="why-value">
      <summary>
        Why?<span class="sr"> Why is this value of {label} here</span>
      </summary>
      {current.length === 0 ? (
        <p class="hint">Nobody noted where it came from; it counts as a person’s own word.</p>
      ) : null}
      {current.map((entry) => (
        <Reason entry={entry} timeZone={timeZone} />
      ))}
      {earlier.length > 0 ? (
        <>
          <span class="label">Before</span>
          {earlier.map((entry) => (
            <Reason entry={entry} timeZone={timeZone} withValue />
          ))}
        </>
      ) : null}
    </details>
  )
}

const Reason = ({
  entry,
  timeZone,
  withValue = false,
}: {
  entry: ProvenanceEntry
  timeZone: string
  withValue?: boolean
}) => (
  <div class="reason">
    {withValue ? <span class="text">{entry.raw_value}</span> : null}
    {entry.quote ? <q>{entry.quote}</q> : null}
    <p class="source">
      {entry.kind === 'confirmation' ? <span class="verified">confirmed by</span> : null}
      {entry.source_url ? (
        <ExternalLink address={entry.source_url} text={hostOf(entry.source_url)} />
      ) : (
        <span>{entry.source ?? 'a person'}</span>
      )}
      {entry.quote ? (
        entry.quote_verified ? (
          <span class="verified">quote found on the page</span>
        ) : (
          <span class="unverified">quote not found on the page</span>
        )
      ) : null}
      {entry.confidence === null ? null : <span>{Math.round(entry.confidence * 100)}% sure</span>}
      {entry.proposed_value === null ? null : <span>an agent had proposed “{entry.proposed_value}”</span>}
      {entry.verified_at ? (
        <span>
          {entry.actor_kind === 'person' ? 'by' : 'approved by'} {entry.verified_by_name ?? 'somebody'},{' '}
          {formatTime(entry.verified_at, timeZone)}
        </span>
      ) : null}
      {entry.retracted_at ? (
        <span class="unverified">taken back {formatTime(entry.retracted_at, timeZone)}</span>
      ) : null}
      {entry.proposal_id ? <a href={`/proposals/${entry.proposal_id}`}>its proposal</a> : null}
    </p>
  </div>
)

const hostOf = (address: string) => URL.parse(address)?.hostname ?? address
