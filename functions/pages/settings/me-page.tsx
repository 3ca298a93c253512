import type { Actor } from '../../../src/access/actor.ts'
import { formatTime } from '../frame/format.ts'
import { ZoneInput } from './zone-input.tsx'

export const MePage = ({ actor, now }: { actor: Actor; now: Date }) => (
  <form method="post" action="/settings/me" class="panel stack">
    <p>
      {actor.name}, {actor.role}
    </p>
    <label for="zone">Your time zone</label>
    <ZoneInput id="zone" value={actor.timeZone} />
    <p class="hint">There it is now {formatTime(now.toISOString(), actor.timeZone)}.</p>
    <button type="submit" class="go">
      Save
    </button>
  </form>
)
