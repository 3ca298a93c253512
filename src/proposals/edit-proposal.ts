import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { EntityType } from '../records/entity-type.ts'
import { parseRecordValues } from '../records/parse-record-values.ts'
import { identityOf } from './complete-draft.ts'
import { getProposal, proposalOf, proposalStatements } from './get-proposal.ts'
import type { Proposal } from './proposal.ts'
import { parseProposalId } from './proposal-id.ts'
import { mergeData } from './propose-one.ts'

/**
 * Replaces what a pending proposal would write; whoever read it before has to read it again. An agent may do this to its
 * own only. Evidence stays with the values it supports.
 * @throws AppError invalid | not_found | conflict | forbidden
 */
export async function editProposal(ctx: Context, id: string, data: unknown): Promise<Proposal> {
  const { entity_type, proposed_action } = await getProposal(ctx, id)
  const entityType = entity_type as EntityType
  const valid =
    proposed_action === 'merge'
      ? mergeData(entityType, data)
      : parseRecordValues(entityType, proposed_action === 'create' ? 'create' : 'change', data, ['data'])
  const identity = JSON.stringify(proposed_action === 'create' ? identityOf(entityType, valid) : [])
  return revise(
    ctx,
    id,
    sql`select revise_proposal(${parseProposalId(id)}::uuid, ${JSON.stringify(valid)}::jsonb, ${identity}::jsonb)`,
  )
}

/** The same question, asked of the record as it is now: what a person has typed since becomes what it would replace. One round trip. */
export const rebaseProposal = (ctx: Context, id: string): Promise<Proposal> =>
  revise(ctx, id, sql`select revise_proposal(${parseProposalId(id)}::uuid, null, null)`)

async function revise(ctx: Context, id: string, revision: SQL): Promise<Proposal> {
  const { rows } = await ctx.db.run('propose', revision, ...proposalStatements(id))
  return proposalOf(rows[1]!, rows[2]!)
}
