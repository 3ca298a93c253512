import type { AnyComparable } from './comparable.ts'
import { compareOrganizations } from './compare-organizations.ts'
import { comparePeople } from './compare-people.ts'
import { type Comparison, emptyComparison } from './comparison.ts'
import { type DuplicateEntity, type DuplicateModel, defaultModel, rulesOf } from './duplicate-model.ts'
import type { FieldRule } from './field-rules.ts'
import { type TermKind, termKindOf } from './term-key.ts'
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
const SURE = 0.7
const PASSES = 2
const ROUNDS = 5
/** The share of matches among pairs of one block, before anything is learnt. */
const USUAL_SHARE = 0.2
const MOST_MATCHES = 0.98
const MOST_DUPLICATES = 12
const PRIOR_MATCHES = 25
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
 * (Winkler, Using the EM Algorithm for Weight Computation in the Fellegi-Sunter Model, 1988), for each kind of term with its
 * own share of matches and without the fields that sharing such a term settles.
 */
export function fitModel(entity: DuplicateEntity, sample: ModelSample): DuplicateModel {
  const model = defaultModel(entity, sample.records)
  const probes = enoughProbes(sample)
  const candidates = compareCandidates(entity, probes, blocksOf(entity))
  const blocks = [...new Set(candidates.flatMap(({ blocks }) => blocks))]
  const strangers = compareStrangers(entity, sample)
  model.together = estimateTogether(sample)
  for (let pass = 0; pass < PASSES; pass++) {
    estimateStrangers(model, strangers)
    for (let round = 0; round < ROUNDS; round++) estimateMatches(model, candidates, blocks, probes.length)
  }
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

/** All pairs that share a blocking term of one kind. */
interface Block {
  /** By field: 1 where sharing the term already says all about it. */
  settled: Uint8Array
  pairs: number
  /** The share of the pairs that match, and how many of them the round under way has found. */
  matches: number
  found: number
}

interface Candidate extends Comparison {
  blocks: Block[]
}

function blocksOf(entity: DuplicateEntity): Map<TermKind, Block> {
  const { fields, settledBy } = rulesOf(entity)
  const blockOf = (settled: readonly number[]): Block => ({
    settled: Uint8Array.from(fields, (_, field) => (settled.includes(field) ? 1 : 0)),
    pairs: 0,
    matches: USUAL_SHARE,
    found: 0,
  })
  return new Map([...settledBy].map(([kind, settled]) => [kind, blockOf(settled)]))
}

function compareCandidates(
  entity: DuplicateEntity,
  probes: ModelSample['probes'],
  blocks: ReadonlyMap<TermKind, Block>,
): Candidate[] {
  const compare = comparerOf(entity)
  const fields = rulesOf(entity).fields.length
  return probes.flatMap(({ record, candidates }) =>
    candidates.flatMap((candidate) => {
      const into = emptyComparison(fields)
      compare(record, candidate, into)
      // what is known not to match teaches nothing of what matches look like
      if (vetoPair(entity, record, candidate, into) !== '') return []
      const shared = sharedKinds(record, candidate).flatMap((kind) => blocks.get(kind) ?? [])
      for (const block of shared) block.pairs++
      return [{ ...into, blocks: shared }]
    }),
  )
}

function sharedKinds({ blocks: a }: AnyComparable, { blocks: b }: AnyComparable): TermKind[] {
  const kinds = new Set<TermKind>()
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) kinds.add(termKindOf(a[i]!))
    if (a[i]! <= b[j]!) i++
    else j++
  }
  return [...kinds]
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

/** m, the share of matches in each block and the number of duplicates, from how likely each pair is one as the model stands. */
function estimateMatches(
  model: DuplicateModel,
  candidates: readonly Candidate[],
  blocks: readonly Block[],
  probes: number,
): void {
  const { fields } = rulesOf(model.entity)
  const weights = new Float64Array(fields.length)
  const seen = fields.map((field) => field.m.map((m) => m * PRIOR_MATCHES))
  const prior = priorWeight(model)
  let duplicates = 1
  for (const block of blocks) block.found = USUAL_SHARE
  for (const candidate of candidates) {
    const whole = weighLevels(model, candidate, weights)
    duplicates += chanceOf(prior + whole)
    for (const block of candidate.blocks) addMatch(block, candidate.levels, weights, whole, seen)
  }
  for (const [field, counts] of seen.entries()) model.m[field] = toChances(limited(counts, fields[field]!))
  for (const block of blocks) block.matches = Math.min(MOST_MATCHES, block.found / (block.pairs + 1))
  model.duplicatesPerRecord = Math.min(MOST_DUPLICATES, Math.max(0.05, duplicates / (probes + 5)))
}

/** Counts the levels of a pair that matches by what its block does not settle. */
function addMatch(block: Block, levels: Uint8Array, weights: Float64Array, whole: number, seen: number[][]): void {
  const { settled, matches } = block
  let weight = Math.log2(matches / (1 - matches)) + whole
  for (let field = 0; field < levels.length; field++) if (settled[field] === 1) weight -= weights[field]!
  const match = chanceOf(weight)
  if (match < SURE) return
  block.found += match
  for (let field = 0; field < levels.length; field++)
    if (levels[field]! > 0 && settled[field] === 0) seen[field]![levels[field]!]! += match
}

const chanceOf = (weight: number): number => 1 / (1 + 2 ** -weight)

/** Colleagues share all but their names: were they taken for one, people would seem to change names as they like. */
function limited(counts: number[], { mostUnlike }: FieldRule): number[] {
  if (mostUnlike === undefined) return counts
  const alike = counts.slice(1, -1).reduce((sum, n) => sum + n, 0)
  return [...counts.slice(0, -1), Math.min(counts.at(-1)!, (alike * mostUnlike) / (1 - mostUnlike))]
}

/** Shares of the known levels; level 0, unknown, takes no part. */
function toChances(counts: number[]): number[] {
  let total = 0
  for (let level = 1; level < counts.length; level++) total += counts[level]!
  return counts.map((count, level) => (level === 0 ? 1 : Math.max(LEAST, count / total)))
}
