import type { ReasoningColumn, ReasoningTable } from './reasoning-table.ts'

// what text is, is the default and stays unsaid
const SHORT_TYPES: Record<string, string> = {
  text: '',
  'character varying': '',
  bigint: 'int',
  integer: 'int',
  smallint: 'int',
  numeric: 'num',
  boolean: 'bool',
  'timestamp with time zone': 'timestamptz',
}

/**
 * The registry as a few lines for a prompt: one per table with its columns, `*` on key fields, `>table` on what
 * a column points to. Columns that every table has are said once. Tables without a relation are left out.
 */
export function formatSchemaContext(tables: ReasoningTable[]): string {
  const known = tables.filter(({ table }) => table !== null)
  if (known.length === 0) return 'No tables.'
  const shared = sharedColumns(known)
  const header = ['PostgreSQL tables. name [type] per column, text unless said; * key field; >t points to t.id.']
  if (shared.size > 0)
    header.push(`Every table also has: ${[...shared.values()].map((c) => formatColumn(c)).join(', ')}.`)
  const names = new Set(known.map(({ table }) => table!))
  return [
    ...header,
    ...known.map((table) => formatTable(table, shared, names)),
    ...polymorphicNote(known),
    ...lifeNote(known),
  ].join('\n')
}

function sharedColumns(tables: ReasoningTable[]): Map<string, ReasoningColumn> {
  const [first, ...rest] = tables
  if (rest.length === 0) return new Map()
  const plain = first!.columns.filter(({ references, values }) => !references && !values)
  const everywhere = plain.filter(({ name, type }) =>
    rest.every(({ columns }) => columns.some((column) => column.name === name && column.type === type)),
  )
  return new Map(everywhere.map((column) => [column.name, column]))
}

function formatTable(table: ReasoningTable, shared: Map<string, ReasoningColumn>, names: Set<string>): string {
  const keyFields = new Set(table.hints?.key_fields ?? [])
  const via = new Map(table.hints?.relationships?.map((relationship) => [relationship.via, relationship.table]))
  const own = table.columns.filter(({ name, references }) => !shared.has(name) || references || via.has(name))
  const columns = own.map((column) => {
    const target = via.get(column.name)?.toLowerCase() ?? column.references
    const { references: _, ...rest } = column
    return formatColumn({ ...rest, ...(target && names.has(target) && { references: target }) }, keyFields)
  })
  const notes = [table.description, formatNotes(table)].filter(Boolean).join('. ')
  return `${table.table}${notes && ` (${notes})`}: ${columns.join(', ')}`
}

function formatColumn({ name, type, references, values }: ReasoningColumn, keyFields?: Set<string>): string {
  const short = references
    ? `>${references}`
    : values
      ? values.map((value) => `'${value}'`).join('|')
      : (SHORT_TYPES[type] ?? type)
  return `${name}${keyFields?.has(name) ? '*' : ''}${short.startsWith('>') || !short ? short : ` ${short}`}`
}

const KNOWN_HINTS = new Set(['key_fields', 'relationships', 'polymorphic', 'searchable_fields', 'embedding_fields'])

/** What a registry row says beyond the known hints is written for readers like this one, so it is passed on. */
function formatNotes({ hints, columns }: ReasoningTable): string {
  if (!hints) return ''
  const extra = Object.entries(hints).filter(([name]) => !KNOWN_HINTS.has(name))
  const notes = extra.map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
  if (hints.polymorphic && !hasSubjectPair(columns)) notes.push('polymorphic')
  return notes.join('. ')
}

const hasSubjectPair = (columns: ReasoningColumn[]) =>
  columns.some(({ name }) => name === 'entity_type') && columns.some(({ name }) => name === 'entity_id')

function polymorphicNote(tables: ReasoningTable[]): string[] {
  if (!tables.some(({ columns }) => hasSubjectPair(columns))) return []
  const entities = tables.map(({ name }) => name).join(', ')
  return [`entity_type + entity_id name a row of any table; entity_type is one of ${entities}.`]
}

function lifeNote(tables: ReasoningTable[]): string[] {
  const ends = ['archived_at', 'merged_into_id'].filter((end) =>
    tables.some(({ columns }) => columns.some(({ name }) => name === end)),
  )
  return ends.length > 0 ? [`A row whose ${ends.join(' or ')} is set is no longer current.`] : []
}
