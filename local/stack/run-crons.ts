import { nextCronTime } from '../qstash/next-cron-time.ts'
import type { RunningWorker } from './run-worker.ts'

/** Calls the Worker's scheduled handler whenever one of its cron triggers is due (UTC); answers how to stop. */
export function runCrons({ crons, scheduled }: Pick<RunningWorker, 'crons' | 'scheduled'>): () => void {
  const timers = new Map<string, NodeJS.Timeout>()
  const plan = (cron: string) => {
    const due = nextCronTime(cron, Date.now())
    // a timer counts 31 bits of milliseconds; a rarer trigger is planned again in between
    const wait = Math.min(due - Date.now(), 2 ** 31 - 1)
    const run = async () => {
      plan(cron)
      if (Date.now() < due) return
      await scheduled(cron, new Date(due)).catch((error) => console.error(`Cron "${cron}" failed: ${error.message}`))
    }
    timers.set(cron, setTimeout(run, wait).unref())
  }
  for (const cron of crons) plan(cron)
  return () => {
    for (const timer of timers.values()) clearTimeout(timer)
  }
}
