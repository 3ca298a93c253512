import type { HolidayView } from '../../../src/settings/list-holidays.ts'
import { formatDay } from '../frame/format.ts'

export const HolidaysPage = ({ holidays, canChange }: { holidays: HolidayView[]; canChange: boolean }) => (
  <>
    {holidays.length === 0 ? <p class="hint">No holiday is known from this year on; only weekends are free.</p> : null}
    <ul class="rows">
      {holidays.map(({ id, date, name }) => (
        <li>
          <div>
            <b>{formatDay(date)}</b> {name}
          </div>
          {canChange ? (
            <form method="post" action={`/settings/holidays/${id}/remove`}>
              <button type="submit" class="quiet small">
                Remove<span class="sr"> {name ?? date}</span>
              </button>
            </form>
          ) : null}
        </li>
      ))}
    </ul>
    {canChange ? (
      <form method="post" action="/settings/holidays" class="panel" aria-labelledby="new-holiday">
        <h2 id="new-holiday">Add a holiday</h2>
        <div class="fieldset">
          <label for="date">
            Day <input id="date" name="date" type="date" required />
          </label>
          <label for="holiday-name">
            Name <input id="holiday-name" name="name" maxlength={200} />
          </label>
        </div>
        <button type="submit" class="go">
          Add
        </button>
      </form>
    ) : null}
  </>
)
