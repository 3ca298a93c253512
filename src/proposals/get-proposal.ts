import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import type { Proposal } from './proposal.ts'
import { parseProposalId } from './proposal-id.ts'
import { outcomesOf, presentProposals, proposalColumns } from './select-proposals.ts'

/** @throws AppError not_found, also for another tenant's */
export async function getProposal(ctx: Context, id: string): Promise<Proposal> {
  const selected = sql`select p.* from proposal p where p.tenant_id = app_tenant_id() and p.id = ${parseProposalId(id)}::uuid`
  const { rows } = await ctx.db.run('read', sql`select ${proposalColumns} from (${selected}) p`, outcomesOf(selected))
  const [found] = presentProposals(rows[0]!, rows[1]!)
  if (!found) throw notFound('No such proposal.')
  return found
}
