import pg from 'pg'

/** The tables a decision writes, parents first. */
const TABLES = [
  'change_set',
  'individual',
  'organization',
  'contact',
  'employment',
  'note',
  'data_provenance',
  'change',
  'proposal',
]

export interface Written {
  table: string
  inserted: Record<string, unknown>[]
  /** With the id and the columns that changed in any of them. */
  updated: Record<string, unknown>[]
}

/** What a database holds that its template does not, and what it holds otherwise. */
export async function readWritten(url: string, templateUrl: string): Promise<Written[]> {
  const [now, before] = await Promise.all([readRows(url), readRows(templateUrl)])
  return TABLES.map((table) => {
    const known = new Map(before[table]!.map((row) => [row.id, row]))
    const inserted = now[table]!.filter((row) => !known.has(row.id))
    const updated = now[table]!.filter((row) => known.has(row.id) && differs(row, known.get(row.id)!))
    const columns = Object.keys(now[table]![0] ?? {}).filter((column) =>
      updated.some((row) => row[column] !== known.get(row.id)![column]),
    )
    return { table, inserted, updated: updated.map((row) => pick(row, ['id', ...columns])) }
  })
}

const differs = (one: Record<string, unknown>, other: Record<string, unknown>) =>
  Object.keys(one).some((column) => one[column] !== other[column])

const pick = (row: Record<string, unknown>, columns: string[]) =>
  Object.fromEntries(columns.map((column) => [column, row[column]]))

async function readRows(url: string): Promise<Record<string, Record<string, unknown>[]>> {
  const client = new pg.Client({ connectionString: url, types: { getTypeParser: () => (text: string) => text } })
  await client.connect()
  const read: Record<string, Record<string, unknown>[]> = {}
  for (const table of TABLES) read[table] = (await client.query(`select * from ${table} order by id`)).rows
  await client.end()
  return read
}
