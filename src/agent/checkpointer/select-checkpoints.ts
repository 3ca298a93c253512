import type { Statement } from '../../db/statement.ts'
import { readBody } from './encoded-value.ts'

// what `cp` has to select, and what each row of the answer carries
const columns = 'thread_id, checkpoint_ns, checkpoint_id, parent_checkpoint_id, checkpoint, metadata'

// one statement is one snapshot: a checkpoint can never be read with the blobs of another moment
const select = (cp: string, withHead: boolean) => `
with cp as materialized (${cp}),
wanted as (
  select distinct cp.thread_id, cp.checkpoint_ns, v.key as channel, v.value as version
  from cp cross join lateral jsonb_each_text(cp.checkpoint -> 'channel_versions') v
)
select 'checkpoint' as kind, thread_id, checkpoint_ns, checkpoint_id, parent_checkpoint_id, null::text as task_id,
  null::int as idx, null::text as channel, null::text as version, null::text as type, null::text as body,
  checkpoint, metadata
from cp
union all
select 'blob', b.thread_id, b.checkpoint_ns, null, null, null, null, b.channel, b.version, b.type, ${readBody('b')},
  null, null
from wanted join checkpoint_blobs b using (thread_id, checkpoint_ns, channel, version)
union all
select 'write', w.thread_id, w.checkpoint_ns, w.checkpoint_id, null, w.task_id, w.idx, w.channel, null, w.type,
  ${readBody('w')}, null, null
from cp join checkpoint_writes w using (thread_id, checkpoint_ns, checkpoint_id)
union all
select 'send', cp.thread_id, cp.checkpoint_ns, cp.checkpoint_id, null, w.task_id, w.idx, w.channel, null, w.type,
  ${readBody('w')}, null, null
from cp join checkpoint_writes w on w.thread_id = cp.thread_id and w.checkpoint_ns = cp.checkpoint_ns
  and w.checkpoint_id = cp.parent_checkpoint_id and w.channel = '__pregel_tasks'
where (cp.checkpoint ->> 'v')::int < 4${
  withHead
    ? `
union all
select 'head', r.id::text, '', r.head_checkpoint_id, null, null, null, null, null, null, null, null, null
from run r where r.id = $1::uuid`
    : ''
}`

/** The checkpoint named, or the latest of its thread and namespace. */
export const selectCheckpoint = (threadId: string, ns: string, checkpointId: string | undefined): Statement => ({
  text: select(
    `select ${columns} from checkpoints where thread_id = $1 and checkpoint_ns = $2
  ${checkpointId ? 'and checkpoint_id = $3' : 'order by checkpoint_id desc limit 1'}`,
    false,
  ),
  params: checkpointId ? [threadId, ns, checkpointId] : [threadId, ns],
})

/** The checkpoint a run's head points at, and the head itself: what a delivery reads, alone or beside its lease. */
export const selectHead = (runId: string): Statement => ({
  text: select(
    `select c.${columns.replaceAll(', ', ', c.')} from run r join checkpoints c
  on c.thread_id = r.id::text and c.checkpoint_ns = '' and c.checkpoint_id = r.head_checkpoint_id
  where r.id = $1::uuid`,
    true,
  ),
  params: [runId],
})

export interface CheckpointSearch {
  threadId?: string | undefined
  ns?: string | undefined
  checkpointId?: string | undefined
  filter?: Record<string, unknown> | undefined
  beforeId?: string | undefined
  limit?: number | undefined
}

/** Newest first. */
export const searchCheckpoints = (search: CheckpointSearch): Statement => {
  const params: unknown[] = []
  const where: string[] = []
  const add = (condition: string, value: unknown) => where.push(condition.replace('?', `$${params.push(value)}`))
  if (search.threadId) add('thread_id = ?', search.threadId)
  if (search.ns != null) add('checkpoint_ns = ?', search.ns)
  if (search.checkpointId) add('checkpoint_id = ?', search.checkpointId)
  if (search.filter && Object.keys(search.filter).length > 0) add('metadata @> ?::jsonb', JSON.stringify(search.filter))
  if (search.beforeId !== undefined) add('checkpoint_id < ?', search.beforeId)
  const condition = where.length > 0 ? `where ${where.join(' and ')}` : ''
  const limit = search.limit === undefined ? '' : `limit $${params.push(search.limit)}::int`
  const cp = `select ${columns} from checkpoints ${condition} order by checkpoint_id desc ${limit}`
  return { text: select(cp, false), params }
}
