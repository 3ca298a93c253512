import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { conflict, forbidden, notFound } from '../errors.ts'
import { parseProposalId } from './proposal-id.ts'

/** Takes a pending proposal back before anybody has decided; an agent its own only. @throws AppError not_found | conflict | forbidden */
export async function withdrawProposal(
  ctx: Context,
  id: string,
  reason = 'Withdrawn by whoever proposed it.',
): Promise<void> {
  const mine = sql`(app_actor_kind() <> 'agent' or (p.producer_actor = 'agent' and p.producer_key_id is not distinct from app_key_id()))`
  const { rows } = await ctx.db.run(
    'propose',
    sql`update proposal p set status = 'superseded', status_reason = ${reason} where p.tenant_id = app_tenant_id() and p.id = ${parseProposalId(id)}::uuid
      and p.status in ('pending', 'stale') and ${mine} returning p.id`,
    sql`select p.status, ${mine} as mine from proposal p where p.tenant_id = app_tenant_id() and p.id = ${parseProposalId(id)}::uuid`,
  )
  if (rows[0]!.length > 0) return
  const found = rows[1]![0]
  if (!found) throw notFound('No such proposal.')
  if (!found.mine) throw forbidden('An agent may withdraw only what it has proposed itself.')
  throw conflict(`This proposal is ${found.status}; there is nothing to withdraw.`)
}
