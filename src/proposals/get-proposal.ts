import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { Row } from '../db/statement.ts'
import { notFound } from '../errors.ts'
import type { Proposal } from './proposal.ts'
import { parseProposalId } from './proposal-id.ts'
import { outcomesOf, presentProposals, proposalColumns } from './select-proposals.ts'

/** @throws AppError not_found, also for another tenant's */
export async function getProposal(ctx: Context, id: string): Promise<Proposal> {
  const { rows } = await ctx.db.run('read', ...proposalStatements(id))
  return proposalOf(rows[0]!, rows[1]!)
}

/** The same as two statements, for who does more in the same round trip. */
export function proposalStatements(id: string): [SQL, SQL] {
  const selected = sql`select p.* from proposal p where p.tenant_id = app_tenant_id() and p.id = ${parseProposalId(id)}::uuid`
  return [sql`select ${proposalColumns} from (${selected}) p`, outcomesOf(selected)]
}

export function proposalOf(rows: Row[], outcomes: Row[]): Proposal {
  const [found] = presentProposals(rows, outcomes)
  if (!found) throw notFound('No such proposal.')
  return found
}
