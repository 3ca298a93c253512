import { type Cluster, clusterPairs, type Edge } from '../../src/duplicates/cluster-pairs.ts'
import { judgePair, pairKey } from '../../src/duplicates/cluster-scan.ts'
import {
  type AnyComparable,
  type CountOf,
  comparableOrganization,
  comparablePerson,
  countTerms,
} from '../../src/duplicates/comparable.ts'
import type { DuplicateEntity, DuplicateModel } from '../../src/duplicates/duplicate-model.ts'
import { fitModel } from '../../src/duplicates/fit-model.ts'
import { MATCH, MAYBE } from '../../src/duplicates/match-band.ts'
import { organizationForm } from '../../src/duplicates/organization-form.ts'
import { personForm } from '../../src/duplicates/person-form.ts'
import { type PairScorer, pairScorer } from '../../src/duplicates/score-pair.ts'
import type { SourceRecord } from '../../src/duplicates/source-record.ts'
import { visitPairs } from './block-pairs.ts'

const SAMPLE = 500
const PROBES = 1000

interface Scan {
  model: DuplicateModel
  scorer: PairScorer
  clusters: Cluster[]
  maybe: Edge[]
  blocks: ReturnType<typeof visitPairs>
  records: ReadonlyMap<number, AnyComparable>
}

export const comparableOf = (entity: DuplicateEntity, id: number, source: SourceRecord): AnyComparable =>
  entity === 'person' ? comparablePerson(id, personForm(source)) : comparableOrganization(id, organizationForm(source))

/** Learns from the records, compares those that share a blocking term, and clusters. `refused` holds "smaller:larger" ids. */
export function scanRecords(
  entity: DuplicateEntity,
  records: readonly AnyComparable[],
  refused: ReadonlySet<string> = new Set(),
): Scan {
  const countOf = countsOf(records)
  for (const record of records) countTerms(record, countOf)
  const model = fitModel(entity, sampleOf(records))
  const scorer = pairScorer(model)
  const byId = new Map(records.map((record) => [record.id, record]))
  const edges: Edge[] = []
  const maybe: Edge[] = []
  const blocks = visitPairs(records, (left, right) => {
    const { weight, veto } = scorer.score(left, right)
    if (veto !== '' || weight < MAYBE) return
    const edge = { left: Math.min(left.id, right.id), right: Math.max(left.id, right.id), weight }
    if (!refused.has(`${edge.left}:${edge.right}`)) (weight >= MATCH ? edges : maybe).push(edge)
  })
  const verdictOn = (left: number, right: number) =>
    judgePair(scorer, refused, byId.get(left), byId.get(right), pairKey(left, right))
  return { model, scorer, clusters: clusterPairs(edges, verdictOn), maybe, blocks, records: byId }
}

function countsOf(records: readonly AnyComparable[]): CountOf {
  const counts = new Map<number, number>()
  for (const { terms, wordTerms } of records)
    for (const term of new Set([...terms, ...wordTerms])) counts.set(term, (counts.get(term) ?? 0) + 1)
  return (term) => counts.get(term) ?? 1
}

function sampleOf(records: readonly AnyComparable[]) {
  const spread = (many: number) => {
    const step = Math.max(1, records.length / many)
    return Array.from({ length: Math.min(many, records.length) }, (_, at) => records[Math.floor(at * step)]!)
  }
  const probes = new Map(spread(PROBES).map((record) => [record, [] as AnyComparable[]]))
  visitPairs(records, (left, right) => {
    if (probes.has(left)) probes.get(left)!.push(right)
    else probes.get(right)?.push(left)
  })
  return {
    records: records.length,
    strangers: spread(SAMPLE),
    probes: [...probes].map(([record, candidates]) => ({ record, candidates })),
  }
}
