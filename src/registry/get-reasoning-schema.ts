import type { Context } from '../context.ts'
import type { SchemaHint } from '../db/schema/registry.ts'
import type { Row, Statement } from '../db/statement.ts'
import type { ReasoningColumn, ReasoningTable } from './reasoning-table.ts'

// Views are left out: a view reads with its owner's rights, past row level security.
const text = `
select r.table_name as name, r.description, r.schema_hint as hints, c.relname as "table",
  coalesce(c.relrowsecurity, false) as row_security,
  (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null)) order by a.attnum)
   from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
  (select json_agg(a.attname) from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
   where i.indrelid = c.oid and i.indisprimary) as key,
  (select json_object_agg(a.attname, target.relname)
   from pg_constraint f join pg_class target on target.oid = f.confrelid
   join pg_attribute a on a.attrelid = c.oid and a.attnum = any (f.conkey) and a.attname <> 'tenant_id'
   where f.conrelid = c.oid and f.contype = 'f') as "references",
  (select json_agg(pg_get_constraintdef(k.oid)) from pg_constraint k where k.conrelid = c.oid and k.contype = 'c') as checks
from reasoning r
left join lateral (
  select oid, relname, relrowsecurity from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname in (
    r.table_name, lower(r.table_name), lower(regexp_replace(r.table_name, '([a-z0-9])([A-Z])', '\\1_\\2', 'g')))
  order by relname = lower(relname) desc limit 1
) c on true
where r.type = $1
order by r.id`

/** Reads the registry with the live catalogue; for callers that send it along with other statements. */
export const reasoningSchemaStatement = (type: string): Statement => ({ text, params: [type] })

export const parseReasoningSchema = (rows: Row[]): ReasoningTable[] => rows.map(parseTable)

/** What agents of this type may read, as the registry and the catalogue have it now. Empty for an unknown type. */
export async function getReasoningSchema(ctx: Context, type: string): Promise<ReasoningTable[]> {
  const { rows } = await ctx.db.run('read', reasoningSchemaStatement(type))
  return parseReasoningSchema(rows[0]!)
}

function parseTable(row: Row): ReasoningTable {
  const references = (row.references ?? {}) as Record<string, string>
  const values = parseAllowedValues((row.checks ?? []) as string[])
  const columns = (row.columns ?? []) as ReasoningColumn[]
  return {
    name: String(row.name),
    description: row.description as string | null,
    hints: row.hints as SchemaHint | null,
    table: row.table as string | null,
    rowSecurity: row.row_security === true,
    key: ((row.key ?? []) as string[]).filter((column) => column !== 'tenant_id'),
    columns: columns.map((column) => ({
      ...column,
      ...(references[column.name] && { references: references[column.name] }),
      ...(values[column.name] && { values: values[column.name] }),
    })),
  }
}

const ONE_OF = /^CHECK \(\("?(\w+)"? = ANY \((?:ARRAY)?\(?\[?(.+?)\]?\)?(?:::text\[\])?\)\)\)$/

/** Reads `CHECK ((type = ANY (ARRAY['Job'::text, ...])))`, which is how Postgres keeps `type in ('Job', ...)`. */
function parseAllowedValues(checks: string[]): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  for (const check of checks) {
    const [, column, list] = ONE_OF.exec(check) ?? []
    if (column && list)
      found[column] = [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, value]) => value!.replaceAll("''", "'"))
  }
  return found
}
