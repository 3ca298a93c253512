/**
 * The checkpointer of ONE delivery of ONE run. It reads once, holds what the tasks of a superstep write, and commits it
 * with the superstep's checkpoint, the run's head and the caller's own rows in one statement. Two deliveries of the same
 * step both run it; the database lets one of them in. Use it with `durability: 'sync'`, and end with `settle` or `flush`.
 */
import type { RunnableConfig } from '@langchain/core/runnables'
import type {
  ChannelVersions,
  Checkpoint,
  CheckpointMetadata,
  CheckpointTuple,
  PendingWrite,
} from '@langchain/langgraph-checkpoint'
import type { Row, Statement } from '../../db/statement.ts'
import { AppError, notFound } from '../../errors.ts'
import { blobRows, checkpointRow, type Place, placeOf, writeRows } from './checkpoint-rows.ts'
import { commitStatement } from './commit-statement.ts'
import { LostRace } from './lost-race.ts'
import { configAfter, NeonCheckpointSaver, type NeonCheckpointSaverOptions } from './neon-checkpoint-saver.ts'
import { parseCheckpoints } from './parse-checkpoints.ts'
import { PendingCommit } from './pending-commit.ts'
import { ReadableState } from './readable-state.ts'
import { assertFits, checkpointSizes, sizesOf } from './request-limit.ts'
import { selectHead } from './select-checkpoints.ts'
import { type Extras, type Superstep, superstepOf } from './superstep.ts'

export interface RunCheckpointerOptions extends NeonCheckpointSaverOptions {
  runId: string
  /** A further condition on the run's row for every write, such as `lease_id = $1`: who lost the lease loses the race. */
  guard?: Statement | undefined
  /** What to commit with a superstep of the root graph; called once for each, just before it is written. */
  onSuperstep?: ((superstep: Superstep) => Extras) | undefined
  /** Called when a write is known to have won. */
  onCommitted?: (() => void) | undefined
  /** How often a superstep whose answer got lost is written again; 0 unless told. Whether it had arrived shows in the head. */
  rewrites?: number | undefined
  /** The answer to `selectHead(runId)`, where the caller read it in a batch of its own, beside the lease. */
  loaded?: Row[] | undefined
}

export class RunCheckpointer extends NeonCheckpointSaver {
  readonly #options: RunCheckpointerOptions
  readonly #state = new ReadableState()
  #tuple: Promise<CheckpointTuple | undefined> | undefined
  #pending = new PendingCommit()
  /** The head in the database, and what it becomes with the next write; undefined until something was read or put. */
  #head: string | null | undefined
  #tip: string | null | undefined
  #tail: Promise<Row[]> = Promise.resolve([])
  #failure: { cause: unknown } | undefined

  constructor(options: RunCheckpointerOptions) {
    super(options)
    this.#options = { ...options }
  }

  /** The checkpoint the run's head points at, undefined for a run that has not begun. The graph's own read reuses it. */
  load(): Promise<CheckpointTuple | undefined> {
    this.#tuple ??= this.#read()
    return this.#tuple
  }

