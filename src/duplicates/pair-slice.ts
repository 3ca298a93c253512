import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { type AnyComparable, countTerms } from './comparable.ts'
import type { Comparison } from './comparison.ts'
import { rulesOf } from './duplicate-model.ts'
import type { EntityRules } from './field-rules.ts'
import { entityOf, type KeyedType } from './key-row.ts'
import { MAYBE } from './match-band.ts'
import { runIndexed } from './run-indexed.ts'
import { pairScorer } from './score-pair.ts'
import { comparablesOf, countsOf, modelOf, selectCountsOf, selectForms, selectModel } from './select-keys.ts'

export interface PairCounts {
  /** A pair that shares blocks of several slices is compared in each. */
  pairs: number
}

interface Candidate {
  left: AnyComparable
  right: AnyComparable
}

/**
 * Compares the records of the blocks whose first record is in a range and keeps the pairs that are or may be one. Two round trips and one for what it
 * found: common values weigh less, so a pair that is weak even if all its values were rare is settled without asking how common they are.
 */
export async function pairSlice(
  ctx: Context,
  type: KeyedType,
  { runId, from, to }: { runId: string; from: number; to: number },
): Promise<PairCounts> {
  const slice = sql`duplicate_block b where b.tenant_id = app_tenant_id() and b.run_id = ${runId} and b.entity_type = ${type} and b.first_id >= ${from} and b.first_id < ${to}`
  const rows = await runIndexed(
    ctx,
    selectModel(type),
    // blocks of the same records are one
    sql`select distinct members from (select array_agg(b.record_id order by b.record_id) as members from ${slice} group by b.first_id, b.term) x`,
    selectForms(type, sql`(select b.record_id from ${slice})`),
  )
  const scorer = pairScorer(modelOf(type, rows[0]!))
  const records = comparablesOf(type, rows[2]!)
  const asked = new Set<number>()
  const { pairs, candidates } = findCandidates(
    records,
    rows[1]!.map(({ members }) => (members as unknown[]).map(Number)),
    (left, right) => {
      const { weight, veto } = scorer.score(left, right)
      if (veto !== '' || weight < MAYBE) return false
      addTellingTerms(rulesOf(entityOf(type)), scorer.comparison, left, right, asked)
      return true
    },
  )
  if (candidates.length === 0) return { pairs }
  const counted = await runIndexed(ctx, selectCountsOf(type, [...asked]))
  const countOf = countsOf(counted[0]!)
  for (const record of new Set(candidates.flatMap(({ left, right }) => [left, right]))) countTerms(record, countOf)
  const found = candidates.flatMap(({ left, right }) => {
    const { weight, veto } = scorer.score(left, right)
    return veto === '' && weight >= MAYBE ? [[left.id, right.id, Math.round(weight * 100) / 100]] : []
  })
  await ctx.db.run(
    'read',
    // slices that find the same pairs take them in one order, or each would wait for the other
    sql`insert into duplicate_pair (run_id, entity_type, left_id, right_id, weight)
      select ${runId}::uuid, ${type}, least((p->>0)::bigint, (p->>1)::bigint), greatest((p->>0)::bigint, (p->>1)::bigint), (p->>2)::real from jsonb_array_elements(${JSON.stringify(found)}::jsonb) p order by 3, 4
      on conflict (tenant_id, run_id, entity_type, left_id, right_id) do nothing`,
  )
  return { pairs }
}

/** The terms whose commonness the weight of a compared pair depends on. */
function addTellingTerms(
  { fields }: EntityRules,
  { levels }: Comparison,
  left: AnyComparable,
  right: AnyComparable,
  into: Set<number>,
): void {
  for (const { terms, wordTerms } of [left, right]) {
    for (let at = 0; at < terms.length; at++)
      // behind the fields stand the terms of two fields together
      if (terms[at] !== 0 && (at >= fields.length || fields[at]!.rarity[levels[at]!]! > 0)) into.add(terms[at]!)
    for (const term of wordTerms) into.add(term)
  }
}

function findCandidates(
  records: readonly AnyComparable[],
  blocks: readonly number[][],
  isCandidate: (left: AnyComparable, right: AnyComparable) => boolean,
) {
  const places = new Map(records.map(({ id }, at) => [id, at]))
  const seen = new Set<number>()
  const candidates: Candidate[] = []
  for (const block of blocks) {
    const members = block.flatMap((id) => places.get(id) ?? []).sort((a, b) => a - b)
    for (let i = 0; i < members.length; i++)
      for (let j = i + 1; j < members.length; j++) {
        const pair = members[i]! * records.length + members[j]!
        if (members[i] === members[j] || seen.has(pair)) continue
        seen.add(pair)
        const [left, right] = [records[members[i]!]!, records[members[j]!]!]
        if (isCandidate(left, right)) candidates.push({ left, right })
      }
  }
  return { pairs: seen.size, candidates }
}
