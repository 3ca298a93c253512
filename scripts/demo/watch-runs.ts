import { setTimeout as delay } from 'node:timers/promises'
import type { DemoApi, DemoRun } from './create-api.ts'

const WIDTH = 24
const POLL_MS = 400

const isOver = ({ status }: DemoRun) => ['succeeded', 'failed', 'cancelled'].includes(status)

/** Draws the progress of runs until each is over; what a run asks to have confirmed is confirmed as it stands. */
export async function watchRuns(api: DemoApi, runs: DemoRun[]): Promise<DemoRun[]> {
  const draw = createScreen()
  let current = runs
  while (!current.every(isOver)) {
    await delay(POLL_MS)
    current = await Promise.all(current.map((run) => (isOver(run) ? run : follow(api, run.id))))
    const events = await Promise.all(current.map((run) => (isOver(run) ? '' : api.lastEvent(run.id))))
    draw(current.map((run, at) => lineOf(run, events[at]!)))
  }
  for (const { answer, error, status_reason } of current)
    console.log(`  ${[answer, status_reason, error].filter(Boolean).join(' ')}`)
  return current
}

async function follow(api: DemoApi, id: string): Promise<DemoRun> {
  const run = await api.getRun(id)
  return run.waiting?.kind === 'confirm' ? api.confirm(id, run.waiting.value) : run
}

function lineOf({ use_case, status, progress, proposal_count, usage }: DemoRun, event: string): string {
  const share = status === 'succeeded' ? 1 : progress.total === 0 ? 0 : progress.done / progress.total
  const filled = Math.round(share * WIDTH)
  const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`
  const jobs = progress.total === 0 ? '' : `${progress.done}/${progress.total} jobs, `
  const found = `${jobs}${proposal_count} proposals, ${usage.model_calls} model calls, ${usage.pages} pages`
  return `  ${(use_case ?? 'routing').padEnd(16)} ${bar} ${status.padEnd(9)} ${found} ${event}`
}

/** Rewrites its lines on a terminal; elsewhere prints only what has changed. */
function createScreen(): (lines: string[]) => void {
  let last: string[] = []
  return (lines) => {
    if (process.stdout.isTTY) {
      const columns = process.stdout.columns ?? 120
      if (last.length > 0) process.stdout.write(`\x1b[${last.length}A`)
      for (const line of lines) process.stdout.write(`\x1b[2K${line.slice(0, columns - 1)}\n`)
    } else for (const [at, line] of lines.entries()) if (line !== last[at]) console.log(line)
    last = lines
  }
}
