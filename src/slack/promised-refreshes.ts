import type { SqlTransport, Statement } from '../db/statement.ts'
import type { QueueMessage } from '../platform/queue.ts'
import { messageOf } from '../runs/outbox.ts'

// what changes what a message in Slack shows
const WRITING = ['decide', 'edit', 'administer', 'propose', 'run']
const promised: Statement = {
  text: `select id, path, body, delay_seconds, options from outbox
    where tenant_id = app_tenant_id() and published_at is null and created_at = now() and path = '/qstash/slack'`,
  params: [],
}

/**
 * A transport that hands over what its transactions promise to Slack, once they are committed and in the same round trip.
 * What `publish` does not get out, the watchdog does.
 */
export function withPromisedRefreshes(
  transport: SqlTransport,
  publish: (messages: QueueMessage[]) => Promise<unknown> | undefined,
): SqlTransport {
  return async (statements) => {
    const [opening] = statements
    const writes = opening?.text.includes('begin_request(') && WRITING.includes(String(opening.params[2]))
    if (!writes) return transport(statements)
    const answers = await transport([...statements, promised])
    const rows = answers.at(-1)!
    if (rows.length > 0) await publish(rows.map(messageOf))
    return answers.slice(0, -1)
  }
}
