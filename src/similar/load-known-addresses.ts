import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { LeadType } from '../records/entity-type.ts'
import { postingKey } from '../web/collapse-postings.ts'
import { mirroredAddress } from '../web/page-address.ts'

/** The key of the posting at an address, wherever it is served from. */
export const addressKey = (url: string): string => postingKey(mirroredAddress(url))

/** Keys of postings that leads, and proposals that are pending, refused or accepted, were found at; one round trip. */
export async function loadKnownAddresses(ctx: Context, leadType: LeadType): Promise<Set<string>> {
  const { rows } = await ctx.db.run(
    'read',
    sql`select j.posting_url as url from job j where j.tenant_id = app_tenant_id() and j.posting_url is not null`,
    sql`select p.data->>'posting_url' as url, p.origin->'addresses' as addresses from proposal p
      where p.tenant_id = app_tenant_id() and p.entity_type = ${leadType} and p.proposed_action = 'create' and (p.data ? 'posting_url' or p.origin ? 'addresses')
        and (p.status in ('stale', 'committed') or (p.status = 'pending' and p.expires_at > now())
          or exists (select from refusal r where r.tenant_id = p.tenant_id and r.question_key = p.question_key and r.lifted_at is null))`,
  )
  const urls = [...rows[0]!, ...rows[1]!].flatMap(({ url, addresses }) => [url, ...((addresses as unknown[]) ?? [])])
  return new Set(urls.flatMap((url) => (typeof url === 'string' && url !== '' ? [addressKey(url)] : [])))
}
