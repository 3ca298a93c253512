import type { SqlTransport } from '../db/statement.ts'

/** Marks what nobody decided in time, of all tenants, in one statement. Safe at any time and any number of times. */
export async function expireProposals(transport: SqlTransport): Promise<number> {
  const [, rows] = await transport([
    { text: 'select begin_directory()', params: [] },
    {
      text: `update proposal set status = 'expired', status_reason = 'Nobody decided in time.'
        where status in ('pending', 'stale') and expires_at <= now() returning 1`,
      params: [],
    },
  ])
  return rows!.length
}
