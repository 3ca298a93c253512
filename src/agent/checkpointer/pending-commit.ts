import type { Checkpoint, CheckpointMetadata } from '@langchain/langgraph-checkpoint'
import type { BlobRow, CheckpointRow, Place, WriteRow } from './checkpoint-rows.ts'
import { type Extras, ranOnlyStart } from './superstep.ts'

const last = <R>(rows: R[], keyOf: (row: R) => string) => [
  ...new Map(rows.map((row) => [keyOf(row), row] as const)).values(),
]

/** What waits for the next write, in the order in which LangGraph handed it over. */
export class PendingCommit {
  readonly #checkpoints: Promise<CheckpointRow>[] = []
  readonly #blobs: Promise<BlobRow[]>[] = []
  readonly #writes: Promise<WriteRow[]>[] = []
  readonly #inputs = new Map<string, Checkpoint>()
  readonly extras: Extras[] = []

  get isEmpty() {
    const carriesExtras = this.extras.some(({ set, also, after }) => set || also?.length || after?.length)
    return this.#checkpoints.length + this.#writes.length === 0 && !carriesExtras
  }

  addCheckpoint(row: Promise<CheckpointRow>, blobs: Promise<BlobRow[]>) {
    this.#checkpoints.push(row)
    this.#blobs.push(blobs)
  }

  addWrites(rows: Promise<WriteRow[]>) {
    this.#writes.push(rows)
  }

  /**
   * Whether this checkpoint can wait for the next one: it only records the input, which the caller still has,
   * or what LangGraph's entry task did with it. A crash repeats neither model call nor search.
   */
  mayWait({ checkpointId: parentId }: Place, checkpoint: Checkpoint, metadata: CheckpointMetadata) {
    const parent = parentId === undefined ? undefined : this.#inputs.get(parentId)
    const waits = metadata.source === 'input' || (parent !== undefined && ranOnlyStart(parent, checkpoint))
    if (waits) this.#inputs.set(checkpoint.id, checkpoint)
    return waits
  }

  /** One row for each key: a single insert may not meet the same row twice. */
  async rows() {
    const checkpoints = await Promise.all(this.#checkpoints)
    const blobs = (await Promise.all(this.#blobs)).flat()
    const writes = (await Promise.all(this.#writes)).flat()
    return {
      checkpoints: last(checkpoints, (row) => `${row.ns}\0${row.checkpointId}`),
      blobs: last(blobs, (row) => `${row.ns}\0${row.channel}\0${row.version}`),
      writes: last(writes, (row) => `${row.ns}\0${row.checkpointId}\0${row.taskId}\0${row.idx}`),
      extras: this.extras,
    }
  }
}
