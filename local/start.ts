import { fileURLToPath } from 'node:url'
import { announceStack } from './stack/announce-stack.ts'
import { StackFailure } from './stack/stack-failure.ts'
import { parseStackOptions } from './stack/stack-options.ts'
import { startStack } from './stack/start-stack.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Runs the local stack until a signal ends it; answers the exit code. */
async function run(signal: AbortSignal): Promise<number> {
  const startedAt = Date.now()
  try {
    const options = parseStackOptions(process.argv.slice(2), ROOT)
    const progress = (part: string, detail: string) => console.log(`${part.padEnd(9)} ${detail}`)
    const stack = await startStack(options, { shell: process.env, progress, signal })
    console.log(announceStack(stack, (Date.now() - startedAt) / 1000))
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve))
    await stack.close()
    console.log('Stopped.')
    return 0
  } catch (error) {
    if (signal.aborted) return 0
    console.error(error instanceof StackFailure ? error.message : error)
    return 1
  }
}

const stopper = new AbortController()
// npm and the terminal both pass a Ctrl-C on, so the same signal comes more than once
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopper.abort())

process.exit(await run(stopper.signal))
