/**
 * LangGraph's checkpoints over a transport that knows only whole transactions: one round trip for every call.
 * The tables and the serialisation are those of @langchain/langgraph-checkpoint-postgres, so that either reads the other.
 */
import type { RunnableConfig } from '@langchain/core/runnables'
import {
  BaseCheckpointSaver,
  type ChannelVersions,
  type Checkpoint,
  type CheckpointListOptions,
  type CheckpointMetadata,
  type CheckpointTuple,
  type PendingWrite,
  type SerializerProtocol,
  WRITES_IDX_MAP,
} from '@langchain/langgraph-checkpoint'
import type { SqlTransport, Statement } from '../../db/statement.ts'
import { blobRows, checkpointRow, placeOf, writeRows } from './checkpoint-rows.ts'
import { insertBlobs, insertCheckpoints, insertWrites } from './insert-rows.ts'
import { type Parameters, parameters } from './parameters.ts'
import { parseCheckpoints } from './parse-checkpoints.ts'
import { assertFits, checkpointSizes, defaultMaxBytes, sizesOf } from './request-limit.ts'
import { searchCheckpoints, selectCheckpoint } from './select-checkpoints.ts'

export interface NeonCheckpointSaverOptions {
  sql: SqlTransport
  serde?: SerializerProtocol | undefined
  /** Largest request and largest state, in bytes as they travel. */
  maxBytes?: number | undefined
}

export class NeonCheckpointSaver extends BaseCheckpointSaver<number> {
  protected readonly sql: SqlTransport
  protected readonly maxBytes: number

  constructor({ sql, serde, maxBytes = defaultMaxBytes }: NeonCheckpointSaverOptions) {
    super(serde)
    this.sql = sql
    this.maxBytes = maxBytes
  }

  override async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    if (!config.configurable?.thread_id) return undefined
    const { threadId, ns, checkpointId } = placeOf(config)
    const [answer = []] = await this.sql([selectCheckpoint(threadId, ns, checkpointId)])
    const [tuple] = await parseCheckpoints(this.serde, answer)
    return tuple
  }

  override async *list(config: RunnableConfig, options: CheckpointListOptions = {}): AsyncGenerator<CheckpointTuple> {
    const { thread_id: threadId, checkpoint_ns: ns, checkpoint_id: checkpointId } = config.configurable ?? {}
    const { limit, filter, before } = options
    const beforeId = before?.configurable?.checkpoint_id
    const search = searchCheckpoints({ threadId, ns, checkpointId, filter, beforeId, limit })
    const [answer = []] = await this.sql([search])
    yield* await parseCheckpoints(this.serde, answer)
  }

  override async put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
    newVersions: ChannelVersions,
  ): Promise<RunnableConfig> {
    const place = placeOf(config)
    const [row, blobs] = await Promise.all([
      checkpointRow(this.serde, place, checkpoint, metadata),
      blobRows(this.serde, place, checkpoint.channel_values, newVersions),
    ])
    assertFits([...checkpointSizes([row]), ...sizesOf(blobs)], this.maxBytes)
    const statements = [statement((params) => insertCheckpoints({ params, rows: [row] }))]
    if (blobs.length > 0) statements.push(statement((params) => insertBlobs({ params, rows: blobs })))
    await this.sql(statements)
    return configAfter(config, checkpoint)
  }

  override async putWrites(config: RunnableConfig, writes: PendingWrite[], taskId: string): Promise<void> {
    const rows = await writeRows(this.serde, placeOf(config), taskId, writes)
    if (rows.length === 0) return
    assertFits(sizesOf(rows), this.maxBytes)
    const onConflict = writes.every(([channel]) => channel in WRITES_IDX_MAP) ? 'replace' : 'keep'
    await this.sql([statement((params) => insertWrites({ params, rows, onConflict }))])
  }

  override async deleteThread(threadId: string): Promise<void> {
    const tables = ['checkpoint_writes', 'checkpoint_blobs', 'checkpoints']
    await this.sql(tables.map((table) => ({ text: `delete from ${table} where thread_id = $1`, params: [threadId] })))
  }

  /**
   * Blobs are keyed by channel and version, and two branches of one checkpoint would both write version n + 1.
   * A random fraction keeps them apart, and the official saver can still count on from it.
   */
  override getNextVersion(current: number | undefined): number {
    return ((Math.floor(current ?? 0) + 1) * 1e6 + Math.floor(Math.random() * 1e6)) / 1e6
  }
}

export const configAfter = (config: RunnableConfig, checkpoint: Checkpoint): RunnableConfig => {
  const { threadId, ns } = placeOf(config)
  return { configurable: { thread_id: threadId, checkpoint_ns: ns, checkpoint_id: checkpoint.id } }
}

const statement = (compose: (params: Parameters) => string): Statement => {
  const params = parameters()
  return { text: compose(params), params: params.values }
}
