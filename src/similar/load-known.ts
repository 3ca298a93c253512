import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { findDuplicatesOf } from '../duplicates/find-duplicates-of.ts'
import type { LeadType } from '../records/entity-type.ts'
import { findDomainKey } from '../records/find-domain.ts'
import { companyKey } from '../web/collapse-postings.ts'
import { mayBeSamePlace } from '../web/posting-keys.ts'
import { type LeadKey, leadKey } from './lead-key.ts'
import type { KnownFacts } from './score-candidate.ts'

export interface KnownOrganization extends KnownFacts {
  id: number
  name: string
}

export interface ReadLead {
  title: string | undefined
  organization: string | undefined
  website: string | undefined
  location: string | undefined
}

/** What need not be proposed again, and organizations that need not be created again. */
export interface Known {
  /** Why this lead is no news: it is a record, it waits for a decision, or a person has said no; undefined for a new one. */
  why(lead: ReadLead): 'lead' | 'pending' | 'refused' | undefined
  findOrganization(name: string | undefined, website: string | undefined): KnownOrganization | undefined
  /** Title and organization of a lead, for sentences. */
  names: Map<number, string>
}

/** As many as search_records compares in a blink. */
const MOST_NAMES = 60
const MOST_PROPOSALS = 20_000

/**
 * Leads, pending and refused proposals and organizations that match what was read, by normalised keys; organizations that
 * the duplicate rules take for the same, too. Three round trips.
 */
export async function loadKnown(
  ctx: Context,
  leadType: LeadType,
  read: ReadLead[],
  resembled: number[],
): Promise<Known> {
  const lookalikes = await findLookalikes(ctx, read)
  const organizations = await loadOrganizations(ctx, read, [...lookalikes.values()])
  const ids = [...new Set(organizations.map(({ id }) => id))]
  const { rows } = await ctx.db.run(
    'read',
    sql`select l.title, o.name as organization, j.location, 'lead' as why from lead l
      join organization o on o.id = l.organization_id and o.tenant_id = l.tenant_id
      left join job j on j.id = l.id and j.tenant_id = l.tenant_id
      where l.tenant_id = app_tenant_id() and l.type = ${leadType} and l.organization_id in (${numbers(ids)})`,
    sql`select p.data->>'title' as title, p.data->>'location' as location, coalesce(o.name, p.origin->>'organization') as organization,
        case when p.status in ('pending', 'stale') then 'pending' else 'refused' end as why
      from proposal p left join organization o on o.tenant_id = p.tenant_id and o.id = (p.link_to->>'organization_id')::bigint
      where p.tenant_id = app_tenant_id() and p.entity_type = ${leadType} and p.proposed_action = 'create'
        and ((p.status in ('pending', 'stale') and p.expires_at > now())
          or exists (select from refusal r where r.tenant_id = p.tenant_id and r.question_key = p.question_key and r.lifted_at is null))
      order by p.created_at desc limit ${MOST_PROPOSALS}`,
    sql`select p.data->>'name' as name from refusal r join proposal p on p.id = r.proposal_id and p.tenant_id = r.tenant_id
      where r.tenant_id = app_tenant_id() and r.lifted_at is null and p.proposed_action = 'create' and p.entity_type = 'Organization'
      order by r.id desc limit ${MOST_PROPOSALS}`,
    sql`select l.id, l.title, o.name as organization from lead l
      left join organization o on o.id = l.organization_id and o.tenant_id = l.tenant_id
      where l.tenant_id = app_tenant_id() and l.id in (${numbers(resembled)})`,
  )
  const known = [...rows[0]!, ...rows[1]!].map((row) => ({
    why: row.why as 'lead' | 'pending' | 'refused',
    key: leadKey(leadType, textOf(row.title), textOf(row.organization), textOf(row.location)),
  }))
  const refusedNames = new Set(rows[2]!.map(({ name }) => companyKey(String(name ?? ''))))
  const findOrganization = createFinder(organizations, lookalikes)
  return {
    findOrganization,
    why: ({ title, organization, website, location }) => {
      const linked = findOrganization(organization, website)
      const names = [organization, linked?.name]
      const keys = names.map((name) => leadKey(leadType, title ?? null, name ?? null, location ?? null))
      const same = known.find((each) => keys.some((key) => isSameLead(key, each.key)))
      if (same) return same.why
      return !linked && organization && refusedNames.has(companyKey(organization)) ? 'refused' : undefined
    },
    names: new Map(rows[3]!.map((row) => [Number(row.id), nameOf(row)])),
  }
}

