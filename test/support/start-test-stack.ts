import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { findFreePort } from '../../local/postgres/find-free-port.ts'
import type { StackFile } from '../../local/stack/stack-files.ts'
import { startStack } from '../../local/stack/start-stack.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** What `.local/stack.json` holds of the started product. */
    stack: StackFile
    signInLink: string
  }
}

const WORKER_CONFIG = fileURLToPath(new URL('../../wrangler.toml', import.meta.url))

/** The whole product, started as `npm start` starts it, once for all tests that knock at its door. */
export default async function startTestStack(project: TestProject) {
  const dir = await mkdtemp(join(tmpdir(), 'greenlight-stack-'))
  const port = await findFreePort()
  const options = {
    port,
    postgres: 'pglite' as const,
    fresh: false,
    demo: true,
    allowRemote: false,
    dir,
    workerConfig: WORKER_CONFIG,
  }
  const stack = await startStack(options, { shell: {}, progress: () => {}, signal: new AbortController().signal })
  project.provide('stack', stack.file)
  project.provide('signInLink', stack.signInLink!)
  return async () => {
    await stack.close()
    await rm(dir, { recursive: true, force: true })
  }
}
