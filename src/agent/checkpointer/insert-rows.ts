import type { BlobRow, CheckpointRow, WriteRow } from './checkpoint-rows.ts'
import { type EncodedValue, writeBytes } from './encoded-value.ts'
import type { Parameters } from './parameters.ts'

/** `from` gates the insert, for instance on a row of a CTE: `head, `. Empty inserts always. */
interface Insert<R> {
  params: Parameters
  rows: R[]
  from?: string
}

const array = <R>(params: Parameters, rows: R[], type: string, value: (row: R) => unknown) =>
  `${params.add(rows.map(value))}::${type}[]`

// one placeholder per value and one per column keep 65,535 parameters out of reach
const bytes = (params: Parameters, rows: EncodedValue[]) =>
  `array[${rows.map((row) => writeBytes(params, row)).join(', ')}]::bytea[]`

export const insertCheckpoints = ({ params, rows, from = '' }: Insert<CheckpointRow>) => `
  insert into checkpoints (thread_id, checkpoint_ns, checkpoint_id, parent_checkpoint_id, checkpoint, metadata)
  select r.thread_id, r.ns, r.id, r.parent_id, r.checkpoint::jsonb, r.metadata::jsonb
  from ${from}unnest(
    ${array(params, rows, 'text', (row) => row.threadId)}, ${array(params, rows, 'text', (row) => row.ns)},
    ${array(params, rows, 'text', (row) => row.checkpointId)}, ${array(params, rows, 'text', (row) => row.parentId)},
    array[${rows.map((row) => params.add(row.checkpoint)).join(', ')}]::text[],
    array[${rows.map((row) => params.add(row.metadata)).join(', ')}]::text[]
  ) as r (thread_id, ns, id, parent_id, checkpoint, metadata)
  on conflict (thread_id, checkpoint_ns, checkpoint_id)
  do update set checkpoint = excluded.checkpoint, metadata = excluded.metadata`

export const insertBlobs = ({ params, rows, from = '' }: Insert<BlobRow>) => `
  insert into checkpoint_blobs (thread_id, checkpoint_ns, channel, version, type, blob)
  select r.thread_id, r.ns, r.channel, r.version, r.type, r.blob
  from ${from}unnest(
    ${array(params, rows, 'text', (row) => row.threadId)}, ${array(params, rows, 'text', (row) => row.ns)},
    ${array(params, rows, 'text', (row) => row.channel)}, ${array(params, rows, 'text', (row) => row.version)},
    ${array(params, rows, 'text', (row) => row.type)}, ${bytes(params, rows)}
  ) as r (thread_id, ns, channel, version, type, blob)
  on conflict (thread_id, checkpoint_ns, channel, version) do nothing`

export const insertWrites = ({ params, rows, from = '', onConflict }: Insert<WriteRow> & WritesConflict) => `
  insert into checkpoint_writes (thread_id, checkpoint_ns, checkpoint_id, task_id, idx, channel, type, blob)
  select r.thread_id, r.ns, r.id, r.task_id, r.idx, r.channel, r.type, r.blob
  from ${from}unnest(
    ${array(params, rows, 'text', (row) => row.threadId)}, ${array(params, rows, 'text', (row) => row.ns)},
    ${array(params, rows, 'text', (row) => row.checkpointId)}, ${array(params, rows, 'text', (row) => row.taskId)},
    ${array(params, rows, 'int', (row) => row.idx)}, ${array(params, rows, 'text', (row) => row.channel)},
    ${array(params, rows, 'text', (row) => row.type)}, ${bytes(params, rows)}
  ) as r (thread_id, ns, id, task_id, idx, channel, type, blob)
  on conflict (thread_id, checkpoint_ns, checkpoint_id, task_id, idx) ${
    onConflict === 'keep'
      ? 'do nothing'
      : 'do update set channel = excluded.channel, type = excluded.type, blob = excluded.blob'
  }`

interface WritesConflict {
  onConflict: 'keep' | 'replace'
}
