import { parseArgs } from 'node:util'

/** `npm run chaos -- --runs 1000 --seed 7`: the chaos suite in its long form. */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
})
process.env.GREENLIGHT_CHAOS_RUNS = values.runs
process.env.GREENLIGHT_CHAOS_SEED = values.seed
process.argv.splice(2, Number.POSITIVE_INFINITY, 'test/chaos')
await import('./run-tests.ts')
