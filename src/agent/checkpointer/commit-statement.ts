import type { Statement } from '../../db/statement.ts'
import type { BlobRow, CheckpointRow, WriteRow } from './checkpoint-rows.ts'
import { insertBlobs, insertCheckpoints, insertWrites } from './insert-rows.ts'
import { parameters } from './parameters.ts'
import type { Extras } from './superstep.ts'

export interface Commit {
  runId: string
  expectedHead: string | null
  head: string | null
  /** A further condition on the run's row, such as the lease. */
  guard?: Statement | undefined
  checkpoints: CheckpointRow[]
  blobs: BlobRow[]
  writes: WriteRow[]
  extras: Extras[]
}

/**
 * ONE statement: swap the run's head and, only if that took, everything else. Answers `won`, 1 or 0, and
 * the head as it was before: the new one where this very write had been made already and only its answer was lost.
 * The row lock of the swap orders concurrent deliveries; who comes second sees the new head and finds no row.
 */
export const commitStatement = ({ runId, expectedHead, head, guard, ...rows }: Commit): Statement => {
  const params = parameters()
  const run = `${params.add(runId)}::uuid`
  const from = 'head, '
  const set = rows.extras.flatMap((extras) => (extras.set ? [params.splice(extras.set)] : []))
  const also = rows.extras.flatMap((extras) => extras.also ?? []).map((fragment) => gated(fragment))
  const parts = [
    `head as (
  update run set ${[`head_checkpoint_id = ${params.add(head)}::text`, ...set].join(', ')}
  where id = ${run} and head_checkpoint_id is not distinct from ${params.add(expectedHead)}::text
  ${guard ? `and (${params.splice(guard)})` : ''}
  returning id, tenant_id, head_checkpoint_id)`,
  ]
  if (rows.checkpoints.length > 0)
    parts.push(`saved_checkpoint as (${insertCheckpoints({ params, rows: rows.checkpoints, from })})`)
  if (rows.blobs.length > 0) parts.push(`saved_blob as (${insertBlobs({ params, rows: rows.blobs, from })})`)
  // the winner's results are the truth, also over what an earlier delivery of the same superstep left behind
  if (rows.writes.length > 0)
    parts.push(`saved_write as (${insertWrites({ params, rows: rows.writes, from, onConflict: 'replace' })})`)
  for (const [index, fragment] of also.entries()) parts.push(`also_${index} as (${params.splice(fragment)})`)
  return {
    text: `with ${parts.join(',\n')}\nselect count(*)::int as won,
  (select head_checkpoint_id from run where id = ${run}) as was from head`,
    params: params.values,
  }
}

const gated = (fragment: Statement) => {
  if (!/\bhead\b/.test(fragment.text)) throw new Error(`Not taken from head, a loser would write it: ${fragment.text}`)
  return fragment
}
