import type { SchemaHint } from '../../src/db/schema/registry.ts'

/** Written by generate-registry-hints.ts from src/db/schema; not by hand. */
export const registryHints: Record<string, SchemaHint> = {
  Account: {
    key_fields: ['name', 'tenant_id'],
    searchable_fields: ['description'],
    embedding_fields: ['description'],
  },
  Organization: {
    key_fields: ['name', 'website', 'industry'],
    relationships: [
      {
        table: 'Account',
        via: 'account_id',
      },
      {
        table: 'Organization',
        via: 'parent_id',
      },
    ],
    searchable_fields: ['description'],
    embedding_fields: ['description'],
  },
  Individual: {
    key_fields: ['first_name', 'last_name', 'email', 'title'],
    relationships: [
      {
        table: 'Account',
        via: 'account_id',
      },
      {
        table: 'Individual',
        via: 'reports_to_id',
      },
    ],
    searchable_fields: ['description'],
    embedding_fields: ['description'],
  },
  Contact: {
    relationships: [
      {
        table: 'Individual',
        via: 'individual_id',
      },
      {
        table: 'Organization',
        via: 'organization_id',
      },
    ],
  },
  Deal: {
    key_fields: ['name', 'value_amount', 'probability'],
    searchable_fields: ['description'],
    embedding_fields: ['description'],
  },
  Lead: {
    relationships: [
      {
        table: 'Deal',
        via: 'deal_id',
      },
      {
        table: 'Account',
        via: 'account_id',
      },
      {
        table: 'Organization',
        via: 'organization_id',
      },
    ],
    polymorphic: true,
  },
  Job: {
    relationships: [
      {
        table: 'Lead',
        via: 'id',
      },
    ],
    searchable_fields: ['description'],
    embedding_fields: ['description'],
  },
  Opportunity: {
    relationships: [
      {
        table: 'Lead',
        via: 'id',
      },
    ],
  },
  Partnership: {
    relationships: [
      {
        table: 'Lead',
        via: 'id',
      },
    ],
  },
  Project: {
    relationships: [
      {
        table: 'Organization',
        via: 'organization_id',
      },
    ],
    searchable_fields: ['description'],
    embedding_fields: ['description'],
  },
  Task: {
    polymorphic: true,
    searchable_fields: ['description'],
    embedding_fields: ['description'],
  },
  Note: {
    polymorphic: true,
    searchable_fields: ['content'],
    embedding_fields: ['content'],
  },
  Asset: {
    polymorphic: true,
  },
  Document: {
    relationships: [
      {
        table: 'Asset',
        via: 'asset_id',
      },
    ],
    polymorphic: true,
  },
  Data_Provenance: {
    key_fields: ['entity_type', 'entity_id', 'field_name', 'source', 'confidence'],
    polymorphic: true,
  },
}
