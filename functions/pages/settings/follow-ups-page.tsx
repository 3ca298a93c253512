import { DAILY_CAP } from '../../../src/followups/cap-by-owner.ts'
import { DEFAULT_SILENT_DAYS } from '../../../src/followups/silence-rule.ts'
import type { TenantView } from '../../../src/settings/read-tenant-settings.ts'
import { ZoneInput } from './zone-input.tsx'

/** The rules of follow-ups, and two questions to try them with: what would it make, and why not. */
export const FollowUpsPage = ({ tenant, canChange }: { tenant: TenantView; canChange: boolean }) => {
  const { follow_ups: rules, time_zone } = tenant.settings
  return (
    <>
      <section class="panel" aria-labelledby="try">
        <h2 id="try">Try it</h2>
        <form action="/settings/follow-ups/preview" class="line-up">
          <label for="days">
            What would{' '}
            <input id="days" name="days" type="number" min={1} max={3650} value={String(DEFAULT_SILENT_DAYS)} /> days of
            silence make?
          </label>
          <button type="submit" class="quiet">
            Preview
          </button>
        </form>
        <form action="/settings/follow-ups/why" class="line-up">
          <label for="lead">
            Why, or why not, for lead number <input id="lead" name="lead_id" type="number" min={1} required />
          </label>
          <button type="submit" class="quiet">
            Explain
          </button>
        </form>
      </section>
      <form method="post" action="/settings/follow-ups" class="panel" aria-labelledby="rules">
        <h2 id="rules">Rules</h2>
        <p class="hint">
          The scan runs every morning. A status may have its own number of working days (see Statuses); without one it
          is {DEFAULT_SILENT_DAYS} days.
        </p>
        <fieldset class="fieldset" disabled={!canChange || undefined}>
          <label for="cap">
            Follow-ups per owner and day, at most{' '}
            <input
              id="cap"
              name="daily_cap"
              type="number"
              min={0}
              max={500}
              value={String(rules?.daily_cap ?? '')}
              placeholder={String(DAILY_CAP)}
            />
          </label>
          <label for="fallback">
            Leads without an active owner go to{' '}
            <select id="fallback" name="fallback_owner_id">
              <option value="">an admin</option>
              {tenant.people
                .filter(({ is_active }) => is_active)
                .map(({ id, name }) => (
                  <option value={String(id)} selected={id === rules?.fallback_owner_id || undefined}>
                    {name}
                  </option>
                ))}
            </select>
          </label>
          <label for="zone">
            Time zone where nobody owns a lead <ZoneInput id="zone" value={time_zone ?? 'UTC'} />
          </label>
          {canChange ? (
            <button type="submit" class="go">
              Save
            </button>
          ) : null}
        </fieldset>
      </form>
    </>
  )
}
