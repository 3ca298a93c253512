import { RunControl } from '@langchain/langgraph'
import { LostRace } from '../agent/checkpointer/lost-race.ts'
import type { Extras, Superstep } from '../agent/checkpointer/superstep.ts'
import { chooseByRule } from '../agent/choose-by-rule.ts'
import type { JobSpec } from '../agent/flow.ts'
import type { RunEnd, StepWork, TaskTools } from '../agent/step-work.ts'
import type { Context } from '../context.ts'
import { toStatement } from '../db/scoped-database.ts'
import type { Statement } from '../db/statement.ts'
import { AppError } from '../errors.ts'
import type { QueueMessage } from '../platform/queue.ts'
import type { Draft } from '../proposals/draft.ts'
import { type ProposeResult, proposeStatement } from '../proposals/propose-changes.ts'
import { addUsage, limitsOf, noUsage } from './budget-limits.ts'
import type { ClaimedRun } from './claim.ts'
import {
  insertDelivery,
  insertJobs,
  insertOutbox,
  isSpent,
  pageFragments,
  reopenJobs,
  setUsage,
} from './commit-fragments.ts'
import { listJobResults, listSkippedJobs } from './job-results.ts'
import { KeptAnswers } from './kept-answers.ts'
import { Ledger } from './ledger.ts'
import { meterModel } from './metered-model.ts'
import { meterWeb } from './metered-web.ts'
import { researchMessage, stepMessage } from './outbox.ts'
import { researchFlow } from './research-flow.ts'
import { patienceOf, type RunWork } from './run-work.ts'
import type { Usage } from './use-case.ts'

// proposals of one bundle refer to each other, so that a bundle is never split; this is where a request starts to be large
const DRAFTS_AT_ONCE = 200

/** One delivery at work on a run it holds the lease of: collects what each superstep commits, and what to publish after. */
export class StepDelivery implements StepWork {
  readonly ctx: Context
  readonly flows: RunWork['flows']
  readonly chooseUseCase: NonNullable<RunWork['chooseUseCase']>
  readonly control = new RunControl()
  readonly lease: string
  readonly #work: RunWork
  readonly #run: ClaimedRun
  readonly #ledger: Ledger
  readonly #kept: KeptAnswers
  readonly #messageId: string
  readonly #deadline: number
  #extras: Extras[] = []
  #end: RunEnd | undefined
  #staged: QueueMessage[] = []
  /** Messages that the next write promises. */
  #promised = 0
  /** Spent, and in a write that is not known to have won. */
  #uncommitted = noUsage()

  constructor(
    work: RunWork,
    ctx: Context,
    run: ClaimedRun,
    { lease, messageId }: { lease: string; messageId: string },
  ) {
    this.ctx = ctx
    this.flows = work.flows
    this.chooseUseCase = work.chooseUseCase ?? chooseByRule
    this.lease = lease
    this.#work = work
    this.#run = run
    this.#ledger = new Ledger(limitsOf(run))
    this.#kept = new KeptAnswers(run.kept)
    this.#messageId = messageId
    this.#deadline = Date.now() + patienceOf(work).deliveryMs
  }

  /** What every write of this delivery asks of the run's row. */
  get guard(): Statement {
    return { text: `lease_id = $1 and not is_finished(status)`, params: [this.lease] }
  }

