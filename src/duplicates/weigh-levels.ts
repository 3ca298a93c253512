import type { Comparison } from './comparison.ts'
import { type DuplicateModel, rulesOf } from './duplicate-model.ts'

const MOST = 20
const FEWEST = -9

/** A few records are a sample of a world, not the world: so many more are thought to hold values as is usual. */
const USUAL_RECORDS = 1000
/** Two of a handful are no likelier one than two of a thousand. */
const FEWEST_STRANGERS = 1000

/** The log2 odds, before any comparison, that two records of the tenant are one. */
export const priorWeight = (model: DuplicateModel): number =>
  Math.log2(model.duplicatesPerRecord / Math.max(FEWEST_STRANGERS, model.records))

/**
 * The weight of one field's level: log2(m / u) (Fellegi & Sunter, A Theory for Record Linkage, JASA 1969). Where the
 * rule says so, u is the share of the records that hold the value (Winkler, Frequency-Based Matching, 1989): a rare
 * value agreed on weighs more. How many other values are a slip away says the model better than how many hold this one, so
 * that for a misspelt value u lies between the two. An unknown value weighs nothing.
 */
export function fieldWeight(model: DuplicateModel, field: number, level: number, count: number): number {
  if (level === 0) return 0
  const rule = rulesOf(model.entity).fields[field]!
  const rarity = rule.rarity[level]!
  const others = Math.max(1, count - 1 - model.duplicatesPerRecord)
  const holders = rarity * others + USUAL_RECORDS * rule.u[level]!
  const usual = model.u[field]![level]!
  const held = Math.min(0.9, holders / (model.records + USUAL_RECORDS))
  const u = rarity === 0 || count === 0 ? usual : rarity > 1 ? Math.sqrt(held * usual) : held
  return Math.max(FEWEST, Math.min(MOST, Math.log2(model.m[field]![level]! / u)))
}

/** The weight of every field, after fields of one group have been discounted, written into `into`; answers the sum. */
export function weighLevels(model: DuplicateModel, { levels, counts, joint }: Comparison, into: Float64Array): number {
  for (let field = 0; field < levels.length; field++)
    into[field] = fieldWeight(model, field, levels[field]!, counts[field]!)
  for (const [field, { goesWith, impliedBy, implied }] of rulesOf(model.entity).fields.entries()) {
    if (goesWith !== undefined && agreeOnBoth(levels, field, goesWith))
      into[field]! -= Math.log2(togetherness(model, counts[field]!, counts[goesWith]!, joint[field]!))
    const isImplied = implied === undefined || implied === levels[field]
    if (into[field]! > 0 && isImplied && impliedBy?.some((other) => levels[other] === 1 || levels[other] === 2))
      into[field] = 0
  }
  let sum = 0
  const groups = groupsOf(model)
  for (const group of groups.agreeing) discount(group, 1, into)
  for (const group of groups.differing) discount(group, -1, into)
  for (let field = 0; field < levels.length; field++) sum += into[field]!
  return sum
}

/** A value seen so often with the other by chance is believed as much as what the model says of all values. */
const EXPECTED_TO_BE_BELIEVED = 0.5

/**
 * How many times as often two values are held together as they would be if one had nothing to do with the other: counted,
 * and where both are too rare to count, as it is for all values.
 */
function togetherness(model: DuplicateModel, count: number, other: number, both: number): number {
  if (count === 0 || other === 0 || both === 0) return model.together
  const strangers = (held: number) => Math.max(0, held - 1 - model.duplicatesPerRecord)
  const expected = (strangers(count) * strangers(other)) / model.records
  const seen = strangers(both) + EXPECTED_TO_BE_BELIEVED * model.together
  return Math.max(1, seen / (expected + EXPECTED_TO_BE_BELIEVED))
}

const SAME_OR_A_FORM = 2

/** True where two fields that go together both agree, a form of the same value included. */
const agreeOnBoth = (levels: Uint8Array, field: number, other: number): boolean =>
  levels[field] === 1 && levels[other]! >= 1 && levels[other]! <= SAME_OR_A_FORM

interface Groups {
  agreeing: number[][]
  differing: number[][]
}

const GROUPS = new Map<string, Groups>()

function groupsOf({ entity }: DuplicateModel): Groups {
  let groups = GROUPS.get(entity)
  if (groups === undefined) {
    const { fields } = rulesOf(entity)
    groups = {
      agreeing: grouped(fields.map(({ group, groupAgreeing }) => groupAgreeing ?? group)),
      differing: grouped(fields.map(({ group }) => group)),
    }
    GROUPS.set(entity, groups)
  }
  return groups
}

function grouped(names: readonly (string | undefined)[]): number[][] {
  const byName = new Map<string, number[]>()
  for (const [at, name] of names.entries()) if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), at])
  return [...byName.values()]
}

/** The strongest of a group counts in full, each following one half as much: for (1), or against (-1). */
function discount(group: readonly number[], sign: number, weights: Float64Array): void {
  let share = 1
  const seen = new Set<number>()
  for (let round = 0; round < group.length; round++) {
    let best = -1
    for (const at of group) {
      if (!seen.has(at) && weights[at]! * sign > 0 && (best < 0 || weights[at]! * sign > weights[best]! * sign))
        best = at
    }
    if (best < 0) break
    seen.add(best)
    weights[best]! *= share
    share /= 2
  }
}
