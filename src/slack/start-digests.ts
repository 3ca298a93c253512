import type { SqlTransport } from '../db/statement.ts'
import type { Log } from '../platform/log.ts'
import type { Queue } from '../platform/queue.ts'
import { messageOf } from '../runs/outbox.ts'
import { publishMessages } from '../runs/publish-messages.ts'

/** The cron's part: a digest for everybody whose hour has come today, in one statement, once however often it is called. */
export async function startDigests(work: { transport: SqlTransport; queue: Queue; log: Log }): Promise<number> {
  const [, rows] = await work.transport([
    { text: 'select begin_directory()', params: [] },
    { text: 'select * from start_slack_digests()', params: [] },
  ])
  await publishMessages(work, rows!.map(messageOf))
  return rows!.length
}
