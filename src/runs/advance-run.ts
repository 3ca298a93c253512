/**
 * One delivery of a step: claim the run and read its head in one round trip, run the graph superstep by superstep until it
 * ends, waits or the time is up, then publish what was promised. Any delivery, late, doubled or out of order, does the right
 * thing: what to do is read from the checkpoint and not from the message.
 */
import { Command, GraphDrained, INTERRUPT, isInterrupted } from '@langchain/langgraph'
import type { CheckpointTuple } from '@langchain/langgraph-checkpoint'
import { LostRace } from '../agent/checkpointer/lost-race.ts'
import { RunCheckpointer } from '../agent/checkpointer/run-checkpointer.ts'
import { selectHead } from '../agent/checkpointer/select-checkpoints.ts'
import type { Extras } from '../agent/checkpointer/superstep.ts'
import { compileRunGraph } from '../agent/graph.ts'
import { beginState } from '../agent/state.ts'
import { ScopedDatabase } from '../db/scoped-database.ts'
import type { Row, Statement } from '../db/statement.ts'
import { AppError } from '../errors.ts'
import { formatSchemaContext } from '../registry/format-schema-context.ts'
import { parseReasoningSchema, reasoningSchemaStatement } from '../registry/get-reasoning-schema.ts'
import { briefOf, type ClaimedRun, verdictOf } from './claim.ts'
import { isSpent } from './commit-fragments.ts'
import type { Delivery, DeliveryOutcome, StepMessage } from './delivery.ts'
import { publishMessages } from './publish-messages.ts'
import { patienceOf, type RunWork } from './run-work.ts'
import { StepDelivery } from './step-delivery.ts'
import type { Usage } from './use-case.ts'

// LangGraph's guard against endless graphs; waves are bounded by the graph itself
const RECURSION_LIMIT = 200

export async function advanceRun(work: RunWork, delivery: Delivery<StepMessage>): Promise<DeliveryOutcome> {
  const { message, messageId, retried } = delivery
  const patience = patienceOf(work)
  const scope = { credential: { kind: 'system', value: String(message.tenant_id) }, surface: 'run' } as const
  const db = new ScopedDatabase(work.transport, scope)
  const lease = crypto.randomUUID()
  const claim: Statement = {
    text: 'select claim_step($1::uuid, $2, $3, $4, $5::uuid, $6::int) as verdict',
    params: [
      message.run_id,
      lease,
      patience.stepLeaseSeconds,
      messageId,
      message.outbox_id ?? null,
      patience.maxAttempts,
    ],
  }
  const { rows } = await db.run('run', claim, selectHead(message.run_id), schemaOfNewRun(message.run_id))
  const verdict = verdictOf(rows[0]![0])
  switch (verdict.verdict) {
    case 'gone':
      return { kind: 'refused', detail: 'This run does not exist.' }
    case 'held':
      return { kind: 'retry', afterSeconds: verdict.seconds, detail: 'Another delivery is at work on this run.' }
    case 'go':
      break
    default:
      return { kind: 'done', detail: verdict.verdict }
  }
  const step = new StepDelivery(work, { db, now: work.now(), log: work.log }, verdict, { lease, messageId })
  const publishing: Promise<void>[] = []
  const checkpointer = new RunCheckpointer({
    sql: db.transport('run'),
    runId: message.run_id,
    guard: step.guard,
    loaded: rows[1]!,
    rewrites: 1,
    onSuperstep: (superstep) => step.extrasOf(superstep),
    // at once: jobs need not wait until the run has written that it waits for them
    onCommitted: () => void publishing.push(publishStep(work, db, step.takeCommitted())),
  })
  try {
    return await drive({ work, step, checkpointer, run: verdict, schemaRows: rows[2]!, retried })
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'unavailable') throw error
    await bookLost(work, db, verdict.id, step.takeLostUsage())
    if (error instanceof LostRace)
      return { kind: 'done', detail: 'Another delivery has moved this run on, or it has ended.' }
    await failRun(db, verdict.id, lease, error.message)
    return { kind: 'done', detail: 'failed' }
  } finally {
    await Promise.all(publishing)
  }
}

/** Ends a run whose superstep cannot be written: it holds more than fits, and would again. */
async function failRun(db: ScopedDatabase, runId: string, lease: string, message: string) {
  const hold = { text: 'select hold_lease($1::uuid, $2)', params: [runId, lease] }
  const end = { text: "select end_run($1::uuid, 'failed', $2, 'failed', $2)", params: [runId, message] }
  await db.run('run', hold, end)
}

