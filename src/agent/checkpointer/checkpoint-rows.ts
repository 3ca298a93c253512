/** The rows of the three official tables, serialised the moment LangGraph hands the values over: nodes may change them later. */
import type { RunnableConfig } from '@langchain/core/runnables'
import {
  type ChannelVersions,
  type Checkpoint,
  type CheckpointMetadata,
  type PendingWrite,
  type SerializerProtocol,
  WRITES_IDX_MAP,
} from '@langchain/langgraph-checkpoint'
import { type EncodedValue, encodeChannel, encodeValue } from './encoded-value.ts'

export interface Place {
  threadId: string
  ns: string
  checkpointId: string | undefined
}

export interface CheckpointRow {
  threadId: string
  ns: string
  checkpointId: string
  parentId: string | null
  checkpoint: string
  metadata: string
}

export interface BlobRow extends EncodedValue {
  threadId: string
  ns: string
  channel: string
  version: string
}

export interface WriteRow extends EncodedValue {
  threadId: string
  ns: string
  checkpointId: string
  taskId: string
  idx: number
  channel: string
}

/** Reads thread, namespace and checkpoint from a config. Throws where the thread is missing. */
export const placeOf = (config: RunnableConfig): Place => {
  const { thread_id: threadId, checkpoint_ns: ns = '', checkpoint_id: checkpointId } = config.configurable ?? {}
  if (!threadId) throw new Error('A checkpoint needs configurable.thread_id.')
  return { threadId, ns, checkpointId }
}

// jsonb refuses \u0000 in any string; an even run of backslashes before it means that it is an escape
const withoutNul = (json: string) => json.replace(/(?<!\\)((?:\\\\)*)\\u0000/g, '$1')

export const checkpointRow = async (
  serde: SerializerProtocol,
  { threadId, ns, checkpointId }: Place,
  checkpoint: Checkpoint,
  metadata: CheckpointMetadata,
): Promise<CheckpointRow> => {
  const { channel_values: _, ...rest } = checkpoint
  const { body } = await encodeValue(serde, metadata)
  return {
    threadId,
    ns,
    checkpointId: checkpoint.id,
    parentId: checkpointId ?? null,
    checkpoint: withoutNul(JSON.stringify(rest)),
    metadata: withoutNul(body ?? '{}'),
  }
}

export const blobRows = (
  serde: SerializerProtocol,
  { threadId, ns }: Place,
  values: Record<string, unknown>,
  versions: ChannelVersions,
): Promise<BlobRow[]> =>
  Promise.all(
    Object.entries(versions).map(async ([channel, version]) => {
      const encoded = await encodeChannel(serde, values, channel)
      return { threadId, ns, channel, version: String(version), ...encoded }
    }),
  )

/** Throws where the checkpoint the writes belong to is missing. */
export const writeRows = (
  serde: SerializerProtocol,
  { threadId, ns, checkpointId }: Place,
  taskId: string,
  writes: PendingWrite[],
): Promise<WriteRow[]> => {
  if (!checkpointId) throw new Error('Writes need configurable.checkpoint_id.')
  return Promise.all(
    writes.map(async ([channel, value], index) => {
      const encoded = await encodeValue(serde, value)
      return { threadId, ns, checkpointId, taskId, idx: WRITES_IDX_MAP[channel] ?? index, channel, ...encoded }
    }),
  )
}
