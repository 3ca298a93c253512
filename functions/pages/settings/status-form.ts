type Fields = Record<string, unknown>

/** What a status form says, as values of a Lead_Status. */
export function parseStatusForm(form: Fields): Record<string, unknown> {
  const text = (name: string) => String(form[name] ?? '').trim() || null
  const number = (name: string) => (text(name) === null ? null : Number(text(name)))
  return {
    lead_type: text('lead_type'),
    name: text('name') ?? '',
    category: text('category'),
    position: number('position'),
    stale_after_days: number('stale_after_days'),
    is_terminal: form.meaning === 'terminal',
    on_hold: form.meaning === 'on_hold',
  }
}
