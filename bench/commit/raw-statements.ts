import type { Statement } from '../../src/db/statement.ts'
import type { Written } from './written-rows.ts'

const MAX_PARAMETERS = 60_000

/** Multi-row inserts and updates of the rows as they are, in one transaction and one round trip: nothing is checked or looked up. */
export function rawStatements(written: Written[], types: Map<string, string>): Statement[] {
  const type = (table: string, column: string) => types.get(`${table}.${column}`)!
  return written.flatMap(({ table, inserted, updated }) => [
    ...chunked(inserted, (columns, rows) => ({
      text: `insert into ${table} (${columns.join(', ')}) values ${valuesOf(rows.length, columns, (column) => type(table, column))}`,
      params: rows.flatMap((row) => columns.map((column) => row[column])),
    })),
    ...chunked(updated, (columns, rows) => ({
      text: `update ${table} t set ${columns
        .filter((column) => column !== 'id')
        .map((column) => `${column} = v.${column}`)
        .join(
          ', ',
        )} from (values ${valuesOf(rows.length, columns, (column) => type(table, column))}) v (${columns.join(', ')}) where t.id = v.id`,
      params: rows.flatMap((row) => columns.map((column) => row[column])),
    })),
  ])
}

function chunked(
  rows: Record<string, unknown>[],
  statement: (columns: string[], rows: Record<string, unknown>[]) => Statement,
): Statement[] {
  if (rows.length === 0) return []
  // a column that is blank everywhere would not be written by hand either
  const columns = Object.keys(rows[0]!).filter((column) => rows.some((row) => row[column] !== null))
  const size = Math.floor(MAX_PARAMETERS / columns.length)
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, at) =>
    statement(columns, rows.slice(at * size, (at + 1) * size)),
  )
}

function valuesOf(count: number, columns: string[], type: (column: string) => string): string {
  return Array.from(
    { length: count },
    (_, row) => `(${columns.map((column, at) => `$${row * columns.length + at + 1}::${type(column)}`).join(',')})`,
  ).join(',')
}
