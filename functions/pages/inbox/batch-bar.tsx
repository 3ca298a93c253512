import { SnoozeDays } from './snooze-days.tsx'

/** What is done to the selected ones, or to those on this page that are safe. */
export const BatchBar = ({ safe }: { safe: number }) => (
  <section class="bar" aria-label="Selected proposals">
    <label class="check" data-js hidden>
      <input type="checkbox" id="select-all" /> <span id="selected-count">Select all</span>
    </label>
    <button type="submit" name="batch" value="approve" class="go" data-needs-selection aria-keyshortcuts="Shift+A">
      Approve selected
    </button>
    <button type="submit" name="batch" value="reject" class="stop" data-needs-selection aria-keyshortcuts="Shift+R">
      Reject<span class="sr"> selected</span>
    </button>
    <span class="pair">
      <button type="submit" name="batch" value="snooze" class="quiet" data-needs-selection>
        Snooze<span class="sr"> selected</span>
      </button>
      <SnoozeDays name="days" label="For how long" />
    </span>
    {safe > 0 ? (
      <button
        type="submit"
        name="batch"
        value="safe"
        class="quiet push"
        title="Nothing a person typed is replaced, nothing is merged, and no value rests on a guess or an unverified quote"
      >
        Approve the {safe} safe {safe === 1 ? 'one' : 'ones'} on this page
      </button>
    ) : null}
    <span class="busy">Working…</span>
  </section>
)
