/** A short label; its colour says how much it asks of the reader. */
export const Tag = ({ tone, title, children }: { tone?: string; title?: string; children: string | string[] }) => (
  <span class={`tag${tone ? ` is-${tone}` : ''}`} title={title}>
    {children}
  </span>
)
