import type { Row } from '../db/statement.ts'
import type { QueueMessage } from '../platform/queue.ts'

// with the waits between them, about twenty minutes
const RETRIES = 5

export const stepMessage = (tenantId: number, runId: string, id: string = crypto.randomUUID()): QueueMessage => ({
  id,
  path: '/qstash/steps',
  body: { tenant_id: tenantId, run_id: runId, outbox_id: id },
  retries: RETRIES,
})

export const researchMessage = (
  tenantId: number,
  runId: string,
  jobKey: string,
  flowControl: NonNullable<QueueMessage['flowControl']>,
): QueueMessage => {
  const id = crypto.randomUUID()
  return {
    id,
    path: '/qstash/research',
    body: { tenant_id: tenantId, run_id: runId, job_key: jobKey, outbox_id: id },
    flowControl,
    retries: RETRIES,
  }
}

/** An outbox row as the message it promises. */
export function messageOf(row: Row): QueueMessage {
  const { flowControl } = row.options as { flowControl?: QueueMessage['flowControl'] }
  return {
    id: String(row.id),
    path: String(row.path),
    body: row.body as Record<string, unknown>,
    retries: RETRIES,
    ...(Number(row.delay_seconds) > 0 && { delaySeconds: Number(row.delay_seconds) }),
    ...(flowControl && { flowControl }),
  }
}

/** What an `insert into outbox` takes from jsonb_to_recordset. */
export const outboxRows = (messages: QueueMessage[]) =>
  messages.map(({ id, path, body, flowControl }) => ({ id, path, body, options: flowControl ? { flowControl } : {} }))

export const outboxColumns = 'id uuid, path text, body jsonb, options jsonb'
