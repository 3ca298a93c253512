import type { JobSpec } from '../agent/flow.ts'
import { ScopedDatabase } from '../db/scoped-database.ts'
import { AppError, invalid, unavailable } from '../errors.ts'
import { limitsOf, noUsage } from './budget-limits.ts'
import { BudgetReached } from './budget-reached.ts'
import { briefOf, type ClaimedJob, type ClaimedRun, type Verdict } from './claim.ts'
import type { Delivery, DeliveryOutcome, ResearchMessage } from './delivery.ts'
import { KeptAnswers } from './kept-answers.ts'
import { Ledger, type LedgerPage } from './ledger.ts'
import { meterModel } from './metered-model.ts'
import { meterWeb } from './metered-web.ts'
import { stepMessage } from './outbox.ts'
import { publishMessages } from './publish-messages.ts'
import { patienceOf, type RunWork } from './run-work.ts'

// what a flow is promised; hundreds of results have to go through the database's answers
const MAX_RESULT_BYTES = 200_000

/** Two round trips: ask for the job, and hand its end in. The last one to finish sends the run on. */
export async function doResearchJob(work: RunWork, delivery: Delivery<ResearchMessage>): Promise<DeliveryOutcome> {
  const { message, messageId } = delivery
  const patience = patienceOf(work)
  const scope = { credential: { kind: 'system', value: String(message.tenant_id) }, surface: 'run' } as const
  const db = new ScopedDatabase(work.transport, scope)
  const lease = crypto.randomUUID()
  const verdict = await db.call<Verdict>('run', 'claim_research_job', [
    message.run_id,
    message.job_key,
    lease,
    patience.jobLeaseSeconds,
    messageId,
    message.outbox_id ?? null,
    patience.maxAttempts,
  ])
  const end = (ended: JobEnd) =>
    finishJob({ work, db, delivery, lease: verdict.verdict === 'go' ? lease : null, ended })
  switch (verdict.verdict) {
    case 'gone':
      return { kind: 'refused', detail: 'This job does not exist.' }
    case 'held':
      return { kind: 'retry', afterSeconds: verdict.seconds, detail: 'Another delivery is at work on this job.' }
    case 'exhausted': {
      const error = verdict.error ?? `It was tried ${verdict.attempts} times and never came to an end.`
      return end({ status: 'failed', result: null, error, page: { usage: noUsage(), events: [] } })
    }
    case 'go':
      break
    default:
      return { kind: 'done', detail: verdict.verdict }
  }
  const job = verdict.job!
  const ended = await research(work, db, verdict, job)
  if (ended.status !== 'retry' || job.attempts >= patience.maxAttempts)
    return end({ ...ended, status: ended.status === 'retry' ? 'failed' : ended.status })
  const seconds = patience.retrySeconds(delivery.retried)
  await db.call('run', 'release_research_job', releaseOf(message, lease, seconds, ended))
  return { kind: 'retry', afterSeconds: seconds, detail: ended.error ?? 'Something went wrong.' }
}

interface Ended<S extends string> {
  /** What was paid for, where it is not done. */
  kept?: string | null
  status: S
  result: Record<string, unknown> | null
  error: string | null
  page: LedgerPage
}
type JobEnd = Ended<'done' | 'failed' | 'skipped'>

async function research(
  work: RunWork,
  db: ScopedDatabase,
  run: ClaimedRun,
  job: ClaimedJob,
): Promise<Ended<'done' | 'failed' | 'skipped' | 'retry'>> {
  const ledger = new Ledger(limitsOf(run), { job: job.key })
  const kept = new KeptAnswers(run.kept)
  const note = ledger.scope(`job:${job.key}:${job.attempts}:${crypto.randomUUID().slice(0, 8)}`)
  const startedAt = Date.now()
  const close = (kind: string, message: string) => {
    note({ kind, message }, { duration_ms: Date.now() - startedAt })
    ledger.close()
    return ledger.take()
  }
  try {
    const flow = run.use_case ? work.flows[run.use_case] : undefined
    if (!flow) throw invalid(`"${run.use_case}" is not something this service can do.`)
    const { key, kind, input, label } = job
    const meter = { ledger, note, kept }
    const tools = {
      ctx: { db, now: work.now(), log: work.log },
      model: meterModel(work.model, meter),
      web: meterWeb(work.web, meter),
      note: (event: Parameters<typeof note>[0]) => void note(event),
    }
    const spec: JobSpec = { key, kind, input, label }
    const result = await withinTime(patienceOf(work).jobMs, flow.research(spec, briefOf(run), tools))
    if (JSON.stringify(result).length > MAX_RESULT_BYTES) throw invalid('It found more than can be kept.')
    return { status: 'done', result, error: null, page: close('job_done', `Done: ${label}`) }
  } catch (error) {
    const message = error instanceof AppError ? error.message : 'Something went wrong.'
    if (error instanceof BudgetReached)
      return {
        status: 'skipped',
        result: null,
        error: message,
        kept: kept.toJson(),
        page: close('job_skipped', `Skipped ${job.label}: ${message}`),
      }
    if (error instanceof AppError && error.code !== 'unavailable')
      return { status: 'failed', result: null, error: message, page: close('job_failed', `${job.label}: ${message}`) }
    work.log('error', 'job_failed', {
      run_id: run.id,
      job: job.key,
      reason: String(error),
      stack: (error as Error).stack,
    })
    const page = close('retry', `${job.label}: ${message}`)
    return { status: 'retry', result: null, error: message, kept: kept.toJson(), page }
  }
}

async function withinTime<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable('It took too long.')), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

const releaseOf = (
  message: ResearchMessage,
  lease: string,
  seconds: number,
  { error, page, kept = null }: Ended<'retry'> | Ended<string>,
) => [
  message.run_id,
  message.job_key,
  lease,
  seconds,
  error,
  JSON.stringify(page.usage),
  JSON.stringify(page.events),
  kept,
]

/** `resume` is the message that sends the run on, where this was its last job. */
interface Finished {
  won: boolean
  resume: string | null
}

interface Finish {
  work: RunWork
  db: ScopedDatabase
  delivery: Delivery<ResearchMessage>
  lease: string | null
  ended: JobEnd
}

async function finishJob({ work, db, delivery, lease, ended }: Finish): Promise<DeliveryOutcome> {
  const { message, messageId } = delivery
  const resume = stepMessage(message.tenant_id, message.run_id)
  const { status, result, error, page, kept = null } = ended
  const finish = [
    message.run_id,
    message.job_key,
    lease,
    status,
    result === null ? null : JSON.stringify(result),
    error,
    JSON.stringify(page.usage),
    JSON.stringify(page.events),
    messageId,
    resume.id,
    kept,
  ]
  const finished = await insist(() => db.call<Finished>('run', 'finish_research_job', finish))
  if (finished.resume) await publishMessages(work, [resume])
  return { kind: 'done', detail: finished.won ? status : 'finished by another delivery' }
}

/** The same call again changes nothing, and giving up would mean to pay for the job a second time. */
async function insist<T>(call: () => Promise<T>, tries = 3): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await call()
    } catch (error) {
      if (tried >= tries || !(error instanceof AppError && error.code === 'unavailable')) throw error
    }
  }
}
