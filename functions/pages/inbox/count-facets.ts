import type { Inbox, InboxFacet, InboxFilter } from '../../../src/proposals/read-inbox.ts'
import { RISKS_BY_CONSEQUENCE } from '../../../src/proposals/read-inbox.ts'
import { runName, SOURCES } from '../frame/format.ts'
import { riskOf } from './risk.ts'

export interface Facet {
  name: keyof InboxFilter
  label: string
  values: { value: string; label: string; count: number; active: boolean; href: string }[]
}

const LABELS: [name: keyof InboxFilter, label: string][] = [
  ['kind', 'Kind'],
  ['risk', 'Risk'],
  ['entity_type', 'Record'],
  ['source', 'From'],
  ['run_id', 'Run'],
]
const MOST_VALUES = 12

/** Each filter with how many there would be, given the others; a value that is chosen leads back to all. */
export function countFacets(facets: InboxFacet[], filter: InboxFilter, runs: Inbox['runs'], show?: string): Facet[] {
  return LABELS.map(([name, label]) => {
    const counts = new Map<string, number>()
    for (const facet of facets) {
      const value = facet[name]
      const fits = LABELS.every(([other]) => other === name || !filter[other] || facet[other] === filter[other])
      if (value && fits) counts.set(value, (counts.get(value) ?? 0) + facet.n)
    }
    const chosen = filter[name]
    if (chosen && !counts.has(chosen)) counts.set(chosen, 0)
    const values = [...counts]
      .map(([value, count]) => ({
        value,
        label: labelOf(name, value, runs),
        count,
        active: value === chosen,
        href: hrefOf({ ...filter, [name]: value === chosen ? undefined : value }, show),
      }))
      .sort(
        (a, b) =>
          orderOf(name, a.value) - orderOf(name, b.value) || b.count - a.count || a.label.localeCompare(b.label),
      )
    return { name, label, values: values.slice(0, MOST_VALUES) }
  }).filter(({ values }) => values.length > 0)
}

/** The inbox with these filters. */
export function hrefOf(filter: InboxFilter, show?: string, cursor?: string): string {
  const given = { show, ...filter, cursor }
  const params = new URLSearchParams(Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])))
  return params.size > 0 ? `/?${params}` : '/'
}

const orderOf = (name: string, value: string) =>
  name === 'risk' ? RISKS_BY_CONSEQUENCE.indexOf(value as (typeof RISKS_BY_CONSEQUENCE)[number]) : 0

function labelOf(name: string, value: string, runs: Inbox['runs']): string {
  if (name === 'risk') return riskOf(value).label
  if (name === 'source') return SOURCES[value] ?? value
  if (name === 'run_id') {
    const run = runs.find(({ id }) => id === value)
    return run ? runName(run) : 'a run'
  }
  return value.charAt(0).toUpperCase() + value.slice(1)
}
