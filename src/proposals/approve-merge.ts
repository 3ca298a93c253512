import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { EntityType } from '../records/entity-type.ts'
import type { Outcome } from './decision.ts'
import { parseProposalId } from './proposal-id.ts'
import { mergeData } from './propose-one.ts'

export interface MergeChoice {
  id: string
  /** Of the proposal as it was read. */
  content_hash: string
  entity_type: EntityType
  /** The versions of the records as they were read, by id. */
  versions: Record<string, number>
  survivor_id: number
  loser_ids: number[]
  values: Record<string, unknown>
  batch_id: string | null
}

/**
 * Approves a merge with another survivor or other values than were proposed, in one transaction: only where neither the
 * proposal nor any of its records is other than it was read. @throws AppError invalid
 */
export async function approveMerge(ctx: Context, choice: MergeChoice): Promise<Outcome> {
  const { entity_type, versions, survivor_id, loser_ids, values, content_hash, batch_id } = choice
  const id = parseProposalId(choice.id)
  const data = JSON.stringify(mergeData(entity_type, { survivor_id, loser_ids, values }))
  const asRead = sql`p.tenant_id = app_tenant_id() and p.id = ${id}::uuid and p.content_hash = ${content_hash} and p.status in ('pending', 'stale') and p.expires_at > now()
    and not exists (select from jsonb_each_text(${JSON.stringify(versions)}::jsonb) v where (record_values(p.entity_type, v.key::bigint)->>'row_version') is distinct from v.value)`
  const { rows } = await ctx.db.run(
    'decide',
    sql`select take_turn(true)`,
    sql`select p.id from proposal p where p.tenant_id = app_tenant_id() and p.id = ${id}::uuid for update`,
    sql`select set_config('app.revised', p.id::text, true), revise_proposal(p.id, ${data}::jsonb, null) from proposal p where ${asRead}`,
    // a hash that nothing has is told apart by the engine: decided meanwhile, expired, or other than it was read
    sql`select decide_proposals(jsonb_build_array(jsonb_build_object('id', p.id, 'action', 'approve', 'content_hash',
        case when current_setting('app.revised', true) = p.id::text then p.content_hash else 'moved' end)), ${batch_id}::uuid) as outcomes
      from proposal p where p.tenant_id = app_tenant_id() and p.id = ${id}::uuid`,
  )
  const outcome = (rows[3]![0]?.outcomes as Outcome[] | undefined)?.[0]
  if (!outcome) return { id, outcome: 'not_found', detail: 'No such proposal.' }
  return outcome.outcome === 'stale'
    ? { ...outcome, detail: 'These records have changed since you read them.' }
    : outcome
}
