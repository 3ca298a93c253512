import type { SuppressionView } from '../../../src/settings/list-suppressions.ts'
import { formatTime } from '../frame/format.ts'

interface SuppressionPageProps {
  entries: SuppressionView[]
  canChange: boolean
  timeZone: string
}

const KINDS: Record<string, string> = { email: 'an e-mail address', name_at_organization: 'a name at an organization' }

export const SuppressionPage = ({ entries, canChange, timeZone }: SuppressionPageProps) => (
  <>
    {entries.length === 0 ? <p class="hint">The list is empty.</p> : null}
    <ul class="rows">
      {entries.map(({ id, kind, reason, by, created_at }) => (
        <li>
          <div>
            {KINDS[kind] ?? kind}
            <small class="line">
              {by ? `by ${by}, ` : ''}
              {formatTime(created_at, timeZone)}
              {reason ? `: ${reason}` : ''}
            </small>
          </div>
          {canChange ? (
            <form method="post" action={`/settings/suppression/${id}/lift`}>
              <button type="submit" class="quiet small">
                Take off<span class="sr"> the entry of {formatTime(created_at, timeZone)}</span>
              </button>
            </form>
          ) : null}
        </li>
      ))}
    </ul>
    {canChange ? (
      <form method="post" action="/settings/suppression" class="panel" aria-labelledby="forget">
        <h2 id="forget">Never propose somebody again</h2>
        <div class="fieldset">
          <label for="s-email">
            E-mail address <input id="s-email" name="email" type="email" maxlength={300} autocomplete="off" />
          </label>
          <label for="s-first">
            First name <input id="s-first" name="first_name" maxlength={300} autocomplete="off" />
          </label>
          <label for="s-last">
            Last name <input id="s-last" name="last_name" maxlength={300} autocomplete="off" />
          </label>
          <label for="s-org">
            Organization <input id="s-org" name="organization" maxlength={300} autocomplete="off" />
          </label>
          <label for="s-reason">
            Why <input id="s-reason" name="reason" maxlength={300} placeholder="asked to be erased" />
          </label>
        </div>
        <button type="submit" class="go">
          Put on the list
        </button>
      </form>
    ) : null}
  </>
)
