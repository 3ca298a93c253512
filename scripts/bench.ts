import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// what each compares stands at the top of its file in bench/
const BENCHES = ['commit', 'api', 'checkpoint', 'duplicates', 'fanout', 'follow-ups', 'guard', 'load']

/** `npm run bench [name...] [-- --json]`: runs benches one after the other, so that they do not take each other's time. */
const [names, options] = [[] as string[], [] as string[]]
for (const arg of process.argv.slice(2)) (arg.startsWith('--') ? options : names).push(arg)

const unknown = names.filter((name) => !BENCHES.includes(name))
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown[0]}": there are ${BENCHES.join(', ')}.`)
  process.exit(1)
}
let isMissed = false
for (const name of names.length > 0 ? names : BENCHES) {
  if (!options.includes('--json')) console.log(`\n${name}`)
  const file = fileURLToPath(new URL(`../bench/${name}.ts`, import.meta.url))
  const { status } = spawnSync(process.execPath, [file, ...options], { stdio: 'inherit' })
  isMissed ||= status !== 0
}
process.exit(isMissed ? 1 : 0)
