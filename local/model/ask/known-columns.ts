import type { Noun } from './read-question.ts'

/** The columns of a table by its name. */
export type Columns = (table: string) => Set<string>

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

/** The columns of each table as the prompt describes them; those of a CRM as usual for tables it does not describe. */
export const knownColumns = (system: string): Columns => {
  const shared = namesIn(/^Every table also has:\s*(.+?)\.?$/m.exec(system)?.[1] ?? '')
  const described = new Map<string, Set<string>>()
  for (const line of system.split('\n')) {
    const match = /^\W*([a-z][a-z_]*)(?: \((?:.*?)\))?: (.+)$/.exec(line)
    if (match && /(?:^|, )id\b|,/.test(match[2]!)) described.set(match[1]!, new Set([...namesIn(match[2]!), ...shared]))
  }
  return (table) => described.get(table) ?? new Set(usual[table as Noun]?.split(' ') ?? ['id'])
}

// commas inside a list of values separate no columns
const namesIn = (columns: string): string[] =>
  columns
    .replace(/'[^']*'/g, '')
    .split(',')
    .flatMap((column) => /^\s*([a-z_][a-z0-9_]*)/.exec(column)?.[1] ?? [])