/** Work that was lost to a cancellation leaves no trace but what it has cost. */
async function bookLost(work: RunWork, db: ScopedDatabase, runId: string, usage: Usage) {
  if (!isSpent(usage)) return
  const book = { text: 'select add_run_usage($1::uuid, $2::jsonb)', params: [runId, JSON.stringify(usage)] }
  await db
    .run('run', book)
    .catch((error) => work.log('warn', 'booking_failed', { run_id: runId, reason: String(error) }))
}

interface Drive {
  work: RunWork
  step: StepDelivery
  checkpointer: RunCheckpointer
  run: ClaimedRun
  schemaRows: Row[]
  retried: number
}

async function drive({ work, step, checkpointer, run, schemaRows, retried }: Drive): Promise<DeliveryOutcome> {
  const graph = compileRunGraph(step, work.ownNodes ?? [], checkpointer)
  let confirmed = run.confirmed
  for (;;) {
    const input = inputFor(await checkpointer.load(), run, confirmed, schemaRows)
    let settled: Row[] = []
    let outcome: DeliveryOutcome = { kind: 'done', detail: 'finished' }
    const config = {
      configurable: { thread_id: run.id, __pregel_strict_resume: true },
      durability: 'sync' as const,
      recursionLimit: RECURSION_LIMIT,
      control: step.control,
    }
    const [invoked] = await Promise.allSettled([(async () => graph.invoke(input as never, config))()])
    const extras = ((): Extras => {
      if (invoked.status === 'fulfilled')
        return isInterrupted(invoked.value)
          ? step.waitExtras(invoked.value[INTERRUPT][0]!.value as Record<string, unknown>)
          : {}
      if (invoked.reason instanceof GraphDrained) {
        outcome = { kind: 'done', detail: 'handed on' }
        return {}
      }
      const seconds = secondsUntilRetry(invoked.reason, work, retried)
      outcome =
        seconds === null
          ? { kind: 'done', detail: 'failed' }
          : { kind: 'retry', afterSeconds: seconds, detail: String((invoked.reason as Error).message) }
      work.log('error', 'step_failed', {
        run_id: run.id,
        reason: String(invoked.reason),
        stack: (invoked.reason as Error).stack,
      })
      return step.failureExtras(invoked.reason, seconds)
    })()
    settled = await checkpointer.flush(extras)
    const wait = settled[0]?.settled as { verdict: string; confirmed?: unknown } | undefined
    if (wait?.verdict !== 'go') return wait ? { kind: 'done', detail: 'waiting' } : outcome
    confirmed = wait.confirmed
  }
}

/** Null where trying again cannot help. */
function secondsUntilRetry(error: unknown, work: RunWork, retried: number): number | null {
  if (error instanceof AppError && error.code !== 'unavailable') return null
  return patienceOf(work).retrySeconds(retried)
}

/** What the graph is invoked with, read from where it stands. */
function inputFor(tuple: CheckpointTuple | undefined, run: ClaimedRun, confirmed: unknown, schemaRows: Row[]) {
  if (!tuple) return beginState(briefOf(run), run.use_case, formatSchemaContext(parseReasoningSchema(schemaRows)))
  if (tuple.checkpoint.channel_values.phase === 'finished') return { entry: 'reopen' }
  const interrupted = pendingInterrupt(tuple)
  if (!interrupted) return null
  const answer = interrupted.kind === 'confirm' ? confirmed : { wave: interrupted.wave }
  return new Command({ resume: { [interrupted.id]: answer } })
}

function pendingInterrupt({ pendingWrites = [] }: CheckpointTuple) {
  for (const [, channel, written] of pendingWrites) {
    if (channel !== INTERRUPT) continue
    const [interrupted] = [written].flat() as { id: string; value: { kind: string; wave?: number } }[]
    if (interrupted) return { id: interrupted.id, ...interrupted.value }
  }
  return undefined
}

/** The registry of a run that has not begun, in the same batch as its claim; nothing for one that has. */
function schemaOfNewRun(runId: string): Statement {
  const ofNewRun =
    '(select reasoning_type from run where id = $1::uuid and tenant_id = app_tenant_id() and head_checkpoint_id is null)'
  return { text: reasoningSchemaStatement('').text.replace('$1', ofNewRun), params: [runId] }
}

/** Jobs may wait in the queue for long, so that they are marked as published; a step's arrival marks its own message. */
async function publishStep(work: RunWork, db: ScopedDatabase, messages: Parameters<typeof publishMessages>[1]) {
  const taken = await publishMessages(work, messages)
  const jobs = messages.filter(({ path, id }) => path === '/qstash/research' && taken.includes(id)).map(({ id }) => id)
  if (jobs.length === 0) return
  const mark =
    'update outbox set published_at = now() where tenant_id = app_tenant_id() and id = any ($1::uuid[]) and published_at is null'
  await db
    .run('run', { text: mark, params: [jobs] })
    .catch((error) => work.log('warn', 'mark_failed', { reason: String(error) }))
}
