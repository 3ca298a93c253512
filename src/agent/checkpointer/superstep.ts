import type { Checkpoint, CheckpointMetadata } from '@langchain/langgraph-checkpoint'
import type { Statement } from '../../db/statement.ts'

/** A superstep of the root graph that is about to be written. */
export interface Superstep {
  step: number
  source: CheckpointMetadata['source']
  checkpointId: string
  parentId: string | null
  values: Record<string, unknown>
}

/** What the caller commits together with a superstep, or not at all. */
export interface Extras {
  /** Assignments to the run's own row, such as `model_calls = model_calls + $1`; the head is set already. */
  set?: Statement | undefined
  /**
   * Statements that insert or update other rows. Each must take its rows `from head`, a relation with the columns
   * id, tenant_id and head_checkpoint_id that holds the run's row if this delivery won and nothing if it lost.
   * Parameters are numbered from $1 in each.
   */
  also?: Statement[] | undefined
  /**
   * Statements for the same transaction, each with a snapshot of its own taken once the run's row is locked. They run also
   * where the write lost, so that each must look at the lease itself. `flush` answers their rows.
   */
  after?: Statement[] | undefined
}

export const superstepOf = (
  checkpoint: Checkpoint,
  metadata: CheckpointMetadata,
  parentId: string | null,
): Superstep => ({
  step: metadata.step,
  source: metadata.source,
  checkpointId: checkpoint.id,
  parentId,
  values: checkpoint.channel_values,
})

/** Whether the superstep between two checkpoints ran only LangGraph's own entry task, which costs nothing to repeat. */
export const ranOnlyStart = (parent: Checkpoint, child: Checkpoint) =>
  Object.entries(child.versions_seen).every(
    ([node, seen]) =>
      node === '__start__' ||
      Object.entries(seen).every(([channel, version]) => parent.versions_seen[node]?.[channel] === version),
  )
