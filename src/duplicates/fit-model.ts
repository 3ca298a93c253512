import type { AnyComparable } from './comparable.ts'
import { compareOrganizations } from './compare-organizations.ts'
import { comparePeople } from './compare-people.ts'
import { type Comparison, emptyComparison } from './comparison.ts'
import { type DuplicateEntity, type DuplicateModel, defaultModel, rulesOf } from './duplicate-model.ts'
import { termKindOf } from './term-key.ts'
import { priorWeight, weighLevels } from './weigh-levels.ts'

/** What a model is learnt from: nothing in it says which records are duplicates. */
export interface ModelSample {
  /** All records there are. */
  records: number
  /** Records drawn at random. */
  strangers: AnyComparable[]
  /** Some of them, each with the records that share a blocking term with it. */
  probes: { record: AnyComparable; candidates: AnyComparable[] }[]
}

const PAIRS_OF_STRANGERS = 150_000
const ROUNDS = 25
const PRIOR_MATCHES = 30
const PRIOR_STRANGERS = 200
const LEAST = 1e-7

export const comparerOf = (entity: DuplicateEntity) =>
  (entity === 'person' ? comparePeople : compareOrganizations) as (
    left: AnyComparable,
    right: AnyComparable,
    into: Comparison,
  ) => void

interface Pattern {
  levels: Uint8Array
  kind: number
  pairs: number
}

/**
 * Learns m and u without labels: u from random pairs, m by expectation maximisation over candidate pairs (Winkler 1988),
 * blocking term by blocking term, each leaving out the fields it settles by itself.
 */
export function fitModel(entity: DuplicateEntity, sample: ModelSample): DuplicateModel {
  const model = defaultModel(entity, sample.records)
  const patterns = candidatePatterns(entity, sample)
  estimateStrangers(model, sample)
  for (let pass = 0; pass < 2; pass++) {
    estimateMatches(model, patterns)
    model.duplicatesPerRecord = estimateDuplicates(model, sample)
    estimateStrangers(model, sample)
  }
  return model
}

function candidatePatterns(entity: DuplicateEntity, { probes }: ModelSample): Pattern[] {
  const compare = comparerOf(entity)
  const into = emptyComparison(rulesOf(entity).fields.length)
  const patterns = new Map<string, Pattern>()
  for (const { record, candidates } of probes) {
    for (const candidate of candidates) {
      compare(record, candidate, into)
      const code = into.levels.join('')
      for (const kind of sharedKinds(record.blocks, candidate.blocks)) {
        const key = `${kind}:${code}`
        const known = patterns.get(key)
        if (known) known.pairs++
        else patterns.set(key, { levels: into.levels.slice(), kind, pairs: 1 })
      }
    }
  }
  return [...patterns.values()]
}

function sharedKinds(left: Float64Array, right: Float64Array): Set<number> {
  const kinds = new Set<number>()
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i] === right[j]) kinds.add(termKindOf(left[i]!))
    if (left[i]! <= right[j]!) i++
    else j++
  }
  return kinds
}

/** u: how often two records drawn at random agree, those left out that look like one. */
function estimateStrangers(model: DuplicateModel, { strangers }: ModelSample): void {
  const { fields } = rulesOf(model.entity)
  const compare = comparerOf(model.entity)
  const into = emptyComparison(fields.length)
  const weights = new Float64Array(fields.length)
  const seen = fields.map((field) => field.u.map((u) => u * PRIOR_STRANGERS))
  const prior = priorWeight(model)
  const all = (strangers.length * (strangers.length - 1)) / 2
  const step = Math.max(1, Math.ceil(all / PAIRS_OF_STRANGERS))
  for (let i = 0, at = 0; i < strangers.length; i++) {
    for (let j = i + 1; j < strangers.length; j++, at++) {
      if (at % step !== 0) continue
      compare(strangers[i]!, strangers[j]!, into)
      const strange = 1 / (1 + 2 ** (prior + weighLevels(model, into, weights)))
      for (let field = 0; field < fields.length; field++) seen[field]![into.levels[field]!]! += strange
    }
  }
  for (const [field, counts] of seen.entries()) model.u[field] = toChances(counts)
}

function estimateMatches(model: DuplicateModel, patterns: Pattern[]): void {
  const { fields, settledBy } = rulesOf(model.entity)
  const share = new Map<number, number>()
  for (let round = 0; round < ROUNDS; round++) {
    const seen = fields.map((field) => field.m.map((m) => m * PRIOR_MATCHES))
    const matches = new Map<number, number>()
    const pairs = new Map<number, number>()
    for (const pattern of patterns) {
      const settled = settledBy.get(pattern.kind) ?? []
      const lambda = share.get(pattern.kind) ?? 0.2
      let odds = lambda / (1 - lambda)
      for (let field = 0; field < fields.length; field++) {
        const level = pattern.levels[field]!
        if (level > 0 && !settled.includes(field)) odds *= model.m[field]![level]! / model.u[field]![level]!
      }
      const matching = (pattern.pairs * odds) / (1 + odds)
      matches.set(pattern.kind, (matches.get(pattern.kind) ?? 0) + matching)
      pairs.set(pattern.kind, (pairs.get(pattern.kind) ?? 0) + pattern.pairs)
      for (let field = 0; field < fields.length; field++) {
        if (!settled.includes(field)) seen[field]![pattern.levels[field]!]! += matching
      }
    }
    for (const [kind, found] of matches) share.set(kind, Math.min(0.99, (found + 1) / (pairs.get(kind)! + 5)))
    for (const [field, counts] of seen.entries()) model.m[field] = toChances(counts)
  }
}

function estimateDuplicates(model: DuplicateModel, { probes }: ModelSample): number {
  const compare = comparerOf(model.entity)
  const into = emptyComparison(rulesOf(model.entity).fields.length)
  const weights = new Float64Array(into.levels.length)
  let found = 1
  for (const { record, candidates } of probes) {
    for (const candidate of candidates) {
      compare(record, candidate, into)
      found += 1 / (1 + 2 ** -(priorWeight(model) + weighLevels(model, into, weights)))
    }
  }
  return Math.min(4, Math.max(0.05, found / (probes.length + 5)))
}

/** Shares of the known levels; level 0, unknown, takes no part. */
function toChances(counts: number[]): number[] {
  let total = 0
  for (let level = 1; level < counts.length; level++) total += counts[level]!
  return counts.map((count, level) => (level === 0 ? 1 : Math.max(LEAST, count / total)))
}
