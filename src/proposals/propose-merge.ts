import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { chooseSurvivor, chooseValues, type MergeMember, mergeDataOf } from '../duplicates/merge-values.ts'
import { conflict, notFound } from '../errors.ts'
import type { MergeableType } from '../records/entity-type.ts'
import { recordFields } from '../records/record-fields.ts'
import { proposeChanges } from './propose-changes.ts'

/**
 * Proposes to make these records one, with the survivor and the values that the rules choose; whoever decides may choose
 * others. Answers the proposal's id. @throws AppError not_found | conflict where somebody has said no to it
 */
export async function proposeMerge(ctx: Context, type: MergeableType, ids: number[]): Promise<string> {
  const fields = Object.keys(recordFields[type])
  const { rows } = await ctx.db.run(
    'propose',
    sql`select m.id, record_values(${type}, m.id) as v, written_by(${type}, m.id, array(select jsonb_array_elements_text(${JSON.stringify(fields)}::jsonb))) as written,
        (select coalesce(sum(n::int), 0)::int from jsonb_each_text(related_counts(${type}, m.id)) r(kind, n)) as links
      from (select i::bigint as id from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) i) m where record_values(${type}, m.id) is not null`,
  )
  if (rows[0]!.length < ids.length) throw notFound('No such record.')
  const members = rows[0]!.map((row): MergeMember => {
    const values = row.v as Record<string, unknown>
    const written = Object.entries(row.written as Record<string, string>)
    return {
      id: Number(row.id),
      values: Object.fromEntries(fields.map((name) => [name, values[name] ?? null])),
      updatedAt: String(values.updated_at),
      links: Number(row.links),
      written: Object.fromEntries(written.map(([name, by]) => [name, { by, at: String(values.updated_at) }])),
    }
  })
  const survivor = chooseSurvivor(members)
  const losers = members.filter((member) => member !== survivor)
  const chosen = chooseValues(survivor, losers)
  const [result] = await proposeChanges(ctx, [
    {
      proposed_action: 'merge',
      entity_type: type,
      data: mergeDataOf(survivor, losers, chosen),
      rationale: 'A person found that these are one.',
      source: 'a person',
      producer: 'api',
    },
  ])
  if (result?.id) return result.id
  if (result?.outcome === 'not_found') throw notFound(result.detail ?? 'No such record.')
  throw conflict(result?.detail ?? 'A person has already said no to this.')
}
