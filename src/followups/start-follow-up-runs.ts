import { stepMessage } from '../runs/outbox.ts'
import { publishMessages } from '../runs/publish-messages.ts'
import type { RunWork } from '../runs/run-work.ts'

// what one call to the queue and one update carry; ten thousand tenants are a hundred of them
const CHUNK = 100

/**
 * The cron's part: one follow-up run for each tenant and slot, in one statement, then their messages. A second cron of the
 * same slot starts nothing; what a crash leaves unpublished the watchdog sends. @param slot default: this half of the day
 */
export async function startFollowUpRuns(work: RunWork, slot = slotOf(work.now())): Promise<{ started: number }> {
  const directory = { text: 'select begin_directory()', params: [] }
  const [, rows] = await work.transport([directory, { text: 'select * from start_follow_up_runs($1)', params: [slot] }])
  for (let at = 0; at < rows!.length; at += CHUNK) {
    const messages = rows!
      .slice(at, at + CHUNK)
      .map((row) => stepMessage(Number(row.tenant_id), String(row.run_id), String(row.outbox_id)))
    const taken = await publishMessages(work, messages)
    if (taken.length > 0)
      await work.transport([
        directory,
        {
          text: 'update outbox set published_at = now() where id = any ($1::uuid[]) and published_at is null',
          params: [taken],
        },
      ])
  }
  return { started: rows!.length }
}

/** "2026-11-25-am": twice a day is often enough for a silence of days. */
const slotOf = (now: Date) => `${now.toISOString().slice(0, 10)}-${now.getUTCHours() < 12 ? 'am' : 'pm'}`
