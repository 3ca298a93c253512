import type { SqlTransport } from '../db/statement.ts'

/** The names of the tables that agents of this type may read, in the registry's order. Empty for an unknown type. */
export async function getReasoningTables(transport: SqlTransport, type: string): Promise<string[]> {
  const [rows] = await transport([
    { text: 'select table_name from reasoning where type = $1 order by id', params: [type] },
  ])
  return rows!.map((row) => String(row.table_name))
}
