import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { Row } from '../db/statement.ts'
import { type AnyComparable, type CountOf, countTerms } from './comparable.ts'
import { type DuplicateModel, defaultModel } from './duplicate-model.ts'
import { entityOf, fromKeyRow, type KeyedType } from './key-row.ts'

export const idList = (ids: readonly number[]): SQL =>
  sql`(select x::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) x)`

/** The forms of records, and how common their terms are where more than one record holds them. */
export const selectForms = (type: KeyedType, ids: SQL): SQL =>
  sql`select k.record_id, k.form from duplicate_key k where k.tenant_id = app_tenant_id() and k.entity_type = ${type} and k.record_id in ${ids}`

export const selectCounts = (type: KeyedType, ids: SQL): SQL =>
  sql`select d.term, d.records from (select distinct t.term from duplicate_key k, unnest(k.terms) t (term)
      where k.tenant_id = app_tenant_id() and k.entity_type = ${type} and k.record_id in ${ids}) t
    join duplicate_term d on d.tenant_id = app_tenant_id() and d.entity_type = ${type} and d.term = t.term`

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
  const { rows } = await ctx.db.run('read', selectForms(type, idList(ids)), selectCounts(type, idList(ids)))
  const countOf = countsOf(rows[1]!)
  for (const record of comparablesOf(type, rows[0]!)) {
    countTerms(record, countOf)
    loaded.set(record.id, record)
  }
  return loaded
}

export const selectModel = (type: KeyedType): SQL =>
  sql`select m.model, (select count(*) from (select from duplicate_key k where k.tenant_id = app_tenant_id() and k.entity_type = ${type} limit 1000) x) as some
    from (select 1) one left join duplicate_model m on m.tenant_id = app_tenant_id() and m.entity_type = ${type}`

/** What the last scan learnt, or what a new tenant starts from. */
export const modelOf = (type: KeyedType, [row]: readonly Row[]): DuplicateModel =>
  (row?.model as DuplicateModel | null) ?? defaultModel(entityOf(type), Number(row?.some ?? 0))
