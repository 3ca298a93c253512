import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { Row } from '../db/statement.ts'
import { type AnyComparable, type CountOf, countTerms } from './comparable.ts'
import { type DuplicateModel, defaultModel } from './duplicate-model.ts'
import { entityOf, fromKeyRow, type KeyedType } from './key-row.ts'
import { runIndexed } from './run-indexed.ts'

export const idList = (ids: readonly number[]): SQL =>
  sql`(select x::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) x)`

// "offset 0" holds the planner to one look-up by key for each row outside: the tables are filled within a run, before
// anybody has counted them, and a join planned for an empty table takes minutes on a full one
const lookedUp = (query: SQL): SQL => sql`lateral (${query} offset 0)`

/** The forms of records, and how common their terms are where more than one record holds them. */
export const selectForms = (type: KeyedType, ids: SQL): SQL =>
  sql`select k.record_id, k.form from (select distinct i.id from ${ids} i (id)) i, ${lookedUp(keyOf(type, sql`i.id`))} k`

export const selectCounts = (type: KeyedType, ids: SQL): SQL =>
  sql`select t.term, d.records from (select distinct t.term from (select distinct i.id from ${ids} i (id)) i, ${lookedUp(keyOf(type, sql`i.id`))} k, unnest(k.terms) t (term)) t,
    ${countOfTerm(type, sql`t.term`)} d`

export const selectCountsOf = (type: KeyedType, terms: readonly number[]): SQL =>
  sql`select t.term, d.records from (select x::bigint as term from jsonb_array_elements_text(${JSON.stringify(terms)}::jsonb) x) t, ${countOfTerm(type, sql`t.term`)} d`

export const countOfTerm = (type: KeyedType, term: SQL): SQL =>
  lookedUp(
    sql`select d.records from duplicate_term d where d.tenant_id = app_tenant_id() and d.entity_type = ${type} and d.term = ${term}`,
  )

export const keyOf = (type: KeyedType, id: SQL): SQL =>
  sql`select k.record_id, k.form, k.blocks, k.terms from duplicate_key k where k.tenant_id = app_tenant_id() and k.entity_type = ${type} and k.record_id = ${id}`

export const comparablesOf = (type: KeyedType, rows: readonly Row[]): AnyComparable[] =>
  rows.map(({ record_id, form }) => fromKeyRow(type, Number(record_id), form as Record<string, unknown>))

export function countsOf(rows: readonly Row[]): CountOf {
  const counts = new Map(rows.map(({ term, records }) => [Number(term), Number(records)]))
  return (term) => counts.get(term) ?? 1
}

/** Records ready to be compared, with the commonness of their values. */
export async function loadComparables(ctx: Context, type: KeyedType, ids: readonly number[]) {
  const loaded = new Map<number, AnyComparable>()
  if (ids.length === 0) return loaded
  const rows = await runIndexed(ctx, selectForms(type, idList(ids)), selectCounts(type, idList(ids)))
  const countOf = countsOf(rows[1]!)
  for (const record of comparablesOf(type, rows[0]!)) {
    countTerms(record, countOf)
    loaded.set(record.id, record)
  }
  return loaded
}

export const selectModel = (type: KeyedType): SQL =>
  sql`select m.model, case when m.model is null then
      (select count(*) from (select from duplicate_key k where k.tenant_id = app_tenant_id() and k.entity_type = ${type} limit 1000) x) end as some
    from (select 1) one left join duplicate_model m on m.tenant_id = app_tenant_id() and m.entity_type = ${type}`

/** What the last scan learnt, or what a new tenant starts from. */
export const modelOf = (type: KeyedType, [row]: readonly Row[]): DuplicateModel =>
  (row?.model as DuplicateModel | null) ?? defaultModel(entityOf(type), Number(row?.some ?? 0))
