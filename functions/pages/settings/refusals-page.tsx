import type { Refusal } from '../../../src/proposals/list-refusals.ts'
import { fieldLabel, formatTime, formatValue } from '../frame/format.ts'
import { Pager } from '../frame/pager.tsx'
import { RecordLink } from '../frame/record-link.tsx'

interface RefusalsPageProps {
  refusals: Refusal[]
  nextCursor: string | null
  canRevoke: boolean
  timeZone: string
}

export const RefusalsPage = ({ refusals, nextCursor, canRevoke, timeZone }: RefusalsPageProps) => (
  <>
    {refusals.length === 0 ? (
      <section class="empty">
        <h2>Nobody has said no to anything</h2>
        <p>What you reject is kept here, and can be revoked.</p>
      </section>
    ) : null}
    <ul class="rows">
      {refusals.map((refusal) => (
        <li>
          <div>
            {refusal.proposal_id ? (
              <a href={`/proposals/${refusal.proposal_id}`}>{refusal.question}</a>
            ) : (
              refusal.question
            )}
            {refusal.field_name ? (
              <>
                {' '}
                <small>
                  {fieldLabel(refusal.field_name)}: {formatValue(refusal.value, timeZone)}
                </small>
              </>
            ) : null}
            <small class="line">
              {refusal.refused_by_name ?? 'somebody'}, {formatTime(refusal.refused_at, timeZone)}
              {refusal.reason ? `: ${refusal.reason}` : ''} {refusal.note}
              {refusal.entity_id ? (
                <>
                  {' · '}
                  <RecordLink
                    type={refusal.entity_type}
                    id={refusal.entity_id}
                    name={`${refusal.entity_type} ${refusal.entity_id}`}
                  />
                </>
              ) : null}
            </small>
          </div>
          {canRevoke ? (
            <form method="post" action={`/settings/refusals/${refusal.id}/revoke`}>
              <button type="submit" class="quiet small">
                Revoke<span class="sr">: {refusal.question}</span>
              </button>
            </form>
          ) : null}
        </li>
      ))}
    </ul>
    <Pager nextHref={nextCursor && `/settings/refusals?cursor=${encodeURIComponent(nextCursor)}`} label="Older ones" />
  </>
)
