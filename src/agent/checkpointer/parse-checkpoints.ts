import {
  type CheckpointMetadata,
  type CheckpointPendingWrite,
  type CheckpointTuple,
  compareWritesSortKeys,
  maxChannelVersion,
  type SerializerProtocol,
  TASKS,
} from '@langchain/langgraph-checkpoint'
import type { Row } from '../../db/statement.ts'
import { decodeValue } from './encoded-value.ts'

interface StoredRow {
  kind: 'checkpoint' | 'blob' | 'write' | 'send' | 'head'
  thread_id: string
  checkpoint_ns: string
  checkpoint_id: string
  parent_checkpoint_id: string | null
  task_id: string
  idx: number
  channel: string
  version: string
  type: string | null
  body: string | null
  checkpoint: CheckpointTuple['checkpoint']
  metadata: CheckpointMetadata
}

type Index = Map<string, StoredRow[]>

const key = (...parts: string[]) => parts.join('\0')
const keyOf = (row: StoredRow) =>
  row.kind === 'blob'
    ? key(row.kind, row.thread_id, row.checkpoint_ns, row.channel, row.version)
    : key(row.kind, row.thread_id, row.checkpoint_ns, row.checkpoint_id)

/** Turns the answer of a `select-checkpoints` statement into tuples, newest first. */
export const parseCheckpoints = (serde: SerializerProtocol, answer: Row[]): Promise<CheckpointTuple[]> => {
  const rows = answer as unknown as StoredRow[]
  const index: Index = new Map()
  for (const row of rows) index.set(keyOf(row), [...(index.get(keyOf(row)) ?? []), row])
  const checkpoints = rows.filter((row) => row.kind === 'checkpoint')
  checkpoints.sort((a, b) => (a.checkpoint_id < b.checkpoint_id ? 1 : -1))
  return Promise.all(checkpoints.map((row) => parseTuple(serde, row, index)))
}

const parseTuple = async (serde: SerializerProtocol, row: StoredRow, index: Index): Promise<CheckpointTuple> => {
  const { thread_id, checkpoint_ns, checkpoint_id } = row
  const configOf = (id: string) => ({ configurable: { thread_id, checkpoint_ns, checkpoint_id: id } })
  const versions = { ...row.checkpoint.channel_versions }
  const values = await parseChannels(serde, row, index)
  const sends = index.get(key('send', thread_id, checkpoint_ns, checkpoint_id))
  if (sends) {
    // format 1 to 3 kept Sends only in the writes of the parent
    values[TASKS] = (await parseWrites(serde, sends)).map(([, , value]) => value)
    versions[TASKS] = Object.keys(versions).length > 0 ? maxChannelVersion(...Object.values(versions)) : 1
  }
  return {
    config: configOf(checkpoint_id),
    checkpoint: {
      ...row.checkpoint,
      channel_versions: versions,
      versions_seen: row.checkpoint.versions_seen ?? {},
      channel_values: values,
    },
    metadata: (await serde.loadsTyped('json', JSON.stringify(row.metadata))) as CheckpointMetadata,
    parentConfig: row.parent_checkpoint_id ? configOf(row.parent_checkpoint_id) : undefined,
    pendingWrites: await parseWrites(serde, index.get(key('write', thread_id, checkpoint_ns, checkpoint_id)) ?? []),
  } as CheckpointTuple
}

const parseChannels = async (serde: SerializerProtocol, row: StoredRow, index: Index) => {
  const versions = Object.entries(row.checkpoint.channel_versions ?? {})
  const blobs = versions.flatMap(([channel, version]) => {
    const [blob] = index.get(key('blob', row.thread_id, row.checkpoint_ns, channel, String(version))) ?? []
    return blob && blob.type !== 'empty' && blob.body !== null ? [blob] : []
  })
  const values = blobs.map(async ({ channel, type, body }) => [channel, await decodeValue(serde, type!, body!)])
  return Object.fromEntries(await Promise.all(values)) as Record<string, unknown>
}

// by code point, whatever the database's collation; the official tables keep no task path
const parseWrites = (serde: SerializerProtocol, rows: StoredRow[]): Promise<CheckpointPendingWrite[]> =>
  Promise.all(
    rows
      .toSorted((a, b) => compareWritesSortKeys(['', a.task_id, Number(a.idx)], ['', b.task_id, Number(b.idx)]))
      .map(async (row) => [row.task_id, row.channel, await decodeValue(serde, row.type ?? 'json', row.body ?? '')]),
  )
