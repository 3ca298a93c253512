import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { LeadType } from '../records/entity-type.ts'
import { atsJobId } from '../web/ats-job-id.ts'
import { postingKey } from '../web/collapse-postings.ts'
import { mirroredAddress } from '../web/page-address.ts'

/** The key of the posting at an address, wherever it is served from. */
export const addressKey = (url: string): string => postingKey(mirroredAddress(url))

/**
 * Of what was found, keys of postings that leads, and proposals that are pending, refused or accepted, stand at; one round
 * trip, which reads only addresses of the same hosts, or with the same id of a job board.
 */
export async function loadKnownAddresses(ctx: Context, leadType: LeadType, found: string[]): Promise<Set<string>> {
  const hosts = list(found.flatMap((url) => [hostOf(url), hostOf(mirroredAddress(url))]))
  const ids = list(found.flatMap((url) => atsJobId(mirroredAddress(url))?.replace(/^.*[:/]/, '') ?? []))
  const isNear = (url: string) =>
    sql`(website_host(${sql.raw(url)}) in (${hosts}) or exists (select from (${ids}) i(id) where strpos(lower(${sql.raw(url)}), i.id) > 0))`
  const { rows } = await ctx.db.run(
    'read',
    sql`select j.posting_url as url from job j where j.tenant_id = app_tenant_id() and j.posting_url is not null and ${isNear('j.posting_url')}`,
    sql`select distinct a.url from proposal p,
        lateral (select p.data->>'posting_url' as url union select jsonb_array_elements_text(p.origin->'addresses') where jsonb_typeof(p.origin->'addresses') = 'array') a
      where p.tenant_id = app_tenant_id() and p.entity_type = ${leadType} and p.proposed_action = 'create' and a.url is not null and ${isNear('a.url')}
        and (p.status in ('stale', 'committed') or (p.status = 'pending' and p.expires_at > now())
          or exists (select from refusal r where r.tenant_id = p.tenant_id and r.question_key = p.question_key and r.lifted_at is null))`,
  )
  return new Set([...rows[0]!, ...rows[1]!].map(({ url }) => addressKey(String(url))))
}

const list = (texts: string[]) =>
  sql`select jsonb_array_elements_text(${JSON.stringify([...new Set(texts)].filter(Boolean))}::jsonb)`

/** As website_host() has it. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : '')
