import type { Refusal } from '../../../src/proposals/list-refusals.ts'
import { formatTime } from '../frame/format.ts'
import type { Notice } from '../frame/notice.ts'
import { NoticeBar } from '../frame/notice-bar.tsx'

interface SettingsPageProps {
  refusals: Refusal[]
  nextCursor: string | null
  canRevoke: boolean
  timeZone: string
  notice: Notice | undefined
}

export const SettingsPage = ({ refusals, nextCursor, canRevoke, timeZone, notice }: SettingsPageProps) => (
  <>
    <h1>Settings</h1>
    <NoticeBar notice={notice} back="/settings" />
    <section>
      <h2>What was refused</h2>
      <p class="hint">None of these is proposed again, until new evidence lifts it or somebody revokes it here.</p>
      {refusals.length === 0 ? <p>Nobody has said no to anything yet.</p> : null}
      <ul class="records">
        {refusals.map(({ id, question, reason, refused_by_name, refused_at }) => (
          <li>
            {question} <small>{reason}</small>{' '}
            <small>
              {refused_by_name ?? 'somebody'}, {formatTime(refused_at, timeZone)}
            </small>
            {canRevoke ? (
              <form method="post" action={`/settings/refusals/${id}/revoke`}>
                <button type="submit" class="quiet">
                  Revoke <span class="sr">{question}</span>
                </button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
      {nextCursor ? <a href={`/settings?cursor=${encodeURIComponent(nextCursor)}`}>Older ones</a> : null}
    </section>
  </>
)
