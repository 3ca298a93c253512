import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'

export interface Kept {
  entity_type: string
  entity_id: number
  field: string | null
  reason: string
}

export interface UndoResult {
  outcome: 'undone' | 'partly_undone' | 'refused'
  detail?: string
  /** The undo is itself a change set and can be undone. */
  change_set_id?: number
  batch_id?: string | null
  kept: Kept[]
  dependants?: { entity_type: string; entity_id: number }[]
  later_change_set_id?: number
  later_proposal_id?: string
}

/**
 * Takes back what a proposal, a batch, an import or one change set committed, field by field, in one round trip.
 * @throws AppError not_found
 */
export async function undoCommit(
  ctx: Context,
  kind: 'proposal' | 'batch' | 'import' | 'change_set',
  id: string,
): Promise<UndoResult> {
  const { rows } = await ctx.db.run('decide', sql`select undo_commit(${kind}, ${id}) as result`)
  return rows[0]![0]!.result as UndoResult
}