  override async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    this.#assertAlive()
    const { ns, checkpointId } = this.#placeOf(config)
    if (ns !== '' || checkpointId) return super.getTuple(config)
    const tuple = this.load()
    this.#tuple = undefined
    return tuple
  }

  override async put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
    newVersions: ChannelVersions,
  ): Promise<RunnableConfig> {
    this.#assertAlive()
    const place = this.#placeOf(config)
    const isRoot = place.ns === ''
    if (isRoot) this.#advance(place.checkpointId ?? null, checkpoint.id)
    const waits = this.#pending.mayWait(place, checkpoint, metadata)
    const extras = isRoot && !waits ? this.#extrasOf(place, checkpoint, metadata) : {}
    const row = checkpointRow(this.serde, place, checkpoint, metadata)
    const blobs = blobRows(this.serde, place, checkpoint.channel_values, newVersions)
    this.#pending.addCheckpoint(row, blobs)
    await (waits ? Promise.all([row, blobs]) : this.#commit(extras))
    return configAfter(config, checkpoint)
  }

  override async putWrites(config: RunnableConfig, writes: PendingWrite[], taskId: string): Promise<void> {
    this.#assertAlive()
    const rows = writeRows(this.serde, this.#placeOf(config), taskId, writes)
    this.#pending.addWrites(rows)
    await rows
  }

  /**
   * Writes what no checkpoint followed: interrupts, failed tasks and the siblings that finished beside them.
   * Throws `LostRace` if the run has moved on, and what an earlier write threw.
   */
  async flush(extras: Extras = {}): Promise<Row[]> {
    this.#assertAlive()
    return this.#commit(extras)
  }

  /** Runs one invocation of the graph and flushes, however it ended. `extrasOf` joins its rows to that last write. */
  async settle<T>(invoke: () => Promise<T>, extrasOf: (outcome: PromiseSettledResult<T>) => Extras = () => ({})) {
    const [outcome] = await Promise.allSettled([(async () => invoke())()])
    this.#assertAlive()
    await this.flush(extrasOf(outcome))
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  }

  async #read() {
    const [answer = []] = this.#options.loaded
      ? [this.#options.loaded]
      : await this.sql([selectHead(this.#options.runId)])
    this.#options.loaded = undefined
    const row = answer.find(({ kind }) => kind === 'head')
    if (!row) throw notFound('This run no longer exists.')
    const head = row.checkpoint_id as string | null
    const [tuple] = await parseCheckpoints(this.serde, answer)
    if (head !== null && !tuple)
      throw new Error(`Run ${this.#options.runId} points at checkpoint ${head}, which is gone.`)
    if (this.#pending.isEmpty) {
      this.#head = this.#tip = head
      this.#state.load(answer)
    }
    return tuple
  }

  #placeOf(config: RunnableConfig): Place {
    const place = placeOf(config)
    if (place.threadId !== this.#options.runId) throw new Error(`Thread ${place.threadId} is not this run's.`)
    return place
  }

  #advance(parentId: string | null, checkpointId: string) {
    if (this.#tip === undefined) this.#head = this.#tip = parentId
    if (parentId !== this.#tip) throw new Error('A run grows from its head only.')
    this.#tip = checkpointId
  }

  #extrasOf(place: Place, checkpoint: Checkpoint, metadata: CheckpointMetadata): Extras {
    try {
      return this.#options.onSuperstep?.(superstepOf(checkpoint, metadata, place.checkpointId ?? null)) ?? {}
    } catch (cause) {
      this.#failure = { cause }
      throw cause
    }
  }

  // one write at a time: each is composed when the one before it is known to have won
  #commit(extras: Extras): Promise<Row[]> {
    this.#pending.extras.push(extras)
    this.#tail = this.#tail.then(() => this.#send())
    return this.#tail
  }

  async #send(): Promise<Row[]> {
    this.#assertAlive()
    const pending = this.#pending
    if (pending.isEmpty) return []
    this.#pending = new PendingCommit()
    try {
      return await this.#write(pending, this.#head ?? null, this.#tip ?? null)
    } catch (cause) {
      this.#failure = { cause }
      throw cause
    }
  }

  async #write(pending: PendingCommit, expectedHead: string | null, head: string | null) {
    const { runId, guard } = this.#options
    const rows = await pending.rows()
    assertFits([...checkpointSizes(rows.checkpoints), ...sizesOf(rows.blobs), ...sizesOf(rows.writes)], this.maxBytes)
    assertFits(this.#state.grow(rows, head, head !== expectedHead), this.maxBytes)
    const after = rows.extras.flatMap((extras) => extras.after ?? [])
    const statements = [commitStatement({ runId, expectedHead, head, guard, ...rows }), ...after]
    const moves = head !== expectedHead && after.length === 0
    const { answers, rewritten } = await this.#sendStatements(statements, moves ? (this.#options.rewrites ?? 0) : 0)
    const [[answer] = [], ...rest] = answers
    const won = Number(answer?.won) === 1 || (rewritten && answer?.was === head)
    if (!won) throw new LostRace(runId, expectedHead)
    this.#head = head
    this.#options.onCommitted?.()
    return rest.flat()
  }

  async #sendStatements(statements: Statement[], rewrites: number) {
    for (let sent = 0; ; sent++) {
      try {
        return { answers: await this.sql(statements), rewritten: sent > 0 }
      } catch (error) {
        const unknown = error instanceof AppError && error.code === 'unavailable'
        if (!unknown || sent >= rewrites) throw error
      }
    }
  }

  // after a failed write nobody knows what the database holds; the next delivery will read it
  #assertAlive() {
    if (this.#failure) throw this.#failure.cause
  }
}
