import type { Draft } from '../proposals/draft.ts'
import type { Cluster } from './cluster-pairs.ts'
import { chooseSurvivor, chooseValues, type MergeMember, mergeDataOf } from './merge-values.ts'
import type { ComparedType } from './select-records.ts'

/** Why two members are one: what agrees and differs, with weights. */
export type ExplainEdge = (left: number, right: number) => string

/** One merge of a whole cluster, with its reasons pair by pair and its values field by field. */
export function draftMerge(
  type: ComparedType,
  cluster: Cluster,
  members: readonly MergeMember[],
  explain: ExplainEdge,
): Draft {
  const survivor = chooseSurvivor(members)
  const losers = members.filter((member) => member !== survivor)
  const chosen = chooseValues(survivor, losers)
  const weakest = Math.min(...cluster.edges.map(({ weight }) => weight))
  const reasons = cluster.edges.map(
    ({ left, right, weight }) =>
      `${nameOf(type, members, left)} and ${nameOf(type, members, right)}: ${explain(left, right)}; together ${weight.toFixed(1)}.`,
  )
  const taken = chosen.map(({ field, from, why }) => `${field.replaceAll('_', ' ')} from ${from} (${why})`)
  return {
    proposed_action: 'merge',
    entity_type: type,
    data: mergeDataOf(survivor, losers, chosen),
    confidence: Math.min(0.999, Math.round(1000 / (1 + 2 ** -weakest)) / 1000),
    source: 'the duplicate rules',
    rationale: [
      ...reasons,
      `${nameOf(type, members, survivor.id)} is kept${taken.length > 0 ? `; it takes over ${taken.join(', ')}` : ''}.`,
    ].join('\n'),
    producer: 'find_duplicates',
    origin: { weight: Math.round(weakest * 10) / 10 },
  }
}

function nameOf(type: ComparedType, members: readonly MergeMember[], id: number): string {
  const values = members.find((member) => member.id === id)?.values ?? {}
  const name =
    type === 'Organization'
      ? values.name
      : type === 'Individual'
        ? joined(values.first_name, values.last_name)
        : values.email
  return `${name ? `"${name}"` : type} (${id})`
}

const joined = (...parts: unknown[]): string => parts.filter(Boolean).join(' ')
