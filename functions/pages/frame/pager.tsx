/** The way to the next page of a list; nothing where there is none. */
export const Pager = ({ nextHref, label }: { nextHref: string | null | undefined; label: string }) =>
  nextHref ? (
    <nav class="pager" aria-label="Pages">
      <a href={nextHref} rel="next">
        {label}
      </a>
    </nav>
  ) : null
