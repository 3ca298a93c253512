import { type SQL, sql } from 'drizzle-orm'
import { parseProposalId } from './proposal-id.ts'

/** The proposals that one id names: itself, or those that a batch of that id rejected within the last day. */
export function rejectedTarget(id: string): SQL {
  const named = parseProposalId(id)
  return sql`array(select p.id from proposal p where p.tenant_id = app_tenant_id() and p.id = ${named}::uuid
    union all select p.id from proposal p where p.tenant_id = app_tenant_id() and p.status = 'rejected' and p.decided_at > now() - interval '1 day'
      and p.decision->>'batch_id' = ${named})`
}
