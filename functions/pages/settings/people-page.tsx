import type { PersonView } from '../../../src/settings/list-people.ts'
import { Tag } from '../frame/tag.tsx'
import { ZoneInput, ZoneList } from './zone-input.tsx'

const ROLES = ['viewer', 'reviewer', 'admin'] as const

/** Everybody, each with a form of their own; who left is kept, because decisions bear their name. */
export const PeoplePage = ({ people, canChange }: { people: PersonView[]; canChange: boolean }) => (
  <>
    <ul class="rows">
      {people.map((person) => (
        <li>
          <div>
            <b>{person.name}</b> {person.is_me ? <small>you</small> : null}{' '}
            {person.is_active ? null : <Tag tone="calm">not active</Tag>}
            <small class="line">
              {person.email}, {person.role}, {person.time_zone}
            </small>
            {canChange ? <ChangePerson person={person} /> : null}
          </div>
        </li>
      ))}
    </ul>
    {canChange ? <InvitePerson /> : null}
    <ZoneList />
  </>
)

const ChangePerson = ({ person: { id, name, role, time_zone, is_active } }: { person: PersonView }) => (
  <details class="fold">
    <summary>
      Change<span class="sr"> {name}</span>
    </summary>
    <form method="post" action={`/settings/people/${id}`} class="fieldset">
      <label for={`n-${id}`}>
        Name <input id={`n-${id}`} name="name" value={name} required maxlength={200} />
      </label>
      <label for={`r-${id}`}>
        Role <RoleSelect id={`r-${id}`} value={role} />
      </label>
      <label for={`z-${id}`}>
        Time zone <ZoneInput id={`z-${id}`} value={time_zone} list={false} />
      </label>
      <label class="check">
        <input type="checkbox" name="active" value="yes" checked={is_active || undefined} /> may sign in
      </label>
      <button type="submit" class="go">
        Save<span class="sr"> {name}</span>
      </button>
    </form>
  </details>
)

const InvitePerson = () => (
  <form method="post" action="/settings/people" class="panel" aria-labelledby="invite">
    <h2 id="invite">Let somebody in</h2>
    <div class="fieldset">
      <label for="email">
        E-mail address <input id="email" name="email" type="email" required maxlength={320} />
      </label>
      <label for="name">
        Name <input id="name" name="name" required maxlength={200} />
      </label>
      <label for="role">
        Role <RoleSelect id="role" value="reviewer" />
      </label>
      <label for="new-zone">
        Time zone <ZoneInput id="new-zone" value="UTC" list={false} />
      </label>
    </div>
    <button type="submit" class="go">
      Let in
    </button>
  </form>
)

const RoleSelect = ({ id, value }: { id: string; value: string }) => (
  <select id={id} name="role">
    {ROLES.map((role) => (
      <option value={role} selected={role === value || undefined}>
        {role}
      </option>
    ))}
  </select>
)
