import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { invalid } from '../errors.ts'
import { expiryOf } from './complete-draft.ts'
import { parseProposalId } from './proposal-id.ts'

const LONGEST_MS = 366 * 86_400_000

/** Hides what still waits until a time, in one round trip; undefined wakes it. Answers how many it took. @throws AppError invalid */
export async function snoozeProposals(ctx: Context, ids: string[], until: Date | undefined): Promise<number> {
  if (until && !(until > ctx.now && until.getTime() < ctx.now.getTime() + LONGEST_MS))
    throw invalid('A proposal can be snoozed until a time within the next year.', [
      { path: 'until', message: 'Give a time in the future.' },
    ])
  const list = sql`array(select i::uuid from jsonb_array_elements_text(${JSON.stringify(ids.map(parseProposalId))}::jsonb) i)`
  const change = until
    ? sql`snoozed_until = ${until.toISOString()}::timestamptz, expires_at = greatest(p.expires_at, ${expiryOf(until)}::timestamptz)`
    : sql`snoozed_until = null`
  const { rows } = await ctx.db.run(
    'decide',
    sql`update proposal p set ${change} where p.tenant_id = app_tenant_id() and p.id = any (${list})
      and p.status in ('pending', 'stale') and p.expires_at > now() returning p.id`,
  )
  return rows[0]!.length
}
