import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { completeDraft } from './complete-draft.ts'
import type { Draft } from './draft.ts'

export interface ProposeResult {
  outcome: 'created' | 'updated' | 'existing' | 'refused' | 'already_true' | 'not_found'
  /** The proposal, where there is one. */
  id?: string
  detail?: string
  refusal_id?: number
  /** Fields left out because a person has already said no to them. */
  dropped?: { field: string; refusal_id: number }[]
  /** Fields that already held the proposed value; noted as confirmations. */
  confirmed?: string[]
}

/**
 * Files drafts as proposals in one round trip, one result per draft in order. Safe to repeat: a question that is pending
 * or refused, or that this run has asked before, is not asked again.
 */
export async function proposeChanges(ctx: Context, drafts: Draft[]): Promise<ProposeResult[]> {
  if (drafts.length === 0) return []
  const { rows } = await ctx.db.run('propose', proposeStatement(drafts, ctx.now))
  return rows[0]![0]!.results as ProposeResult[]
}

/** The same as a statement, for a caller that files proposals inside a transaction of its own. */
export function proposeStatement(drafts: Draft[], now: Date) {
  const completed = drafts.map((draft) => completeDraft(draft, now))
  return sql`select propose_changes(${JSON.stringify(completed)}::jsonb) as results`
}
