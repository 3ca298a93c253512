import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { parseOrganizationName } from '../duplicates/parse-organization-name.ts'
import type { LeadType } from '../records/entity-type.ts'
import { postingKey } from '../web/collapse-postings.ts'
import { mirroredAddress } from '../web/page-address.ts'
import { siteDomain } from '../web/site-domain.ts'
import { leadKey } from './lead-key.ts'

export interface KnownOrganization {
  id: number
  name: string
}

/** What need not be proposed again, and organizations that need not be created again. */
export interface Known {
  postings: Set<string>
  leads: Set<string>
  findOrganization(name: string | undefined, website: string | undefined): KnownOrganization | undefined
}

/** Leads, pending and refused proposals and organizations that match what was read, by normalised keys; one round trip. */
export async function loadKnown(
  ctx: Context,
  leadType: LeadType,
  read: { name?: string | undefined; website?: string | undefined }[],
): Promise<Known> {
  const domains = read.flatMap(({ website }) => (website ? [siteDomain(website)] : [])).filter(Boolean)
  const beginnings = read.flatMap(({ name }) =>
    name
      ? [
          `${name
            .trim()
            .split(/\s+/)[0]!
            .replace(/[%_\\]/g, '')}%`,
        ]
      : [],
  )
  const { rows } = await ctx.db.run(
    'read',
    sql`select l.title, o.name as organization, j.location, j.posting_url from lead l
      left join organization o on o.id = l.organization_id and o.tenant_id = l.tenant_id left join job j on j.id = l.id and j.tenant_id = l.tenant_id
      where l.tenant_id = app_tenant_id() and l.type = ${leadType}`,
    sql`select p.data->>'title' as title, p.data->>'location' as location, p.data->>'posting_url' as posting_url, p.origin->>'organization' as organization
      from proposal p where p.tenant_id = app_tenant_id() and p.entity_type = ${leadType} and p.proposed_action = 'create'
        and (p.status in ('pending', 'stale') or exists (select from refusal r where r.tenant_id = p.tenant_id and r.question_key = p.question_key and r.lifted_at is null))`,
    sql`select o.id, o.name, o.website, o.merged_into_id, s.name as survivor from organization o
      left join organization s on s.id = o.merged_into_id and s.tenant_id = o.tenant_id
      where o.tenant_id = app_tenant_id() and (o.archived_at is null or o.merged_into_id is not null)
        and (website_host(o.website) ~ any(${hostPatterns(domains)}) or o.name ilike any(${list(beginnings)})) limit 2000`,
  )
  const leads = [...rows[0]!, ...rows[1]!]
  return {
    postings: new Set(
      leads.flatMap((row) => (row.posting_url ? [postingKey(mirroredAddress(String(row.posting_url)))] : [])),
    ),
    leads: new Set(
      leads.map((row) =>
        leadKey(row.title as string | null, row.organization as string | null, row.location as string | null),
      ),
    ),
    findOrganization: createFinder(rows[2]!),
  }
}

function createFinder(rows: Record<string, unknown>[]) {
  const nameKey = (name: string) => {
    const { compact, numbers } = parseOrganizationName(name)
    return [compact, ...numbers].join(' ')
  }
  const byDomain = new Map<string, KnownOrganization>()
  const byName = new Map<string, KnownOrganization>()
  for (const row of rows) {
    const merged = row.merged_into_id !== null
    const found = { id: Number(merged ? row.merged_into_id : row.id), name: String(merged ? row.survivor : row.name) }
    if (row.website) byDomain.set(siteDomain(String(row.website)), found)
    byName.set(nameKey(String(row.name)), found)
  }
  return (name: string | undefined, website: string | undefined) =>
    (website ? byDomain.get(siteDomain(website)) : undefined) ?? (name ? byName.get(nameKey(name)) : undefined)
}

const list = (values: string[]) =>
  sql`(select array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb)))`
const hostPatterns = (domains: string[]) =>
  list(domains.map((domain) => `(^|\\.)${domain.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&')}$`))
