import { EVIDENCE_KINDS } from '../../../src/evidence/evidence-kinds.ts'
import type { Evidence } from '../../../src/proposals/draft.ts'
import type { ProposedField } from '../../../src/proposals/proposal.ts'
import { ExternalLink } from '../frame/external-link.tsx'
import { formatTime, SOURCES } from '../frame/format.ts'

interface FieldReasonsProps {
  field: ProposedField
  producer: string
  columns: number
  timeZone: string
  open: boolean | undefined
}

/** Why a value is believed: quotes with their pages, a price, and how such values have fared with people. */
export const FieldReasons = ({ field, producer, columns, timeZone, open }: FieldReasonsProps) => {
  const { evidence, confidence, measured } = field
  const [first, ...more] = evidence
  if (!first) return null
  return (
    <tr class="reasons">
      <td></td>
      <td colspan={columns}>
        <Quote item={first} timeZone={timeZone} />
        {more.length > 0 ? (
          <details class="fold" open={open || undefined}>
            <summary>{more.length === 1 ? 'One more source' : `${more.length} more sources`}</summary>
            {more.map((item) => (
              <Quote item={item} timeZone={timeZone} />
            ))}
          </details>
        ) : null}
        <p class="measured">
          {confidence === null ? null : <span>{Math.round(confidence * 100)}% sure</span>}
          <span title={intervalOf(field)}>
            {kindOf(first.kind ?? producer)}: <b>{measured.label}</b>
          </span>
        </p>
      </td>
    </tr>
  )
}

const kindOf = (kind: string): string =>
  (EVIDENCE_KINDS as Record<string, { says: string }>)[kind]?.says ?? SOURCES[kind] ?? kind

function intervalOf({ measured: { accepted, edited, rejected, low, high } }: ProposedField): string {
  const counts = `${accepted} accepted unchanged, ${edited} edited, ${rejected} rejected`
  if (low === null || high === null) return `${counts}; too few to measure`
  return `${counts}; between ${Math.round(low * 100)}% and ${Math.round(high * 100)}% (95% interval)`
}

const Quote = ({ item, timeZone }: { item: Evidence; timeZone: string }) => {
  const against = item.method === 'says otherwise'
  return (
    <p class={against ? 'quote is-against' : 'quote'}>
      {item.quote ? <q>{item.quote}</q> : null}
      <span class="source">
        {item.quote ? (
          item.quote_verified ? (
            <span class="verified">found on the page</span>
          ) : (
            <span class="unverified">not found on the page</span>
          )
        ) : null}
        {against ? <span class="unverified">says otherwise</span> : null}
        {item.url ? (
          <ExternalLink address={item.url} text={item.title} />
        ) : (
          <span>{kindOf(item.kind ?? 'no page')}</span>
        )}
        {item.retrieved_at ? <span>read {formatTime(item.retrieved_at, timeZone)}</span> : null}
      </span>
    </p>
  )
}
