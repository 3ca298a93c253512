import { sql } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import { type EntityType, LeadType } from '../entity-type.ts'
import { foundColumns } from './found-columns.ts'
import { parseSearchKeys } from './parse-search-keys.ts'

export interface LookupInput {
  /** A name with or without typing errors, or an id, e-mail address, domain or phone number; blank means the newest. */
  search_query: string
  lead_type?: LeadType
  /** A status or its beginning: "interview" finds what is Interviewing. */
  status?: string
  /** At most 50; 10 unless told. */
  limit?: number
}

/** A record with what tells it apart, and what it was found by: id, email, phone, domain, name, text, person, organization, newest. */
export type FoundRecord = { id: number; matched_by: string } & Record<string, unknown>

const MOST = 50
const LONGEST = 200

/** Finds live records of one kind, best first, in one round trip. Fields without a value are left out. */
export async function lookupRecords(ctx: Context, entity: EntityType, input: LookupInput): Promise<FoundRecord[]> {
  const { table, columns } = foundColumns[entity]
  const query = input.search_query.slice(0, LONGEST)
  const type = LeadType.safeParse(entity).data ?? input.lead_type
  const filter = { ...(type && { type }), ...(input.status?.trim() && { status: input.status.trim() }) }
  const most = Math.min(Math.max(Math.trunc(input.limit ?? 10), 1), MOST)
  const { rows } = await ctx.db.run(
    'read',
    sql`select r.id, s.matched_by, ${columns}
    from search_records(${entity}, ${query}, ${JSON.stringify(parseSearchKeys(query))}::jsonb, ${JSON.stringify(filter)}::jsonb, ${most}) s
    join ${sql.identifier(table)} r on r.tenant_id = app_tenant_id() and r.id = s.id
    order by s.place`,
  )
  return rows[0]!.map(
    (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as FoundRecord,
  )
}
