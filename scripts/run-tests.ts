import { startVitest } from 'vitest/node'

/** Runs the tests (all, or those whose path contains an argument) and ends with "N passed, N failed" alone on a line. */
const vitest = await startVitest('test', process.argv.slice(2), { watch: false })
await vitest.close()

const files = vitest.state.getTestModules()
const tests = files.flatMap((file) => [...file.children.allTests()])
const passed = tests.filter((test) => test.result().state === 'passed').length
const brokenFiles = files.filter((file) => file.errors().length > 0).length
const failed =
  tests.filter((test) => test.result().state === 'failed').length +
  brokenFiles +
  vitest.state.getUnhandledErrors().length

const code = failed > 0 || passed === 0 || process.exitCode ? 1 : 0
// only once the line is written, as a pipe may still be taking it in
process.stdout.write(`${passed} passed, ${failed} failed\n`, () => process.exit(code))
