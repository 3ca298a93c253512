export interface CrmTable {
  name: string
  description: string
  keyFields?: string[]
}

/** What a CRM agent may read, in people's words and in the order it is shown. */
export const crmTables: CrmTable[] = [
  { name: 'Account', description: 'Groups of organizations and individuals', keyFields: ['name', 'tenant_id'] },
  {
    name: 'Organization',
    description: 'Companies and business entities',
    keyFields: ['name', 'website', 'industry'],
  },
  { name: 'Individual', description: 'People/contacts', keyFields: ['first_name', 'last_name', 'email', 'title'] },
  { name: 'Contact', description: 'Contact points linking individuals and orgs' },
  {
    name: 'Deal',
    description: 'Sales opportunities at tenant level',
    keyFields: ['name', 'value_amount', 'probability'],
  },
  { name: 'Lead', description: 'Base lead entity (Job, Opportunity, Partnership)' },
  { name: 'Job', description: 'Job opportunity leads' },
  { name: 'Opportunity', description: 'Sales opportunity leads' },
  { name: 'Partnership', description: 'Partnership leads' },
  { name: 'Project', description: 'Project containers' },
  { name: 'Task', description: 'Work items (polymorphic attachment)' },
  { name: 'Note', description: 'Notes on any entity (polymorphic)' },
  { name: 'Asset', description: 'Base asset class' },
  { name: 'Document', description: 'File attachments' },
  {
    name: 'Data_Provenance',
    description: 'Field-level source tracking',
    keyFields: ['entity_type', 'entity_id', 'field_name', 'source', 'confidence'],
  },
]
