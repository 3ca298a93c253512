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
  const candidates = compareCandidates(entity, probes)
  const blocks = blocksOf(entity, candidates)
  const strangers = compareStrangers(entity, sample)
  model.together = estimateTogether(sample)
  for (let pass = 0; pass < PASSES; pass++) {
    estimateStrangers(model, strangers)
    for (let round = 0; round < ROUNDS; round++) estimateMatches(model, blocks)
    for (let round = 0; round < ROUNDS; round++) estimateDuplicates(model, candidates, probes.length)
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

interface Candidate extends Comparison {
  /** The kinds of blocking terms the two share. */
  kinds: TermKind[]
}

function compareCandidates(entity: DuplicateEntity, probes: ModelSample['probes']): Candidate[] {
  const compare = comparerOf(entity)
  const fields = rulesOf(entity).fields.length
  return probes.flatMap(({ record, candidates }) =>
    candidates.flatMap((candidate) => {
      const into = emptyComparison(fields)
      compare(record, candidate, into)
      // what is known not to match teaches nothing of what matches look like
      return vetoPair(entity, record, candidate, into) === ''
        ? [{ ...into, kinds: sharedKinds(record, candidate) }]
        : []
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

/** Candidate pairs that share a blocking term of one kind. */
interface Block {
  pairs: Candidate[]
  /** Fields about which sharing the term already says all. */
  settled: ReadonlySet<number>
  /** The share of the pairs that match. */
  matches: number
}

function blocksOf(entity: DuplicateEntity, candidates: readonly Candidate[]): Block[] {
  const blocks: Block[] = []
  for (const [kind, fields] of rulesOf(entity).settledBy) {
    const pairs = candidates.filter(({ kinds }) => kinds.includes(kind))
    if (pairs.length > 0) blocks.push({ pairs, settled: new Set(fields), matches: USUAL_SHARE })
  }
  return blocks
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

/** m, and the share of matches in each block, from how likely each of its pairs is one as the model stands. */
function estimateMatches(model: DuplicateModel, blocks: readonly Block[]): void {
  const { fields } = rulesOf(model.entity)
  const weights = new Float64Array(fields.length)
  const seen = fields.map((field) => field.m.map((m) => m * PRIOR_MATCHES))
  for (const block of blocks) {
    const prior = Math.log2(block.matches / (1 - block.matches))
    let found = USUAL_SHARE
    for (const pair of block.pairs) {
      weighLevels(model, pair, weights)
      let weight = prior
      for (let field = 0; field < fields.length; field++) if (!block.settled.has(field)) weight += weights[field]!
      const match = 1 / (1 + 2 ** -weight)
      if (match < SURE) continue
      found += match
      for (let field = 0; field < fields.length; field++) {
        const level = pair.levels[field]!
        if (level > 0 && !block.settled.has(field)) seen[field]![level]! += match
      }
    }
    block.matches = Math.min(MOST_MATCHES, found / (block.pairs.length + 1))
  }
  for (const [field, counts] of seen.entries()) model.m[field] = toChances(limited(counts, fields[field]!))
}

/** Colleagues share all but their names: were they taken for one, people would seem to change names as they like. */
function limited(counts: number[], { mostUnlike }: FieldRule): number[] {
  if (mostUnlike === undefined) return counts
  const alike = counts.slice(1, -1).reduce((sum, n) => sum + n, 0)
  return [...counts.slice(0, -1), Math.min(counts.at(-1)!, (alike * mostUnlike) / (1 - mostUnlike))]
}

/** How many others of its entity a record has, from how likely each candidate pair is one. */
function estimateDuplicates(model: DuplicateModel, candidates: readonly Candidate[], probes: number): void {
  const weights = new Float64Array(rulesOf(model.entity).fields.length)
  const prior = priorWeight(model)
  let found = 1
  for (const candidate of candidates) found += 1 / (1 + 2 ** -(prior + weighLevels(model, candidate, weights)))
  model.duplicatesPerRecord = Math.min(MOST_DUPLICATES, Math.max(0.05, found / (probes + 5)))
}

/** Shares of the known levels; level 0, unknown, takes no part. */
function toChances(counts: number[]): number[] {
  let total = 0
  for (let level = 1; level < counts.length; level++) total += counts[level]!
  return counts.map((count, level) => (level === 0 ? 1 : Math.max(LEAST, count / total)))
}
