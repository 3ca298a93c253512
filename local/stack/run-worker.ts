import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { keepSignals } from '../keep-signals.ts'
import { StackFailure } from './stack-failure.ts'

interface WorkerOptions {
  config: string
  port: number
  environment: Record<string, string>
  /** Where the Worker's own log lines go, as `worker.log`. */
  dir: string
  /** Gives up waiting when aborted. */
  signal: AbortSignal
}

export interface RunningWorker {
  url: string
  /** The Worker's cron triggers. */
  crons: string[]
  scheduled(cron: string, at: Date): Promise<void>
  close(): Promise<void>
}

interface LogLine {
  level: string
  message: string
  timestamp: number
}

const HEALTHY_WITHIN_MS = 60_000
const ANSWER_WITHIN_MS = 10_000
const DISPOSED_WITHIN_MS = 3000

/** Builds the Worker and runs it in workerd; resolves when `GET /healthz` answers 200. */
export async function runWorker({ config, port, environment, dir, signal }: WorkerOptions): Promise<RunningWorker> {
  // nothing is fetched and nothing is reported at run time
  Object.assign(process.env, { WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' })
  const dropListeners = keepSignals()
  const { unstable_readConfig: readConfig, unstable_DevEnv: DevEnv } = await import('wrangler')
  const log = join(dir, 'worker.log')
  // not startWorker(): a build can fail before that has answered, and nobody would hear of it
  const environments = new DevEnv()
  const failure = failedStart(environments)
  const worker = await environments.startWorker({
    config,
    bindings: Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, { type: 'secret_text', value }]),
    ),
    dev: {
      server: { hostname: '127.0.0.1', port },
      watch: false,
      persist: false,
      inspector: false,
      logLevel: 'error',
      structuredLogsHandler: ({ level, message, timestamp }: LogLine) => {
        appendFile(log, `${new Date(timestamp).toISOString()} ${level} ${message}\n`).catch(() => {})
      },
    },
  })
  try {
    const url = `http://127.0.0.1:${port}`
    // wrangler is ready before it has built, and then holds every request until it has
    await Promise.race([worker.ready.then(() => waitUntilHealthy(url, signal)), failure])
    dropListeners()
    return {
      url,
      crons: readConfig({ config }).triggers.crons ?? [],
      scheduled: (cron, at) => runCron(url, cron, at),
      close: () => worker.dispose(),
    }
  } catch (error) {
    // a Worker that was never built may never end either
    await Promise.race([worker.dispose(), delay(DISPOSED_WITHIN_MS)])
    throw error
  }
}

// wrangler's own Worker.scheduled() looks in the wrong runtime ("worker not found"); this address is workerd's for the same
async function runCron(url: string, cron: string, at: Date) {
  const query = new URLSearchParams({ cron, time: String(at.getTime()) })
  const response = await fetch(`${url}/cdn-cgi/handler/scheduled?${query}`)
  if (!response.ok) throw new Error(`the handler answered ${response.status}`)
}

function failedStart(environments: NodeJS.EventEmitter): Promise<never> {
  const failure = new Promise<never>((_, reject) => {
    environments.once('buildFailed', () =>
      reject(new StackFailure('The Worker does not build: the errors are printed above.')),
    )
    environments.once('error', ({ cause }: { cause?: unknown }) =>
      reject(new StackFailure(`The Worker does not start: ${message(cause)}.`)),
    )
  })
  // it may come while nobody waits for it yet
  failure.catch(() => {})
  return failure
}

const message = (error: unknown) =>
  (error as { cause?: Error }).cause?.message ?? (error as Error).message ?? String(error)

async function waitUntilHealthy(url: string, signal: AbortSignal) {
  const deadline = Date.now() + HEALTHY_WITHIN_MS
  let last = 'no answer'
  while (Date.now() < deadline) {
    try {
      const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
      last = `${response.status} ${(await response.text()).slice(0, 500)}`
      if (response.ok) return
    } catch (error) {
      last = message(error)
    }
    await delay(100, undefined, { signal })
  }
  throw new StackFailure(`The Worker runs but is not healthy, GET /healthz answers: ${last}`)
}
