import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { Row } from '../db/statement.ts'
import { type KeyedType, toKeyRow } from './key-row.ts'
import { runIndexed } from './run-indexed.ts'
import { selectSources } from './select-records.ts'

// rows of a page are in memory as text, as values and as keys at once
const PAGE = 2000

/** Keys the records of a range of ids that were written since they were keyed; answers how many. Safe to repeat. */
export async function keyRecords(ctx: Context, type: KeyedType, from: number, to: number): Promise<number> {
  let keyed = 0
  for (let after = from - 1; ; ) {
    const rows = await runIndexed(ctx, selectUnkeyed(type, sql`u.record_id > ${after} and u.record_id <= ${to}`))
    const page = rows[0]!
    if (page.length > 0) await runIndexed(ctx, ...storeKeys(type, page))
    keyed += page.length
    if (page.length < PAGE) return keyed
    after = Number(page.at(-1)!.record_id)
  }
}

/** Unkeyed records as they are now; `id` is null where there is none any more. */
export const selectUnkeyed = (type: KeyedType, where: SQL): SQL =>
  sql`select u.record_id, u.mark, s.* from duplicate_unkeyed u left join lateral (${selectSources(type, sql`o.id = u.record_id`)}) s on true
    where u.tenant_id = app_tenant_id() and u.entity_type = ${type} and ${where} order by u.record_id limit ${PAGE}`

/** Keeps the keys of records that `selectUnkeyed` read. What was written meanwhile stays marked. */
export function storeKeys(type: KeyedType, read: readonly Row[]): SQL[] {
  const keys = read.filter(({ id }) => id !== null).map((row) => toKeyRow(type, Number(row.id), row))
  const gone = read.filter(({ id }) => id === null).map(({ record_id }) => Number(record_id))
  const marks = read.map(({ record_id, mark }) => ({ id: Number(record_id), mark: Number(mark) }))
  return [
    sql`insert into duplicate_key (entity_type, record_id, blocks, terms, form)
      select ${type}, k.id, salt_terms(k.blocks), k.terms, k.form
      from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as k (id bigint, blocks bigint[], terms bigint[], form jsonb)
      on conflict (tenant_id, entity_type, record_id) do update set blocks = excluded.blocks, terms = excluded.terms, form = excluded.form`,
    sql`delete from duplicate_key k using jsonb_array_elements_text(${JSON.stringify(gone)}::jsonb) g
      where k.tenant_id = app_tenant_id() and k.entity_type = ${type} and k.record_id = g::bigint`,
    sql`delete from duplicate_unkeyed u using jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as m (id bigint, mark bigint)
      where u.tenant_id = app_tenant_id() and u.entity_type = ${type} and u.record_id = m.id and u.mark = m.mark`,
  ]
}
