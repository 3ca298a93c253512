import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const EVERY_MS = 2000
const PAGE = 4096

/** Watches the memory of the stack's workerd processes, in megabytes, where the machine tells it. */
export async function watchMemory(dir: string) {
  const pids = JSON.parse(await readFile(join(dir, 'workers.json'), 'utf8')) as number[]
  const seen: number[] = []
  const look = async () => {
    const pages = await Promise.all(
      pids.map((pid) =>
        readFile(`/proc/${pid}/statm`, 'utf8').then(
          (text) => Number(text.split(' ')[1]),
          () => 0,
        ),
      ),
    )
    seen.push((pages.reduce((sum, n) => sum + n, 0) * PAGE) / 2 ** 20)
  }
  const watch = setInterval(() => void look(), EVERY_MS)
  return {
    /** The middle of a tenth of the time after `settled` of it has passed, and of the last tenth. */
    stop(settled: number) {
      clearInterval(watch)
      const tenth = Math.max(1, Math.floor(seen.length / 10))
      const from = Math.floor(seen.length * settled)
      return { settled: middle(seen.slice(from, from + tenth)), last: middle(seen.slice(-tenth)) }
    },
  }
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
