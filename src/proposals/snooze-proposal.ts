import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { conflict, invalid, notFound } from '../errors.ts'
import { expiryOf } from './complete-draft.ts'
import { parseProposalId } from './proposal-id.ts'

const LONGEST_DAYS = 366

/** Hides a pending proposal until a time; it returns once, with two weeks left to decide. @throws AppError invalid | not_found | conflict */
export async function snoozeProposal(
  ctx: Context,
  id: string,
  until: string,
): Promise<{ id: string; snoozed_until: string }> {
  const at = Date.parse(until)
  if (!(at > ctx.now.getTime()) || at > ctx.now.getTime() + LONGEST_DAYS * 86_400_000)
    throw invalid('A proposal can be snoozed until a time within the next year.', [
      { path: 'until', message: 'Give a time in the future.' },
    ])
  const { rows } = await ctx.db.run(
    'decide',
    sql`update proposal p set snoozed_until = ${until}::timestamptz, expires_at = greatest(p.expires_at, ${expiryOf(new Date(at))}::timestamptz)
      where p.tenant_id = app_tenant_id() and p.id = ${parseProposalId(id)}::uuid and p.status in ('pending', 'stale') and p.expires_at > now() returning p.id, p.snoozed_until`,
    sql`select status from proposal where tenant_id = app_tenant_id() and id = ${parseProposalId(id)}::uuid`,
  )
  const [snoozed] = rows[0]!
  if (snoozed) return { id: String(snoozed.id), snoozed_until: String(snoozed.snoozed_until) }
  if (!rows[1]![0]) throw notFound('No such proposal.')
  throw conflict('This proposal no longer waits for a decision.')
}
