import type { Noun } from './read-question.ts'

/** The columns of a table by its name. */
export type Columns = (table: string) => Set<string>

export interface DescribedColumn {
  name: string
  /** As the prompt shortens it: "int", "num", "timestamptz"; empty for text. */
  type: string
  references?: string
  /** The only values it may have. */
  values: string[]
}

const usual: Record<Noun, string> = {
  lead: 'id type deal_id account_id organization_id title status source owner_id created_at updated_at archived_at',
  organization:
    'id account_id name website industry employee_count phone email city region country created_at updated_at archived_at',
  individual:
    'id account_id first_name last_name email phone title department city country created_at updated_at archived_at',
  contact: 'id individual_id organization_id title email phone is_primary created_at updated_at archived_at',
  deal: 'id name description value_amount value_currency probability expected_close_date created_at updated_at archived_at',
  account: 'id name created_at updated_at archived_at',
  project: 'id name status created_at updated_at archived_at',
  task: 'id title description due_date status priority entity_type entity_id assigned_to created_at updated_at archived_at',
  note: 'id content entity_type entity_id created_at updated_at archived_at',
  document: 'id filename storage_path created_at updated_at archived_at',
  asset: 'id created_at updated_at archived_at',
  data_provenance: 'id entity_type entity_id field_name source source_url confidence created_at',
}

const tableLine = /^\W*([a-z_][a-z0-9_]*)(?: \((?:.*?)\))?: (.+)$/

/** The tables that a prompt describes, a line each: "invoice (what it is): id int, customer_id>customer, status 'open'|'paid'". */
export const describedTables = (system: string): Map<string, DescribedColumn[]> => {
  const shared = columnsIn(/^Every table also has:\s*(.+?)\.?$/m.exec(system)?.[1] ?? '')
  const tables = new Map<string, DescribedColumn[]>()
  for (const line of system.split('\n')) {
    const match = tableLine.exec(line)
    if (!match || !/(?:^|, )id\b|,/.test(match[2]!)) continue
    const own = columnsIn(match[2]!)
    tables.set(match[1]!, [...own, ...shared.filter(({ name }) => !own.some((column) => column.name === name))])
  }
  return tables
}

/** The columns of each table as the prompt describes them; those of a CRM as usual for tables it does not describe. */
export const knownColumns = (system: string): Columns => {
  const described = describedTables(system)
  return (table) => new Set(described.get(table)?.map(({ name }) => name) ?? usual[table as Noun]?.split(' ') ?? ['id'])
}

// a comma inside a list of values separates no columns
const columnsIn = (text: string): DescribedColumn[] =>
  [...text.matchAll(/(?:[^,']|'[^']*')+/g)].flatMap(([column]) => {
    const match = /^\s*([a-z_][a-z0-9_]*)\*?\s*(?:>([a-z_][a-z0-9_]*)|(.*?))\s*$/s.exec(column)
    if (!match) return []
    const values = [...(match[3] ?? '').matchAll(/'([^']*)'/g)].map(([, value]) => value!)
    const type = values.length > 0 ? '' : (match[3] ?? '').replace(/[^a-z ]/gi, '').trim()
    return [{ name: match[1]!, type: match[2] ? 'int' : type, ...(match[2] ? { references: match[2] } : {}), values }]
  })
