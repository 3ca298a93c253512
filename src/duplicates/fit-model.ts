import type { AnyComparable } from './comparable.ts'
import { compareOrganizations } from './compare-organizations.ts'
import { comparePeople } from './compare-people.ts'
import { type Comparison, emptyComparison } from './comparison.ts'
import { type DuplicateEntity, type DuplicateModel, defaultModel, rulesOf } from './duplicate-model.ts'
import { vetoPair } from './veto-pair.ts'
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

const PAIRS_OF_STRANGERS = 60_000
const ENOUGH_PAIRS = 20_000
const ROUNDS = 5
const PRIOR_MATCHES = 60
const PRIOR_STRANGERS = 200
const LEAST = 1e-7
const MOST_TOGETHER = 16
const ENOUGH_COUNTRIES = 30

export const comparerOf = (entity: DuplicateEntity) =>
  (entity === 'person' ? comparePeople : compareOrganizations) as (
    left: AnyComparable,
    right: AnyComparable,
    into: Comparison,
  ) => void

/**
 * Learns m and u without labels: u from random pairs, m by expectation maximisation over pairs that share a blocking term
 * (Winkler, Using the EM Algorithm for Weight Computation in the Fellegi-Sunter Model, 1988). How likely a pair is one is
 * judged, for each field, by the others alone: a field says nothing about itself.
 */
export function fitModel(entity: DuplicateEntity, sample: ModelSample): DuplicateModel {
  const model = defaultModel(entity, sample.records)
  const probes = enoughProbes(sample)
  const candidates = compareCandidates(entity, probes)
  const strangers = compareStrangers(entity, sample)
  model.together = estimateTogether(sample)
  estimateStrangers(model, strangers)
  for (let round = 0; round < ROUNDS; round++) estimateMatches(model, candidates, probes.length)
  estimateStrangers(model, strangers)
  for (let round = 0; round < ROUNDS; round++) estimateMatches(model, candidates, probes.length)
  return model
}

/**
 * Two people of one country share a first name, a last name and a city more often than two of all the world: as often as
 * there are fewer people to choose from. What a tenant of one country holds has nothing to do with it.
 */
function estimateTogether({ strangers }: ModelSample): number {
  const shares = new Map<string, number>()
  for (const { form } of strangers)
    if (form.country !== '') shares.set(form.country, (shares.get(form.country) ?? 0) + 1)
  const known = [...shares.values()].reduce((sum, n) => sum + n, 0)
  if (known < ENOUGH_COUNTRIES) return 1
  const same = [...shares.values()].reduce((sum, n) => sum + (n / known) ** 2, 0)
  return Math.min(MOST_TOGETHER, 1 / same)
}

/** Evenly drawn from all, so many that what is learnt does not change with more. */
function enoughProbes({ probes }: ModelSample): ModelSample['probes'] {
  const pairs = probes.reduce((sum, { candidates }) => sum + candidates.length, 0)
  const step = Math.max(1, Math.ceil(pairs / ENOUGH_PAIRS))
  return probes.filter((_, at) => at % step === 0)
}

function compareCandidates(entity: DuplicateEntity, probes: ModelSample['probes']): Comparison[] {
  const compare = comparerOf(entity)
  const fields = rulesOf(entity).fields.length
  return probes.flatMap(({ record, candidates }) =>
    candidates.flatMap((candidate) => {
      const into = emptyComparison(fields)
      compare(record, candidate, into)
      // what is known not to match teaches nothing of what matches look like
      return vetoPair(entity, record, candidate, into) === '' ? [into] : []
    }),
  )
}

/** Pairs drawn at random, those that look alike in every field as one. */
function compareStrangers(
  entity: DuplicateEntity,
  { strangers }: ModelSample,
): Map<string, Comparison & { pairs: number }> {
  const compare = comparerOf(entity)
  const into = emptyComparison(rulesOf(entity).fields.length)
  const patterns = new Map<string, Comparison & { pairs: number }>()
  const all = (strangers.length * (strangers.length - 1)) / 2
  const step = Math.max(1, Math.ceil(all / PAIRS_OF_STRANGERS))
  for (let i = 0, at = 0; i < strangers.length; i++) {
    for (let j = i + 1; j < strangers.length; j++, at++) {
      if (at % step !== 0) continue
      compare(strangers[i]!, strangers[j]!, into)
      const code = into.levels.join('')
      const known = patterns.get(code)
      if (known) known.pairs++
      else
        patterns.set(code, {
          levels: into.levels.slice(),
          counts: into.counts.slice(),
          joint: into.joint.slice(),
          pairs: 1,
        })
    }
  }
  return patterns
}

/** u: how often two records drawn at random agree, those left out that look like one. */
function estimateStrangers(model: DuplicateModel, patterns: ReturnType<typeof compareStrangers>): void {
  const { fields } = rulesOf(model.entity)
  const weights = new Float64Array(fields.length)
  const seen = fields.map((field) => field.u.map((u) => u * PRIOR_STRANGERS))
  const prior = priorWeight(model)
  for (const pattern of patterns.values()) {
    const strange = pattern.pairs / (1 + 2 ** (prior + weighLevels(model, pattern, weights)))
    for (let field = 0; field < fields.length; field++) seen[field]![pattern.levels[field]!]! += strange
  }
  for (const [field, counts] of seen.entries()) model.u[field] = toChances(counts)
}

/** m and the number of duplicates, from how likely each candidate pair is one as the model stands. */
function estimateMatches(model: DuplicateModel, candidates: readonly Comparison[], probes: number): void {
  const { fields } = rulesOf(model.entity)
  const weights = new Float64Array(fields.length)
  const seen = fields.map((field) => field.m.map((m) => m * PRIOR_MATCHES))
  const prior = priorWeight(model)
  let found = 1
  for (const candidate of candidates) {
    const whole = prior + weighLevels(model, candidate, weights)
    found += 1 / (1 + 2 ** -whole)
    for (let field = 0; field < fields.length; field++) {
      const level = candidate.levels[field]!
      if (level > 0) seen[field]![level]! += 1 / (1 + 2 ** -(whole - weights[field]!))
    }
  }
  for (const [field, counts] of seen.entries()) model.m[field] = toChances(counts)
  model.duplicatesPerRecord = Math.min(4, Math.max(0.05, found / (probes + 5)))
}

/** Shares of the known levels; level 0, unknown, takes no part. */
function toChances(counts: number[]): number[] {
  let total = 0
  for (let level = 1; level < counts.length; level++) total += counts[level]!
  return counts.map((count, level) => (level === 0 ? 1 : Math.max(LEAST, count / total)))
}
