import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { cursorOf, type Page, parseCursor } from '../page.ts'

/** A decision that was made, with what it takes to undo it. */
export interface Decided {
  id: string
  name: string
  proposed_action: string
  entity_type: string
  /** The record it changed or made. */
  record_id: number | null
  risk: string
  status: string
  status_reason: string | null
  decided_by_name: string | null
  decided_at: string
  surface: string | null
  reason: string | null
  batch_id: string | null
}

/** Decisions, the newest first, or those of one batch of the last thirty days. */
export async function listDecided(
  ctx: Context,
  { batchId, limit, cursor }: { batchId?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<Decided>> {
  const after = parseCursor(cursor, 2)
  const { rows } = await ctx.db.run(
    'read',
    sql`select p.id, p.proposed_action, p.entity_type, coalesce(p.committed_id, p.entity_id) as record_id, p.risk, p.status, p.status_reason, p.decided_at, p.surface,
        record_name(p.entity_type, coalesce(record_values(p.entity_type, coalesce(p.committed_id, p.entity_id)), p.data)) as name,
        p.decision->>'reason' as reason, p.decision->>'batch_id' as batch_id, p.decided_at::text as sort_key,
        (select u.name from app_user u where u.tenant_id = p.tenant_id and u.id = p.decided_by) as decided_by_name
      from proposal p where p.tenant_id = app_tenant_id() and p.decided_at is not null
        ${batchId ? sql`and p.decided_at > now() - interval '30 days' and p.decision->>'batch_id' = ${batchId}` : sql``}
        ${after ? sql`and (p.decided_at, p.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
      order by p.decided_at desc, p.id desc limit ${limit + 1}`,
  )
  const page = rows[0]!.slice(0, limit)
  const last = page.at(-1)
  return {
    data: page.map(({ sort_key: _, ...row }) => row) as unknown as Decided[],
    next_cursor: rows[0]!.length > limit && last ? cursorOf([String(last.sort_key), String(last.id)]) : null,
  }
}
