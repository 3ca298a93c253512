/** Imports point inward: functions → src; the nouns do not know the agent; a vendor's name appears in one place. */
const only = (name, vendor, places) => ({
  name,
  severity: 'error',
  comment: `${vendor} is spoken to in one place only`,
  from: { path: '^(src|functions)/', pathNot: places },
  to: { path: `node_modules/${vendor}` },
})

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'src-knows-no-way-in',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(functions|local|seeds|test|bench|scripts)/' },
    },
    {
      name: 'functions-know-no-lab',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(local|seeds|test|bench|scripts)/' },
    },
    {
      name: 'nouns-do-not-know-the-agent',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(agent|runs)/|^src/[^/]+/(flow|ask)[^/]*\\.ts$' },
      to: { path: '^src/agent/', dependencyTypesNot: ['type-only'] },
    },
    only('langgraph-in-agent', '@langchain/langgraph', '^src/(agent|runs)/'),
    only('langchain-in-platform', '@langchain/openai', '^src/platform/'),
    only('qstash-in-platform', '@upstash/qstash', '^src/platform/'),
    only('neon-in-db', '@neondatabase', '^(src/db/|functions/compose)'),
    only('hono-in-functions', 'hono', '^functions/'),
    only('auth-in-functions', 'better-auth', '^functions/'),
    only('sql-parser-in-query', '(libpg-query|pgsql-deparser)', '^src/query/'),
    {
      name: 'bench-and-scripts-are-leaves',
      severity: 'error',
      from: { path: '^(src|functions|local|seeds|test)/' },
      to: { path: '^bench/' },
    },
    {
      name: 'declared-packages-only',
      severity: 'error',
      from: { path: '^(src|functions)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
