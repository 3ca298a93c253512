import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { parseProposalId } from './proposal-id.ts'
import { presentReviews, type ReviewedProposal, reviewColumns } from './reviewed-proposal.ts'
import { outcomesOf } from './select-proposals.ts'

/** What a decision would write, found by carrying it out and taking it back. */
export interface DecisionPreview {
  outcome: string
  detail: string | null
  changes: {
    entity_type: string
    entity_id: number
    name: string | null
    op: 'insert' | 'update' | 'delete'
    field: string
    before: unknown
    after: unknown
  }[]
}

export interface Review {
  proposal: ReviewedProposal
  /** Of a merge that waits, for who may decide on it. */
  preview: DecisionPreview | null
}

/** One proposal with everything a person has to see; one round trip. @throws AppError not_found */
export async function getReview(ctx: Context, id: string): Promise<Review> {
  const selected = sql`select p.* from proposal p where p.tenant_id = app_tenant_id() and p.id = ${parseProposalId(id)}::uuid`
  const { rows } = await ctx.db.run(
    'read',
    sql`select ${reviewColumns} from (${selected}) p`,
    outcomesOf(selected),
    sql`select preview_decision(jsonb_build_object('id', p.id, 'action', 'approve', 'content_hash', p.content_hash)) as preview from (${selected}) p
      where p.proposed_action = 'merge' and p.status in ('pending', 'stale') and p.expires_at > now() and app_actor_kind() = 'person' and role_allows(app_role(), 'decide')`,
  )
  const [proposal] = presentReviews(rows[0]!, rows[1]!)
  if (!proposal) throw notFound('No such proposal.')
  return { proposal, preview: (rows[2]![0]?.preview as DecisionPreview | undefined) ?? null }
}
