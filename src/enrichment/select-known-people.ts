import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { type FoundDuplicate, findDuplicatesOf } from '../duplicates/find-duplicates-of.ts'
import { foldWords } from '../duplicates/fold-text.ts'
import { parseMailbox } from '../duplicates/parse-mailbox.ts'
import type { OrganizationFindings, PersonFinding } from './person-finding.ts'

export interface KnownPerson {
  id: number
  first_name: string | null
  last_name: string | null
  email: string | null
  phone: string | null
  title: string | null
  linkedin_url: string | null
  opted_out: boolean
  /** Fields whose present value an agent proposed. */
  by_agent: string[]
  /** Organizations the person is a contact of. */
  organization_ids: number[]
  employments: {
    id: number
    organization_id: number
    organization_name: string
    title: string | null
    is_current: boolean
  }[]
}

export interface KnownPeople {
  organizations: Map<number, { name: string; website: string | null }>
  people: KnownPerson[]
  /** Whom of them the duplicate rules take for a person found: what a scan would propose to merge. */
  lookalikes: Map<PersonFinding, FoundDuplicate>
  /** Job changes that a person has said no to, by their question. */
  refused: Set<string>
  /** Days until a person who was found on the web is due to be told, where the tenant wants a task for it. */
  noticeDays: number | null
}

/** A month, as the GDPR has it for data that did not come from the person (Art. 14 (3) a). */
const NOTICE_DAYS = 30

/**
 * What the CRM already holds about the people found, by name, mailbox, profile or organization, and by the duplicate rules;
 * two round trips.
 */
export async function selectKnownPeople(
  ctx: Context,
  findings: OrganizationFindings[],
  nameOf: (organizationId: number) => string | undefined,
): Promise<KnownPeople> {
  const lookalikes = await findLookalikes(ctx, findings, nameOf)
  const found = findings.flatMap(({ people }) => people)
  const names = [...new Set(found.flatMap(({ first_name, last_name }) => namePatterns(first_name, last_name)))]
  const emails = found.flatMap(({ fields }) =>
    fields.email ? [fields.email.value, parseMailbox(fields.email.value).address] : [],
  )
  const profiles = found.flatMap(({ fields }) => fields.linkedin_url?.value.toLowerCase() ?? [])
  const organizations = texts(findings.map(({ organization_id }) => String(organization_id)))
  const { rows } = await ctx.db.run(
    'read',
    sql`select id, name, website from organization where tenant_id = app_tenant_id() and id = any(${organizations}::bigint[])`,
    sql`
    select i.id, i.first_name, i.last_name, i.email, i.phone, i.title, i.linkedin_url, i.opted_out,
      coalesce((select jsonb_agg(distinct f.name) from unnest('{title,email,phone,linkedin_url}'::text[]) f(name)
        where 'agent' = (select p.actor_kind from data_provenance p where p.tenant_id = i.tenant_id and p.entity_type = 'Individual' and p.entity_id = i.id
          and p.field_name = f.name and p.kind = 'value' and p.retracted_at is null and p.raw_value = to_jsonb(i)->>f.name order by p.id desc limit 1)), '[]') as by_agent,
      coalesce((select array_agg(distinct c.organization_id) from contact c where c.tenant_id = i.tenant_id and c.individual_id = i.id
        and c.archived_at is null and c.organization_id is not null), '{}') as organization_ids,
      coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'organization_id', e.organization_id, 'organization_name', o.name, 'title', e.title, 'is_current', e.is_current) order by e.id)
        from employment e join organization o on o.id = e.organization_id and o.tenant_id = e.tenant_id
        where e.tenant_id = i.tenant_id and e.individual_id = i.id and e.archived_at is null), '[]') as employments
    from individual i
    where i.tenant_id = app_tenant_id() and i.archived_at is null and i.merged_into_id is null and i.id in (
      select id from find_possible_people(${texts(names)}, ${texts(emails)}, ${texts(profiles)}, ${organizations}::bigint[])
      union select jsonb_array_elements_text(${JSON.stringify([...lookalikes.values()].map(({ id }) => id))}::jsonb)::bigint)
    order by i.id`,
    sql`
    select distinct p.question_key from proposal p
    where p.tenant_id = app_tenant_id() and p.status = 'rejected' and p.producer = 'enrich_contacts' and p.question_key like 'job_change:%'
      and not exists (select from refusal r where r.tenant_id = p.tenant_id and r.proposal_id = p.id and r.lifted_at is not null)`,
    sql`select settings->'enrichment'->'notice_task' as notice from tenant where id = app_tenant_id()`,
  )
  return {
    organizations: new Map(
      rows[0]!.map((row) => [Number(row.id), { name: String(row.name), website: row.website as string | null }]),
    ),
    people: rows[1]!.map((row) => ({
      ...(row as unknown as KnownPerson),
      id: Number(row.id),
      organization_ids: (row.organization_ids as unknown[]).map(Number),
    })),
    lookalikes,
    refused: new Set(rows[2]!.map((row) => String(row.question_key))),
    noticeDays: noticeDays(rows[3]![0]?.notice),
  }
}

async function findLookalikes(
  ctx: Context,
  findings: OrganizationFindings[],
  nameOf: (organizationId: number) => string | undefined,
): Promise<KnownPeople['lookalikes']> {
  const found = findings.flatMap(({ organization_id, people }) =>
    people.map((person) => ({ person, company: nameOf(organization_id) })),
  )
  const alike = await findDuplicatesOf(
    ctx,
    'Individual',
    found.map(({ person: { first_name, last_name, fields }, company }) => ({
      ...Object.fromEntries(Object.entries(fields).map(([field, { value }]) => [field, value])),
      first_name,
      last_name,
      company,
    })),
  )
  return new Map(
    alike.flatMap(([surest], at) => (surest?.band === 'match' ? [[found[at]!.person, surest] as const] : [])),
  )
}

/** `true`, or the number of days. */
function noticeDays(setting: unknown): number | null {
  if (typeof setting === 'number' && Number.isInteger(setting) && setting >= 0) return Math.min(setting, 365)
  return setting === true ? NOTICE_DAYS : null
}

/** The family name at the end of the name, as it is written and folded; whoever else it finds is compared in full. */
function namePatterns(firstName: string, lastName: string): string[] {
  const folded = foldWords(lastName).at(-1) ?? ''
  const written = lastName.toLowerCase().split(/\s+/).at(-1) ?? ''
  const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')
  // a short one alone would find half the table
  return folded.length > 2
    ? [`% ${escaped(folded)}%`, `%${escaped(written)}%`]
    : [`${escaped(foldWords(firstName)[0] ?? '')}%${escaped(folded)}`]
}

const texts = (values: string[]): SQL => sql`array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`
