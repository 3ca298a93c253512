import { ScopedDatabase } from '../db/scoped-database.ts'
import { noUsage } from './budget-limits.ts'
import { type Delivery, type DeliveryOutcome, ResearchMessage, StepMessage } from './delivery.ts'
import { stepMessage } from './outbox.ts'
import { publishMessages } from './publish-messages.ts'
import type { RunWork } from './run-work.ts'

/** A message the queue has given up on. */
export interface DeadLetter {
  path: string
  body: unknown
  /** What the last delivery was answered, for the log. */
  reason: string
}

const GIVEN_UP = 'It was tried several times and never came to an end.'

/** A dead letter counts as an end: of its job with an error, or of its run. Nothing waits for a message that will not come. */
export async function noteFailure(
  work: RunWork,
  { message, messageId }: Delivery<DeadLetter>,
): Promise<DeliveryOutcome> {
  work.log('error', 'dead_letter', { path: message.path, reason: message.reason })
  const known = StepMessage.safeParse(message.body).data
  if (!known) return { kind: 'refused', detail: 'This message is not one of ours.' }
  const scope = { credential: { kind: 'system', value: String(known.tenant_id) }, surface: 'run' } as const
  const db = new ScopedDatabase(work.transport, scope)
  const job = message.path.endsWith('/research') ? ResearchMessage.safeParse(message.body).data : undefined
  if (!job) {
    const error = 'This run could not go on: its next step failed again and again.'
    await db.run('run', { text: 'select fail_step($1::uuid, $2)', params: [known.run_id, error] })
    return { kind: 'done', detail: 'noted' }
  }
  const resume = stepMessage(job.tenant_id, job.run_id)
  const event = {
    key: `dead:${messageId}`,
    kind: 'job_failed',
    message: `Given up on ${job.job_key}: ${GIVEN_UP}`,
    detail: { job: job.job_key },
  }
  const { rows } = await db.run('run', {
    text: `select finish_research_job($1::uuid, $2, null, 'failed', null,
      coalesce((select error from research_job where tenant_id = app_tenant_id() and run_id = $1::uuid and job_key = $2), $3), $4::jsonb, $5::jsonb, $6, $7::uuid) as finished`,
    params: [
      job.run_id,
      job.job_key,
      GIVEN_UP,
      JSON.stringify(noUsage()),
      JSON.stringify([event]),
      messageId,
      resume.id,
    ],
  })
  const finished = rows[0]![0]!.finished as { resume: string | null }
  if (finished.resume) await publishMessages(work, [resume])
  return { kind: 'done', detail: 'noted' }
}
