import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { OrganizationFindings } from './person-finding.ts'

export interface KnownPerson {
  id: number
  first_name: string | null
  last_name: string | null
  email: string | null
  phone: string | null
  title: string | null
  linkedin_url: string | null
  opted_out: boolean
  /** Organizations the person is a contact of or works at now. */
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
}

/** What the CRM already holds about the people found: by family name or e-mail address; one round trip. */
export async function selectKnownPeople(ctx: Context, findings: OrganizationFindings[]): Promise<KnownPeople> {
  const found = findings.flatMap(({ organization_id, people }) => people.map((person) => ({ organization_id, person })))
  const lastNames = [...new Set(found.map(({ person }) => person.last_name.toLowerCase()))]
  const emails = found.flatMap(({ person }) => person.fields.email?.value.toLowerCase() ?? [])
  const { rows } = await ctx.db.run(
    'read',
    sql`select id, name, website from organization where tenant_id = app_tenant_id() and id = any(${ints(findings.map((f) => f.organization_id))})`,
    sql`
    select i.id, i.first_name, i.last_name, i.email, i.phone, i.title, i.linkedin_url, i.opted_out,
      coalesce((select array_agg(distinct c.organization_id) from contact c where c.tenant_id = i.tenant_id and c.individual_id = i.id
        and c.archived_at is null and c.organization_id is not null), '{}') as organization_ids,
      coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'organization_id', e.organization_id, 'organization_name', o.name, 'title', e.title, 'is_current', e.is_current) order by e.id)
        from employment e join organization o on o.id = e.organization_id and o.tenant_id = e.tenant_id
        where e.tenant_id = i.tenant_id and e.individual_id = i.id and e.archived_at is null), '[]') as employments
    from individual i
    where i.tenant_id = app_tenant_id() and i.archived_at is null and i.merged_into_id is null
      and (lower(i.last_name) = any(${texts(lastNames)}) or lower(i.email) = any(${texts(emails)}))`,
  )
  return {
    organizations: new Map(
      rows[0]!.map((row) => [Number(row.id), { name: String(row.name), website: row.website as string | null }]),
    ),
    people: rows[1]!.map((row) => ({
      ...(row as unknown as KnownPerson),
      organization_ids: (row.organization_ids as unknown[]).map(Number),
    })),
  }
}

const list = (values: unknown[], type: SQL) =>
  sql`(select array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb)::${type}))`
const texts = (values: string[]) => list(values, sql`text`)
const ints = (values: number[]) => list(values, sql`bigint`)
