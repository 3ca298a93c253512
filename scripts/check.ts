import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

interface Step {
  name: string
  command: string[]
  /** Why the output of a command that ended well is not good enough; undefined when it is. */
  doubt?: (output: string) => string | undefined
}

// a rule that sees no files is green as well
const MODULES_AT_LEAST = 300

const steps: Step[] = [
  { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings'] },
  { name: 'types', command: ['tsc', '--noEmit', '--pretty', 'false'] },
  {
    name: 'imports',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'functions', 'local', 'seeds'],
    doubt: (output) => {
      const seen = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0)
      return seen < MODULES_AT_LEAST ? `only ${seen} modules were looked at` : undefined
    },
  },
  { name: 'unused code', command: ['knip', '--no-progress'] },
]

/** The result of one step as lines for the terminal; empty when it is fine. */
async function run({ command: [program = '', ...args], doubt }: Step): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const code = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', resolve)
  })
  if (code !== 0) return output || String(code)
  return doubt?.(output) ?? ''
}

/** Paths that the documents name and nobody would find. */
function lostPaths(): string {
  const documents = ['README.md', 'AGENTS.md'].filter((path) => existsSync(path))
  const named = documents.flatMap((document) =>
    [
      ...readFileSync(document, 'utf8').matchAll(
        /`((?:src|functions|local|seeds|test|bench|scripts|drizzle|docs)\/[\w./-]*)`/g,
      ),
    ].map(([, path = '']) => ({ document, path })),
  )
  return named
    .filter(({ path }) => !existsSync(path))
    .map(({ document, path }) => `${document} names ${path}, which does not exist`)
    .join('\n')
}

const results = await Promise.all(
  steps
    .map(async (step) => ({ name: step.name, problems: await run(step) }))
    .concat({ name: 'paths in documents', problems: lostPaths() } as never),
)
for (const { name, problems } of results) console.log(problems ? `✗ ${name}\n${problems}` : `✓ ${name}`)
process.exit(results.some(({ problems }) => problems) ? 1 : 0)
