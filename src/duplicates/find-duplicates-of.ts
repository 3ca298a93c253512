import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { type AnyComparable, countTerms } from './comparable.ts'
import { mostOf } from './count-blocks.ts'
import { explainPair } from './explain-pair.ts'
import { selectUnkeyed, storeKeys } from './key-records.ts'
import { entityOf, fromKeyRow, type KeyedType, toKeyRow } from './key-row.ts'
import { MATCH, MAYBE } from './match-band.ts'
import { runIndexed } from './run-indexed.ts'
import { type PairScorer, pairScorer } from './score-pair.ts'
import { comparablesOf, countOfTerm, countsOf, keyOf, modelOf, selectCountsOf, selectModel } from './select-keys.ts'
import type { SourceRecord } from './source-record.ts'

export interface FoundDuplicate {
  id: number
  name: string
  /** log2 odds that it is the same. */
  weight: number
  /** What a scan would do with the pair: propose to merge it, or only show it. */
  band: 'match' | 'maybe'
  /** "same domain +6.1, same city +0.4". */
  why: string
}

// of so many that share a term the rest is no likelier
const CANDIDATES = 300

/**
 * The records that each of these is, or may be: surest first, per record in order. One round trip; a further one keeps the keys
 * of records that were written since. A record with an `id` is never its own duplicate.
 */
export async function findDuplicatesOf(
  ctx: Context,
  type: KeyedType,
  sources: readonly SourceRecord[],
): Promise<FoundDuplicate[][]> {
  if (sources.length === 0) return []
  const asked = sources.map((source, at) => toKeyRow(type, -1 - at, source))
  const blocks = [...new Set(asked.flatMap((key) => key.blocks))]
  const terms = sql`array(select x::bigint from jsonb_array_elements_text(${JSON.stringify(blocks)}::jsonb) x)`
  // what many share is no evidence, and reading who they are would be the whole price of a look-up
  const telling = sql`array(select t.term from unnest(salt_terms(${terms})) t (term) left join ${countOfTerm(type, sql`t.term`)} d on true
    where coalesce(d.records, 0) <= ${mostOf(sql`t.term`)})`
  const candidates = sql`select k.record_id, k.form, ${nameOf(type)} as name
    from (select record_id from find_sharing(${type}, ${telling}) limit ${CANDIDATES}) s, lateral (${keyOf(type, sql`s.record_id`)} offset 0) k`
  const own = [...new Set(asked.flatMap((key) => key.terms))]
  const rows = await runIndexed(
    ctx,
    selectModel(type),
    candidates,
    // values that agree are the asked record's own, so only those need counting
    selectCountsOf(type, own),
    selectUnkeyed(type, sql`true`),
  )
  const fresh = rows[3]!.filter(({ id }) => id !== null)
  const changed = new Set(rows[3]!.map(({ record_id }) => Number(record_id)))
  const kept = rows[1]!.filter(({ record_id }) => !changed.has(Number(record_id)))
  const known = [
    ...comparablesOf(type, kept),
    ...fresh.map((row) => fromKeyRow(type, Number(row.id), toKeyRow(type, Number(row.id), row).form)),
  ]
  const names = new Map([
    ...kept.map(({ record_id, name }) => [Number(record_id), String(name ?? '')] as const),
    ...fresh.map((row) => [Number(row.id), writtenName(row)] as const),
  ])
  const countOf = countsOf(rows[2]!)
  // who is asked about is not among those counted
  for (const record of known) countTerms(record, (term) => countOf(term) + 1)
  const scorer = pairScorer(modelOf(type, rows[0]!))
  const found = asked.map(({ form }, at) => {
    const record = fromKeyRow(type, Number(sources[at]!.id ?? -1 - at), form)
    countTerms(record, (term) => countOf(term) + 1)
    return rank(type, scorer, record, known).map((one) => ({ ...one, name: names.get(one.id) ?? '' }))
  })
  if (rows[3]!.length > 0) await ctx.db.run('read', ...storeKeys(type, rows[3]!))
  return found
}

const nameOf = (type: KeyedType) =>
  type === 'Organization'
    ? sql`(select o.name from organization o where o.tenant_id = app_tenant_id() and o.id = k.record_id)`
    : sql`(select concat_ws(' ', i.first_name, i.last_name) from individual i where i.tenant_id = app_tenant_id() and i.id = k.record_id)`

const writtenName = ({ name, first_name, last_name }: SourceRecord): string =>
  String(name ?? [first_name, last_name].filter(Boolean).join(' '))

function rank(
  type: KeyedType,
  scorer: PairScorer,
  record: AnyComparable,
  known: readonly AnyComparable[],
): Omit<FoundDuplicate, 'name'>[] {
  const found = known.flatMap((other): Omit<FoundDuplicate, 'name'>[] => {
    if (other.id === record.id) return []
    const { weight, veto } = scorer.score(record, other)
    if (veto !== '' || weight < MAYBE) return []
    const why = explainPair(entityOf(type), scorer)
    return [{ id: other.id, weight, band: weight >= MATCH ? 'match' : 'maybe', why }]
  })
  return found.sort((a, b) => b.weight - a.weight || a.id - b.id)
}
