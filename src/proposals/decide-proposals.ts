import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { Decision, Outcome } from './decision.ts'
import { readEdits } from './read-edits.ts'

/** Decides up to 1,000 proposals in one transaction and one round trip, with one outcome per decision in the same order. */
export async function decideProposals(ctx: Context, decisions: Decision[], batchId: string | null): Promise<Outcome[]> {
  if (decisions.length === 0) return []
  const { rows } = await ctx.db.run(
    'decide',
    sql`select decide_proposals(${JSON.stringify(decisions.map(readEdits))}::jsonb, ${batchId}::uuid) as outcomes`,
  )
  return (rows[0]![0]!.outcomes as (Outcome & { sqlstate?: string })[]).map(({ sqlstate, ...outcome }) => {
    if (sqlstate) ctx.log('warn', 'decision.not_written', { proposal_id: outcome.id, sqlstate })
    return outcome
  })
}
