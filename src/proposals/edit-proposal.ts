import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { EntityType } from '../records/entity-type.ts'
import { parseRecordValues } from '../records/parse-record-values.ts'
import { identityOf } from './complete-draft.ts'
import { getProposal } from './get-proposal.ts'
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
  await ctx.db.run(
    'propose',
    sql`select revise_proposal(${parseProposalId(id)}::uuid, ${JSON.stringify(valid)}::jsonb, ${identity}::jsonb)`,
  )
  return getProposal(ctx, id)
}

/** The same question, asked of the record as it is now: what a person has typed since becomes what it would replace. */
export async function rebaseProposal(ctx: Context, id: string): Promise<Proposal> {
  await ctx.db.run('propose', sql`select revise_proposal(${parseProposalId(id)}::uuid, null, null)`)
  return getProposal(ctx, id)
}
