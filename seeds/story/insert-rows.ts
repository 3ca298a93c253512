import type pg from 'pg'
import type { Row } from './story-setting.ts'

/** Inserts rows of one tenant in their order, all in one statement. Columns that no row names get the table's defaults. */
export async function insertRows(client: pg.Client, table: string, tenantId: number, rows: Row[]): Promise<void> {
  const given = rows.flatMap((row) => Object.keys(row).filter((name) => row[name] !== undefined))
  const columns = [...new Set(given)].map((name) => client.escapeIdentifier(name)).join(', ')
  if (!columns) return
  await client.query(
    `insert into ${client.escapeIdentifier(table)} (tenant_id, ${columns})
    select $1, ${columns} from jsonb_array_elements($2) with ordinality told(fields, place),
      jsonb_populate_record(null::${client.escapeIdentifier(table)}, fields) order by place`,
    [tenantId, JSON.stringify(rows)],
  )
}
