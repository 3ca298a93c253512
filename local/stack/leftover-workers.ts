import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

// a workerd whose parent was killed goes on for ever, and keeps the port
const FILE = 'workers.json'
const PATIENCE_MS = 5000

interface Process {
  pid: number
  parent: number
  command: string
}

/** Notes which workerd processes this stack has started; answers how to forget them once they have been stopped. */
export async function rememberWorkers(dir: string): Promise<() => Promise<void>> {
  const path = join(dir, FILE)
  const pids = (await workerds()).filter(({ parent }) => parent === process.pid).map(({ pid }) => pid)
  await writeFile(path, JSON.stringify(pids))
  return () => rm(path, { force: true })
}

/** Ends what a killed stack on this directory has left running. The directory must be locked by the caller. */
export async function stopLeftoverWorkers(dir: string): Promise<void> {
  const path = join(dir, FILE)
  const noted = await readFile(path, 'utf8').then(
    (text) => JSON.parse(text) as number[],
    (): number[] => [],
  )
  const isLeft = async () => (await workerds()).filter(({ pid }) => noted.includes(pid))
  for (let waited = 0; noted.length > 0 && waited < PATIENCE_MS; waited += 50) {
    const left = await isLeft()
    if (left.length === 0) break
    for (const { pid } of left) process.kill(pid, 'SIGKILL')
    await delay(50)
  }
  await rm(path, { force: true })
}

async function workerds(): Promise<Process[]> {
  // where there is no ps, nothing is remembered and nothing is ended
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,args=']).catch(() => ({ stdout: '' }))
  return stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((found) => found !== null)
    .map(([, pid, parent, command = '']) => ({ pid: Number(pid), parent: Number(parent), command }))
    .filter(({ command }) => /\bworkerd\b.* serve /.test(command))
}
