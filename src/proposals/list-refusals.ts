import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { cursorOf, type Page, parseCursor } from '../page.ts'

/** A question somebody said no to. */
export interface Refusal {
  id: number
  entity_type: string
  entity_id: number | null
  field_name: string | null
  value: unknown
  proposal_id: string | null
  /** What was proposed, in a few words. */
  question: string
  reason: string | null
  note: string | null
  refused_by: number | null
  refused_by_name: string | null
  refused_at: string
  lifted_at: string | null
  lifted_reason: string | null
}

/** Refusals that hold, newest first; with `lifted` also those that no longer do. */
export async function listRefusals(
  ctx: Context,
  { limit, cursor, lifted = false }: { limit: number; cursor?: string | undefined; lifted?: boolean },
): Promise<Page<Refusal>> {
  const after = parseCursor(cursor, 1)
  const conditions: SQL[] = [sql`r.tenant_id = app_tenant_id()`]
  if (!lifted) conditions.push(sql`r.lifted_at is null`)
  if (after) conditions.push(sql`r.id < ${Number(after[0])}`)
  const { rows } = await ctx.db.run(
    'read',
    sql`select r.id, r.entity_type, r.entity_id, r.field_name, r.value, r.proposal_id, r.reason, r.note, r.refused_by, u.name as refused_by_name, r.refused_at,
        r.lifted_at, r.lifted_reason, coalesce(p.proposed_action, 'change') || ' ' || r.entity_type || ' ' || coalesce(record_name(r.entity_type, coalesce(record_values(r.entity_type, r.entity_id), p.data)), '') as question
      from refusal r left join app_user u on u.id = r.refused_by and u.tenant_id = r.tenant_id left join proposal p on p.id = r.proposal_id and p.tenant_id = r.tenant_id
      where ${sql.join(conditions, sql` and `)} order by r.id desc limit ${limit + 1}`,
  )
  const data = rows[0]!.slice(0, limit) as unknown as Refusal[]
  return { data, next_cursor: rows[0]!.length > limit ? cursorOf([data.at(-1)!.id]) : null }
}

/** Lets a question be asked again. @throws AppError not_found */
export async function revokeRefusal(ctx: Context, id: number): Promise<void> {
  const { rows } = await ctx.db.run(
    'decide',
    sql`update refusal set lifted_at = now(), lifted_by = app_user_id(), lifted_reason = 'Revoked by a person.'
      where tenant_id = app_tenant_id() and id = ${id} and lifted_at is null returning id`,
  )
  if (rows[0]!.length === 0) throw notFound('No such refusal.')
}
