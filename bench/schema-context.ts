/**
 * What a question costs before anything was asked, in tokens on the demo tenant: the schema as the registry tells it, and
 * the whole first call, beside what LangChain's SQL agent sends for the same tables.
 */
import { countTokens } from 'gpt-tokenizer'
import { seed } from '../seeds/seed.ts'
import { buildWorkerPrompt } from '../src/agent/ask/worker-prompt.ts'
import { toolsFor } from '../src/agent/tools/call-tool.ts'
import { createNeonTransport } from '../src/db/neon-transport.ts'
import { ScopedDatabase } from '../src/db/scoped-database.ts'
import { describeParameters } from '../src/platform/describe-parameters.ts'
import { formatSchemaContext } from '../src/registry/format-schema-context.ts'
import { getReasoningSchema } from '../src/registry/get-reasoning-schema.ts'
import { openBenchDatabase } from './open-bench-database.ts'
import { type Figure, printFigures } from './print-figures.ts'
import { describeTables, SQL_AGENT_TOOLS, sqlAgentPrompt } from './schema-context/sql-agent.ts'

const BAR = 0.4
const STRETCH = 0.25

const database = await openBenchDatabase()
try {
  const { tenants } = await seed(database.databaseUrl, { demo: true })
  const transport = createNeonTransport(database.databaseUrl, database.endpoint.url)
  const credential = { kind: 'system', value: String(tenants[0]!.id) } as const
  const db = new ScopedDatabase(transport, { credential, surface: 'run' })
  const schema = await getReasoningSchema({ db, now: new Date(), log: () => {} }, 'crm')
  const context = formatSchemaContext(schema)
  const tables = await describeTables(
    database.admin,
    schema.flatMap(({ table }) => table ?? []),
  )
  const tools = toolsFor(schema.map(({ name }) => name))
  const prompt = buildWorkerPrompt({
    schemaContext: context,
    today: '2026-11-25',
    tools: tools.map(({ name }) => name),
  })
  const specs = tools.map(({ name, description, parameters }) => ({
    type: 'function',
    function: { name, description, parameters: describeParameters(parameters) },
  }))
  printFigures([
    figure('schema of 15 tables', countTokens(context), countTokens(tables)),
    figure(
      'first call: prompt, schema and tools',
      countTokens(prompt) + countTokens(JSON.stringify(specs)),
      countTokens(sqlAgentPrompt) + countTokens(tables) + countTokens(JSON.stringify(SQL_AGENT_TOOLS)),
    ),
  ])
} finally {
  await database.close()
}

function figure(name: string, ours: number, peer: number): Figure {
  const ratio = ours / peer
  const bar = `<= ${BAR * 100} %, stretch ${STRETCH * 100} %`
  return { bench: 'schema-context', case: name, ours, peer, ratio, unit: 'tokens', bar, ok: ratio <= BAR }
}
