import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { findFreePort } from './find-free-port.ts'
import { watchDeadline } from './watch-deadline.ts'

interface PgliteStart {
  /** Undefined keeps the data in memory. */
  dir: string | undefined
  port?: number | undefined
  throwaway: boolean
}

/** What the thread is given. */
export interface PgliteThread {
  dir: string | undefined
  port: number
  throwaway: boolean
  deadline: Float64Array
}

/** What the thread answers when it listens, or why it does not. */
export type PgliteReport = { listening: number } | { failed: string }

/**
 * PGlite with the extensions the product uses, behind a Postgres port. It runs in a thread of its own:
 * a query holds that thread until it is done, and the rest of the stack must keep answering.
 */
export async function startPglite({ dir, port, throwaway }: PgliteStart) {
  if (dir) await mkdir(dirname(dir), { recursive: true })
  const deadline = new Float64Array(new SharedArrayBuffer(8))
  const workerData: PgliteThread = { dir, port: await findFreePort(port), throwaway, deadline }
  const name = `pglite-${workerData.port}`
  const watch = watchDeadline(name, deadline)
  const thread = new Worker(new URL('./pglite-thread.ts', import.meta.url), { workerData, name })
  const report = await new Promise<PgliteReport>((resolve) => {
    thread.once('message', resolve)
    thread.once('error', (error) => resolve({ failed: error.message }))
    thread.once('exit', () => resolve({ failed: 'it ended at once' }))
  })
  if ('failed' in report) {
    watch.close()
    await thread.terminate()
    throw new Error(`PGlite did not start in ${dir ?? 'memory'}: ${report.failed}`)
  }
  return {
    databaseUrl: `postgresql://postgres:postgres@127.0.0.1:${report.listening}/postgres`,
    close: async () => {
      const ended = new Promise((resolve) => thread.once('exit', resolve))
      thread.postMessage('close')
      await ended
      watch.close()
    },
  }
}
