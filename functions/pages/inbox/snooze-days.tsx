const SNOOZES: [days: string, label: string][] = [
  ['1', 'a day'],
  ['3', '3 days'],
  ['7', 'a week'],
  ['30', 'a month'],
]

/** For how long something is hidden; a week where nobody says. */
export const SnoozeDays = ({ name, label }: { name: string; label: string }) => (
  <select name={name} aria-label={label}>
    {SNOOZES.map(([days, text]) => (
      <option value={days} selected={days === '7' || undefined}>
        {text}
      </option>
    ))}
  </select>
)
