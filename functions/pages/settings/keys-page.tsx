import type { KeyView } from '../../../src/settings/list-keys.ts'
import { formatTime } from '../frame/format.ts'
import { Tag } from '../frame/tag.tsx'

interface KeysPageProps {
  keys: KeyView[]
  timeZone: string
  /** A key that was made just now. */
  made?: string
}

export const KeysPage = ({ keys, timeZone, made }: KeysPageProps) => (
  <>
    {made ? (
      <div class="notice good" role="status">
        <p>
          <label for="made">This is the new key. It is shown once; copy it now.</label>
        </p>
        <input id="made" class="secret" value={made} readonly autocomplete="off" spellcheck={false} />
      </div>
    ) : null}
    <ul class="rows">
      {keys.map(({ id, name, role, holder, created_at, revoked_at }) => (
        <li class={revoked_at ? 'is-done' : undefined}>
          <div>
            <b>{name}</b> <Tag tone={role === 'agent' ? 'note' : 'calm'}>{role}</Tag>
            <small class="line">
              {holder ? `acts as ${holder}, ` : ''}made {formatTime(created_at, timeZone)}
              {revoked_at ? `, revoked ${formatTime(revoked_at, timeZone)}` : ''}
            </small>
          </div>
          {revoked_at ? null : (
            <form method="post" action={`/settings/keys/${id}/revoke`}>
              <button type="submit" class="stop small">
                Revoke<span class="sr"> {name}</span>
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
    <form method="post" action="/settings/keys" class="panel" aria-labelledby="new-key">
      <h2 id="new-key">Make a key</h2>
      <div class="fieldset">
        <label for="key-name">
          What it is for <input id="key-name" name="name" required maxlength={100} />
        </label>
        <label for="key-role">
          Role{' '}
          <select id="key-role" name="role">
            <option value="agent">agent: reads, runs, proposes</option>
            <option value="viewer">viewer: reads</option>
            <option value="reviewer">reviewer: also decides</option>
            <option value="admin">admin: everything</option>
          </select>
        </label>
      </div>
      <button type="submit" class="go">
        Make it
      </button>
    </form>
  </>
)
