import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { crmSchemaHints } from './crm-schema-hints.ts'

/** Writes registry-hints.ts anew; run it after a change of src/db/schema. */
const file = fileURLToPath(new URL('registry-hints.ts', import.meta.url))
writeFileSync(
  file,
  `import type { SchemaHint } from '../../src/db/schema/registry.ts'

/** Written by generate-registry-hints.ts from src/db/schema; not by hand. */
export const registryHints: Record<string, SchemaHint> = ${JSON.stringify(crmSchemaHints(), null, 2)}
`,
)
execFileSync('biome', ['check', '--write', file], { stdio: 'inherit' })