  tools(taskId: string): TaskTools {
    const startedAt = Date.now()
    const note = this.#ledger.scope(`${taskId}:${this.#run.step}:${crypto.randomUUID().slice(0, 8)}`)
    const calls: string[] = []
    const meter = { ledger: this.#ledger, note, kept: this.#kept }
    return {
      ctx: this.ctx,
      model: meterModel(this.#work.model, { ...meter, onCall: (key) => calls.push(key) }),
      web: meterWeb(this.#work.web, meter),
      note: (event) => void note(event),
      done: (event) => void note(event, { duration_ms: Date.now() - startedAt }),
      modelCalls: () => [...calls],
    }
  }

  commit(extras: Extras) {
    this.#extras.push(extras)
  }

  dispatch(jobs: JobSpec[], wave: number, skippedBecause: string | null) {
    const messages = skippedBecause === null ? this.#messagesFor(jobs) : []
    this.#send(messages, [insertJobs(jobs, wave, skippedBecause)])
    this.commit({ set: { text: 'total = run.total + $1::int', params: [jobs.length] } })
  }

  dispatchAgain(jobs: JobSpec[], wave: number, whole: boolean) {
    this.#send(this.#messagesFor(jobs), [reopenJobs(jobs, wave, whole)])
    this.commit({ set: { text: 'done = greatest(run.done - $1::int, 0)', params: [jobs.length] } })
  }

  listResults(wave: number) {
    return listJobResults(this.ctx.db, this.#run.id, wave)
  }

  listSkipped() {
    return listSkippedJobs(this.ctx.db, this.#run.id)
  }

  async propose(drafts: Draft[]): Promise<ProposeResult[]> {
    const results: ProposeResult[] = []
    for (const batch of batchesOf(drafts)) {
      const hold = { text: 'select hold_lease($1::uuid, $2)', params: [this.#run.id, this.lease] }
      const filed = this.ctx.db.run('propose', hold, toStatement(proposeStatement(batch, this.ctx.now)))
      const { rows } = await filed.catch((error) => {
        throw error instanceof AppError && error.code === 'conflict' ? new LostRace(this.#run.id, null) : error
      })
      results.push(...(rows[1]![0]!.results as ProposeResult[]))
    }
    return results
  }

  end(end: RunEnd) {
    this.#end = end
  }

  /** Joins what this superstep's nodes left, and hands on where the time is up. Everything before it is committed by now. */
  extrasOf(_superstep: Superstep): Extras {
    if (this.#end) return this.#composeLast([gotOnSet, ...this.#keptSets(), this.#endSet(this.#end)])
    const got = [gotOnSet, ...this.#keptSets()]
    if (Date.now() < this.#deadline) return this.#compose([...got, this.#holdSet()])
    this.control.requestDrain('time budget')
    this.#send([stepMessage(this.#run.tenant_id, this.#run.id)], [])
    return this.#composeLast([...got, releaseSet])
  }

  /** The last write is known to have won; answers the messages it promised, for the caller to publish. */
  takeCommitted(): QueueMessage[] {
    this.#uncommitted = noUsage()
    return this.#staged.splice(0)
  }

  /** What a delivery that lost its run has spent for nothing. */
  takeLostUsage(): Usage {
    return addUsage(this.#uncommitted, this.#ledger.take().usage)
  }

  /** What to write where the graph waits: the run's row says what for, and `settle_wait` decides whether it must. */
  waitExtras(waiting: Record<string, unknown>): Extras {
    const set = { text: 'waiting = $1::jsonb, confirmed = null', params: [JSON.stringify(waiting)] }
    const settle = {
      text: 'select settle_wait($1::uuid, $2, $3) as settled',
      params: [this.#run.id, this.lease, this.#messageId],
    }
    return { ...this.#compose([gotOnSet, set]), after: [settle] }
  }

  /** What to write where a node failed: what it cost, and either the run's end or when to try again. */
  failureExtras(error: unknown, seconds: number | null): Extras {
    const message = error instanceof AppError ? error.message : 'Something went wrong in this step.'
    const note = this.#ledger.scope(`failure:${this.#run.step}:${crypto.randomUUID().slice(0, 8)}`)
    this.#extras = []
    this.#staged = []
    this.#promised = 0
    const kept = { text: 'kept = $1::jsonb', params: [this.#kept.toJson()] }
    if (seconds === null) {
      note({ kind: 'failed', message })
      const ended = `status = 'failed', error = $1, finished_at = now(), waiting = null, ${releaseSet.text}`
      return this.#composeLast([{ text: ended, params: [message] }, kept])
    }
    note({ kind: 'retry', message: `${message} It is tried again in ${seconds} seconds.` })
    const retry = `attempt = greatest(run.attempt, 1), retry_at = now() + make_interval(secs => $1), ${releaseSet.text}`
    return this.#compose([{ text: retry, params: [seconds] }, kept])
  }

  #composeLast(sets: Statement[]): Extras {
    this.commit({ also: [insertDelivery(this.#messageId)] })
    return this.#compose(sets)
  }

  /** What a budget has stopped is done again one day, and finds its answers; what is committed needs them no more. */
  #keptSets(): Statement[] {
    if (this.#end && this.#end.stopped === null) return [{ text: 'kept = null', params: [] }]
    const isWorth = this.#ledger.isReached ? this.#kept.isUsed : this.#kept.commit()
    return isWorth ? [{ text: 'kept = $1::jsonb', params: [this.#kept.toJson()] }] : []
  }

  #compose(sets: Statement[]): Extras {
    const page = this.#ledger.take()
    this.#uncommitted = addUsage(this.#uncommitted, page.usage)
    const own = this.#extras.splice(0)
    const promised = { text: 'queue_messages = run.queue_messages + $1::int', params: [this.#promised] }
    this.#promised = 0
    const set = join([
      { text: 'updated_at = now()', params: [] },
      ...sets,
      promised,
      ...(isSpent(page.usage) ? [setUsage(page.usage)] : []),
      ...own.flatMap((extras) => (extras.set ? [extras.set] : [])),
    ])
    return { set, also: [...pageFragments(page), ...own.flatMap(({ also }) => also ?? [])] }
  }

  #holdSet(): Statement {
    const seconds = patienceOf(this.#work).stepLeaseSeconds
    return { text: 'lease_until = now() + make_interval(secs => $1)', params: [seconds] }
  }

  #endSet({ answer, result, stopped }: RunEnd): Statement {
    return {
      text: `status = 'succeeded', answer = $1, result = $2::jsonb, status_reason = $3, stopped_by = case when $3::text is null then null else 'budget' end,
        error = null, waiting = null, finished_at = now(), ${releaseSet.text}`,
      params: [answer, result === null ? null : JSON.stringify(result), stopped],
    }
  }

  #messagesFor(jobs: JobSpec[]) {
    const flow = researchFlow(this.#run.tenant_id, this.#run.settings)
    return jobs.map(({ key }) => researchMessage(this.#run.tenant_id, this.#run.id, key, flow))
  }

  #send(messages: QueueMessage[], also: Statement[]) {
    this.#staged.push(...messages)
    if (messages.length > 0) also.push(insertOutbox(messages))
    this.#promised += messages.length
    this.commit({ also })
  }
}

// what failed before is forgotten once the run gets on
const gotOnSet: Statement = { text: 'attempt = 0', params: [] }
const releaseSet: Statement = { text: 'lease_id = null, lease_until = null', params: [] }

/** Joins assignments that are each numbered from $1. */
function join(sets: Statement[]): Statement {
  const params: unknown[] = []
  const texts = sets.map(({ text, params: own }) => {
    const before = params.length
    params.push(...own)
    return text.replace(/\$(\d+)/g, (_, number: string) => `$${before + Number(number)}`)
  })
  return { text: texts.join(', '), params }
}

function batchesOf(drafts: Draft[]): Draft[][] {
  const batches: Draft[][] = [[]]
  const placed = new Map<string, Draft[]>()
  for (const draft of drafts) {
    if (batches.at(-1)!.length >= DRAFTS_AT_ONCE) batches.push([])
    const batch = (draft.bundle && placed.get(draft.bundle)) || batches.at(-1)!
    if (draft.bundle) placed.set(draft.bundle, batch)
    batch.push(draft)
  }
  return batches.filter((batch) => batch.length > 0)
}
