import * as changes from '../../src/db/schema/changes.ts'
import * as parties from '../../src/db/schema/parties.ts'
import * as pipeline from '../../src/db/schema/pipeline.ts'
import * as work from '../../src/db/schema/work.ts'
import { crmTables } from './crm-tables.ts'
import { deriveRegistryHints } from './derive-registry-hints.ts'

/** The hints of the CRM's tables as the drizzle schema has them now. */
export const crmSchemaHints = () =>
  deriveRegistryHints(
    crmTables.map(({ name }) => name),
    { ...parties, ...pipeline, ...work, ...changes },
    Object.fromEntries(crmTables.flatMap(({ name, keyFields }) => (keyFields ? [[name, keyFields]] : []))),
  )
