import type { Context } from '../context.ts'
import { conflict } from '../errors.ts'
import { getProposal } from './get-proposal.ts'
import { snoozeProposals } from './snooze-proposals.ts'

/** Hides a pending proposal until a time; it returns once, with two weeks left to decide. @throws AppError invalid | not_found | conflict */
export async function snoozeProposal(
  ctx: Context,
  id: string,
  until: string,
): Promise<{ id: string; snoozed_until: string }> {
  const at = new Date(until)
  if ((await snoozeProposals(ctx, [id], at)) === 1) return { id, snoozed_until: at.toISOString() }
  await getProposal(ctx, id)
  throw conflict('This proposal no longer waits for a decision.')
}
