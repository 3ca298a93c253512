import type { Facet } from './count-facets.ts'

/** The filters, each value with how many there are of it. Plain links: they work everywhere and can be kept. */
export const FacetList = ({ facets }: { facets: Facet[] }) => {
  if (facets.length === 0) return null
  const active = facets.flatMap(({ values }) => values).filter((value) => value.active).length
  return (
    <aside class="facets" aria-label="Filters">
      <details open={active > 0 || undefined} data-open-wide>
        <summary>Filters{active > 0 ? ` (${active})` : ''}</summary>
        {facets.map(({ name, label, values }) => (
          <section>
            <h2 id={`f-${name}`}>{label}</h2>
            <ul aria-labelledby={`f-${name}`}>
              {values.map((value) => (
                <li>
                  <a href={value.href} aria-current={value.active ? 'true' : undefined} title={value.label}>
                    <span>{value.label}</span>
                    <span class="count">{value.count.toLocaleString('en')}</span>
                    {value.active ? <span class="sr">(chosen: leave this filter)</span> : null}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </details>
    </aside>
  )
}
