import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { MOST_IN_BLOCK, MOST_IN_WEAK_BLOCK, WEAK_KINDS } from './block-size.ts'
import type { KeyedType } from './key-row.ts'
import { TermKind, termKindOf } from './term-key.ts'

export interface BlockCounts {
  /** Rows of blocks that are compared. */
  rows: number
  blocks: number
  /** Blocks too big to be evidence, by kind: how many, and the records in them. */
  dropped: Record<string, { blocks: number; records: number }>
}

/**
 * One of `slices` parts of the terms: counts how many records hold each, and lays out the blocks of two records and more
 * for this run. Every part reads all keys, so that there are as few parts as a delivery's time allows. Safe to repeat.
 */
export async function countBlocks(
  ctx: Context,
  type: KeyedType,
  { runId, slice, slices }: { runId: string; slice: number; slices: number },
): Promise<BlockCounts> {
  const part = sql`abs(t.term) % ${slices} = ${slice}`
  const own = sql`tenant_id = app_tenant_id() and entity_type = ${type}`
  const { rows } = await ctx.db.run(
    'read',
    sql`delete from duplicate_term t where ${own} and ${part}`,
    sql`delete from duplicate_block t where ${own} and run_id = ${runId} and ${part}`,
    sql`insert into duplicate_term (entity_type, term, records)
      select ${type}, t.term, count(*) from duplicate_key k, unnest(k.terms) t (term)
      where k.tenant_id = app_tenant_id() and k.entity_type = ${type} and ${part} group by t.term having count(*) > 1`,
    // no join: nobody has counted yet what has just been written, and a planner that guesses takes minutes
    sql`with held as materialized (
        select t.term, k.record_id, count(*) over same as records, min(k.record_id) over same as first_id from duplicate_key k, unnest(k.blocks) t (term)
        where k.tenant_id = app_tenant_id() and k.entity_type = ${type} and ${part} window same as (partition by t.term)),
      counted as (
        insert into duplicate_term (entity_type, term, records) select ${type}, term, min(records) from held where records > 1 group by term),
      blocked as (
        insert into duplicate_block (run_id, entity_type, first_id, term, record_id)
        select ${runId}::uuid, ${type}, first_id, term, record_id from held where records between 2 and ${mostOf(sql`term`)}
        returning term)
      select count(*) as rows, count(distinct term) as blocks from blocked`,
    sql`select -t.term >> 47 as kind, count(*) as blocks, sum(t.records) as records from duplicate_term t
      where ${own} and ${part} and t.term < 0 and t.records > ${mostOf(sql`t.term`)} group by 1`,
  )
  const dropped = rows[4]!.map(({ kind, blocks, records }) => [
    kindName(Number(kind)),
    { blocks: Number(blocks), records: Number(records) },
  ])
  const { rows: laid, blocks } = rows[3]![0]!
  return { rows: Number(laid), blocks: Number(blocks), dropped: Object.fromEntries(dropped) }
}

/** Sharing a term with more records than this is no evidence. */
export const mostOf = (term: SQL): SQL =>
  sql`(case when -${term} >> 47 = any (${sql.raw(`'{${WEAK_KINDS.join()}}'::bigint[]`)}) then ${MOST_IN_WEAK_BLOCK}::int else ${MOST_IN_BLOCK}::int end)`

const NAMES: Partial<Record<TermKind, string>> = {
  [TermKind.mailbox]: 'mailbox',
  [TermKind.mailLocal]: 'mailbox name',
  [TermKind.phone]: 'phone',
  [TermKind.phoneEnd]: 'phone',
  [TermKind.linkedin]: 'LinkedIn page',
  [TermKind.street]: 'house',
  [TermKind.house]: 'house in a place',
  [TermKind.names]: 'name',
  [TermKind.nameAndInitial]: 'name and initial',
  [TermKind.nameInitialAndCity]: 'name, initial and city',
  [TermKind.nameAndCity]: 'name and city',
  [TermKind.nameAndCompany]: 'name and company',
  [TermKind.nameAndPostcode]: 'name and postcode',
  [TermKind.initialsAndCity]: 'initials and city',
  [TermKind.birth]: 'birth date',
  [TermKind.birthAndInitial]: 'birth date and initial',
  [TermKind.namesAndBirthYear]: 'names and birth year',
  [TermKind.domain]: 'domain',
  [TermKind.coreName]: 'name of the company',
  [TermKind.wordPair]: 'two words of the name',
  [TermKind.word]: 'word of the name',
  [TermKind.nameStart]: 'beginning of the name in a city',
  [TermKind.skeleton]: 'sound of the name',
  [TermKind.acronym]: 'initials',
}
const kindName = (kind: number): string => NAMES[termKindOf(kind * 2 ** 47)] ?? 'other'
