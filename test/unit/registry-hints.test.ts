import { describe, expect, it } from 'vitest'
import { crmSchemaHints } from '../../seeds/registry/crm-schema-hints.ts'
import { registryHints } from '../../seeds/registry/registry-hints.ts'
import { registryRows } from '../../seeds/registry/registry-rows.ts'

describe("the registry's hints", () => {
  it('say what the schema says; run seeds/registry/generate-registry-hints.ts when they do not', () => {
    expect(registryHints).toEqual(crmSchemaHints())
  })

  it('keep the key fields that people chose', () => {
    const hints = new Map(registryRows().map(({ table_name, schema_hint }) => [table_name, schema_hint]))
    expect(hints.get('Organization')).toMatchObject({ key_fields: ['name', 'website', 'industry'] })
    expect(hints.get('Lead')).toMatchObject({ polymorphic: true })
    expect(hints.get('Contact')).toMatchObject({
      relationships: [
        { table: 'Individual', via: 'individual_id' },
        { table: 'Organization', via: 'organization_id' },
      ],
    })
  })
})
