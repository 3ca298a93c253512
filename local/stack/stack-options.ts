import { isAbsolute, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { StackFailure } from './stack-failure.ts'

export interface StackOptions {
  port: number
  postgres: 'pglite' | 'native'
  /** Forget what an earlier start left behind. */
  fresh: boolean
  demo: boolean
  /** Seeds a DATABASE_URL that is not on this machine as well. */
  allowRemote: boolean
  /** Where everything the stack keeps lives. */
  dir: string
  /** The Worker's configuration file. */
  workerConfig: string
}

const USAGE =
  'Options: --port 8787, --postgres pglite|native, --fresh (forget .local/), --no-demo (no demo data), --allow-remote (seed a DATABASE_URL elsewhere), --dir .local'

/** Reads the command line. @throws StackFailure with one sentence. */
export function parseStackOptions(args: string[], root: string): StackOptions {
  const values = readFlags(args)
  const port = Number(values.port ?? 8787)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StackFailure(`--port must be a number between 1 and 65535, not "${values.port}".`)
  }
  const postgres = values.postgres ?? 'pglite'
  if (postgres !== 'pglite' && postgres !== 'native') {
    throw new StackFailure(`--postgres must be pglite or native, not "${postgres}".`)
  }
  const from = (path: string) => (isAbsolute(path) ? path : resolve(root, path))
  return {
    port,
    postgres,
    fresh: values.fresh ?? false,
    demo: !(values['no-demo'] ?? false),
    allowRemote: values['allow-remote'] ?? false,
    dir: from(values.dir ?? '.local'),
    workerConfig: from(values.worker ?? 'wrangler.toml'),
  }
}

function readFlags(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' },
        postgres: { type: 'string' },
        fresh: { type: 'boolean' },
        'no-demo': { type: 'boolean' },
        'allow-remote': { type: 'boolean' },
        dir: { type: 'string' },
        worker: { type: 'string' },
      },
    }).values
  } catch (error) {
    throw new StackFailure(`${(error as Error).message.split('. ')[0]}. ${USAGE}.`)
  }
}
