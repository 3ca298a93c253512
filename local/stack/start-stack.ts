import { dirname } from 'node:path'
import { migrate } from '../../scripts/migrate.ts'
import { isPortFree } from '../postgres/find-free-port.ts'
import { rememberWorkers, stopLeftoverWorkers } from './leftover-workers.ts'
import { lockDirectory } from './lock-directory.ts'
import { readSettings, type Settings } from './read-settings.ts'
import { releaseLeases } from './release-leases.ts'
import { runCrons } from './run-crons.ts'
import { runWorker } from './run-worker.ts'
import { seedDatabase } from './seed-database.ts'
import { signInLink } from './sign-in-link.ts'
import { StackFailure } from './stack-failure.ts'
import {
  createDirectory,
  emptyDirectory,
  type Memory,
  readMemory,
  readStackFile,
  type StackFile,
  writeMemory,
  writeStackFile,
} from './stack-files.ts'
import type { StackOptions } from './stack-options.ts'
import { startDatabase } from './start-database.ts'
import { startSlack } from './start-slack.ts'
import { startModel, startQueue, startWeb } from './start-stand-ins.ts'
import { createWorkerEnvironment } from './worker-environment.ts'

export interface RunningStack {
  file: StackFile
  signInLink: string | undefined
  /** Stops everything, the database last. Safe to call twice. */
  close(): Promise<void>
}

/** Told what has started, for whoever watches. */
export type Progress = (part: string, detail: string) => void

export interface StartContext {
  /** The environment in which real services may be named. */
  shell: NodeJS.ProcessEnv
  progress: Progress
  /** Gives up at the next step when aborted. */
  signal: AbortSignal
}

/** Boots the whole product on this machine. @throws StackFailure; what had started by then is stopped again. */
export async function startStack(options: StackOptions, context: StartContext): Promise<RunningStack> {
  const stops: (() => Promise<void> | void)[] = []
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= stopAll(stops)
    return closing
  }
  const onStop: OnStop = (stop) => {
    stops.push(stop)
    context.signal.throwIfAborted()
  }
  try {
    return { ...(await startParts(options, context, onStop)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function stopAll(stops: (() => Promise<void> | void)[]) {
  for (const stop of stops.reverse()) {
    try {
      await stop()
    } catch (error) {
      console.error(`While stopping: ${(error as Error).message}`)
    }
  }
}

type OnStop = (stop: () => Promise<void> | void) => void

async function startParts(options: StackOptions, { shell, progress, signal }: StartContext, onStop: OnStop) {
  const { dir, port, workerConfig } = options
  const { memory, tenants: known } = await openMemory(options, onStop)
  const given = readSettings(dirname(workerConfig), shell)

  const database = await startDatabase(options, given, memory)
  onStop(database.close)
  progress('Postgres', `${database.kind}, ${database.databaseUrl}`)
  await migrate(database.databaseUrl)
  if (database.kind !== 'external') await releaseLeases(database.databaseUrl)
  const tenants = await seedDatabase(database.databaseUrl, {
    demo: options.demo,
    allowRemote: options.allowRemote,
    known,
  })
  progress('Neon', database.neonUrl ?? "Neon's own")

  const services = await startServices(given, memory, database.databaseUrl, progress, onStop)
  const slack = await startSlack(given, memory, {
    databaseUrl: database.databaseUrl,
    tenantId: tenants[0]?.id,
    sessionSecret: memory.secrets.session,
  })
  onStop(slack.close)
  progress('Slack', slack.pageUrl ?? 'the real one')
  await writeMemory(dir, memory)

  const url = given.PUBLIC_URL ?? `http://127.0.0.1:${port}`
  const environment = createWorkerEnvironment(given, memory, { url, database, slack, ...services })
  const worker = await runWorker({ config: workerConfig, port, environment, dir, signal })
  // what stops last is told first
  onStop(await rememberWorkers(dir))
  onStop(worker.close)
  slack.introduce(worker.url)
  progress('Worker', worker.url)
  onStop(runCrons(worker))

  const file = {
    url: worker.url,
    database_url: database.databaseUrl,
    neon_url: database.neonUrl ?? '',
    qstash_url: services.queue.url,
    model_url: services.model.url,
    web_url: services.web.url,
    ...(slack.pageUrl && { slack_url: slack.pageUrl }),
    tenants,
  }
  await writeStackFile(dir, file)
  const link = await signInLink({
    url: worker.url,
    databaseUrl: database.databaseUrl,
    sessionSecret: memory.secrets.session,
    tenantId: tenants[0]?.id,
  })
  return { file, signInLink: link }
}

/** Takes the directory and the port, and answers what an earlier start left in them. */
async function openMemory({ dir, port, fresh }: StackOptions, onStop: OnStop) {
  await createDirectory(dir)
  onStop(await lockDirectory(dir))
  await stopLeftoverWorkers(dir)
  if (!(await isPortFree(port))) {
    const other = `"npm start -- --port ${port + 1}"`
    throw new StackFailure(`Port ${port} is in use: stop what uses it, or choose another with ${other}.`)
  }
  if (fresh) await emptyDirectory(dir)
  return { memory: await readMemory(dir), tenants: (await readStackFile(dir))?.tenants ?? [] }
}

async function startServices(given: Settings, memory: Memory, databaseUrl: string, progress: Progress, onStop: OnStop) {
  const queue = await startQueue(given, memory, databaseUrl)
  onStop(queue.close)
  progress('QStash', queue.url)
  const model = await startModel(given, memory)
  onStop(model.close)
  progress('Model', model.url)
  const web = await startWeb(given, memory)
  onStop(web.close)
  progress('Web', web.url)
  return { queue, model, web }
}
