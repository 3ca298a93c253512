import { sql } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import type { EntityType } from '../entity-type.ts'
import { foundColumns } from './found-columns.ts'
import type { FoundRecord } from './lookup-records.ts'
import { parseSearchKeys } from './parse-search-keys.ts'

export interface FoundKind {
  entity_type: EntityType
  records: FoundRecord[]
  /** Whether there are more than these. */
  more: boolean
}

const KINDS = [
  'Organization',
  'Individual',
  'Lead',
  'Contact',
  'Deal',
  'Project',
  'Task',
  'Note',
  'Account',
  'Document',
] as const
const LONGEST = 200
/** What names a record for certain goes before what only resembles it. */
const CERTAIN = ['id', 'email', 'phone', 'domain']

/** Live records of all kinds that a text may mean, the kind with a certain match first; one round trip. */
export async function searchEverything(ctx: Context, text: string, limit: number): Promise<FoundKind[]> {
  const query = text.trim().slice(0, LONGEST)
  const keys = JSON.stringify(parseSearchKeys(query))
  const { rows } = await ctx.db.run(
    'read',
    ...KINDS.map((kind) => {
      const { table, columns } = foundColumns[kind]
      return sql`select r.id, s.matched_by, ${columns} from search_records(${kind}, ${query}, ${keys}::jsonb, '{}'::jsonb, ${limit + 1}) s
        join ${sql.identifier(table)} r on r.tenant_id = app_tenant_id() and r.id = s.id order by s.place`
    }),
  )
  const found = KINDS.map((entity_type, at) => ({
    entity_type,
    records: rows[at]!.slice(0, limit) as FoundRecord[],
    more: rows[at]!.length > limit,
  })).filter(({ records }) => records.length > 0)
  return found.toSorted((a, b) => Number(isCertain(b)) - Number(isCertain(a)))
}

const isCertain = ({ records }: FoundKind) => CERTAIN.includes(records[0]!.matched_by)
