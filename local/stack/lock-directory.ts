import { readFileSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StackFailure } from './stack-failure.ts'

export const LOCK_FILE = 'lock'

/**
 * Makes this process the only stack on the directory, as two would destroy each other's data; answers how to give it
 * back. A lock whose process is gone counts as given back. @throws StackFailure when a stack is running.
 */
export async function lockDirectory(dir: string): Promise<() => void> {
  const path = join(dir, LOCK_FILE)
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new StackFailure(`${dir} cannot be written to (${(error as NodeJS.ErrnoException).code}).`)
      }
    }
    const holder = Number((await readFile(path, 'utf8').catch(() => '')).trim())
    if (isRunning(holder)) {
      throw new StackFailure(
        `Greenlight is already running here (process ${holder}): stop it first, or use another --dir.`,
      )
    }
    rmSync(path, { force: true })
  }
  throw new StackFailure(`Another start is using ${dir} at this moment: try again.`)
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it runs, as somebody else
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return looksLikeNode(pid)
}

/** After a reboot the number may belong to anything; only Linux can tell, elsewhere a running process counts. */
function looksLikeNode(pid: number): boolean {
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node')
  } catch {
    return false
  }
}
