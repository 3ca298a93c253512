import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { rejectedTarget } from './rejected-target.ts'

const LONGEST = 200

/** Says afterwards why a proposal, or those of a batch, were rejected, where the caller rejected them. Answers of how many. */
export async function explainRejections(ctx: Context, id: string, reason: string): Promise<number> {
  const said = reason.trim().slice(0, LONGEST)
  const target = rejectedTarget(id)
  const { rows } = await ctx.db.run(
    'decide',
    sql`update proposal p set decision = coalesce(p.decision, '{}') || jsonb_build_object('reason', ${said}::text)
      where p.tenant_id = app_tenant_id() and p.id = any (${target}) and p.status = 'rejected' and p.decided_by is not distinct from app_user_id() returning p.id`,
    sql`update refusal r set reason = ${said} where r.tenant_id = app_tenant_id() and r.proposal_id = any (${target})
      and r.refused_by is not distinct from app_user_id() and r.lifted_at is null`,
  )
  return rows[0]!.length
}