/** One title at one organization; what is found without a title is the organization, and a lead without a town may be the one with it. */
const isSameLead = (found: LeadKey, known: LeadKey): boolean =>
  found.organization !== '' &&
  found.organization === known.organization &&
  (found.title === '' || found.title === known.title) &&
  mayBeSamePlace(found.place, known.place)

type OrganizationRow = KnownOrganization & { calledName: string; website: string | null }

const askedKey = (name: string | undefined, website: string | undefined) => JSON.stringify([name, website])

/** The organization that each one read is by the duplicate rules, however it is spelt; only what a scan would propose to merge. */
async function findLookalikes(ctx: Context, read: ReadLead[]): Promise<Map<string, number>> {
  const asked = new Map(
    read.flatMap(({ organization: name, website }) =>
      name ? [[askedKey(name, website), { name: name.slice(0, 200), website }] as const] : [],
    ),
  )
  const keys = [...asked.keys()].slice(0, MOST_NAMES)
  const found = await findDuplicatesOf(
    ctx,
    'Organization',
    keys.map((key) => asked.get(key)!),
  )
  return new Map(found.flatMap(([surest], at) => (surest?.band === 'match' ? [[keys[at]!, surest.id] as const] : [])))
}

/** Live organizations named alike, at the same domain or looked up by id, and merged-away ones as the one they became part of. */
async function loadOrganizations(ctx: Context, read: ReadLead[], lookalikes: number[]): Promise<OrganizationRow[]> {
  const names = [...new Set(read.flatMap(({ organization }) => organization?.slice(0, 200) ?? []))].slice(0, MOST_NAMES)
  const domains = [...new Set(read.flatMap(({ website }) => (website && findDomainKey(website)) || []))]
  const columns = sql`o.id, o.name, o.industry, o.employee_count, o.city, o.country`
  const { rows } = await ctx.db.run(
    'read',
    sql`select distinct on (o.id) ${columns}, o.name as called_name, o.website
      from (select s.id from jsonb_array_elements_text(${JSON.stringify(names)}::jsonb) n, search_records('Organization', n, '{}', '{}', 10) s
        union select f.id from find_identities((select array_agg('domain:' || d) from jsonb_array_elements_text(${JSON.stringify(domains)}::jsonb) d)) f
        union ${numbers(lookalikes)}) found
      join organization o on o.id = found.id and o.tenant_id = app_tenant_id()`,
    sql`select ${columns}, gone.name as called_name, gone.website
      from organization gone join organization o on o.id = gone.merged_into_id and o.tenant_id = gone.tenant_id
      where gone.tenant_id = app_tenant_id() and gone.merged_into_id is not null and o.archived_at is null`,
  )
  // a live one is itself before it is what another was merged into
  return [...rows[1]!, ...rows[0]!].map((row) => ({
    id: Number(row.id),
    name: String(row.name),
    calledName: String(row.called_name),
    website: textOf(row.website),
    industry: textOf(row.industry),
    employee_count: row.employee_count as number | null,
    city: textOf(row.city),
    country: textOf(row.country),
  }))
}

function createFinder(organizations: OrganizationRow[], lookalikes: Map<string, number>): Known['findOrganization'] {
  const byId = new Map<number, KnownOrganization>()
  const byDomain = new Map<string, KnownOrganization>()
  const byName = new Map<string, KnownOrganization>()
  for (const { calledName, website, ...organization } of organizations) {
    byId.set(organization.id, organization)
    const domain = website && findDomainKey(website)
    if (domain) byDomain.set(domain, organization)
    const key = companyKey(calledName)
    if (key) byName.set(key, organization)
  }
  return (name, website) => {
    const domain = website && findDomainKey(website)
    return (
      (domain ? byDomain.get(domain) : undefined) ??
      (name ? byName.get(companyKey(name)) : undefined) ??
      byId.get(lookalikes.get(askedKey(name, website)) ?? -1)
    )
  }
}

const numbers = (ids: number[]) => sql`select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::bigint`
const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))
const nameOf = ({ title, organization }: Record<string, unknown>): string =>
  [title ? `“${title}”` : '', organization ? `at ${organization}` : ''].filter(Boolean).join(' ')
