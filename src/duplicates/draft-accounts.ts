import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { Draft } from '../proposals/draft.ts'
import type { MergeMember } from './merge-values.ts'
import { idList } from './select-keys.ts'

interface MergeData {
  survivor_id: number
  loser_ids: number[]
}

/**
 * Accounts follow their organizations: where a merge of organizations leaves an account without any, it is merged into the
 * survivor's, in one bundle. An account that keeps another organization stays.
 */
export async function withAccounts(
  ctx: Context,
  drafts: readonly Draft[],
  members: ReadonlyMap<number, MergeMember>,
): Promise<Draft[]> {
  const accountOf = (id: number) => Number(members.get(id)?.values.account_id ?? 0)
  const losing = drafts.flatMap((draft) => emptiedBy(draft, accountOf))
  if (losing.length === 0) return [...drafts]
  const { rows } = await ctx.db.run(
    'read',
    sql`select a.id, a.name, array(select o.id from organization o where o.tenant_id = app_tenant_id() and o.account_id = a.id and o.archived_at is null) as organizations
      from account a where a.tenant_id = app_tenant_id() and a.archived_at is null and a.id in ${idList(losing)}`,
  )
  const held = new Map(rows[0]!.map((row) => [Number(row.id), (row.organizations as unknown[]).map(Number)]))
  return drafts.flatMap((draft) => {
    const { survivor_id, loser_ids } = draft.data as unknown as MergeData
    const emptied = emptiedBy(draft, accountOf).filter((id) => held.get(id)?.every((one) => loser_ids.includes(one)))
    if (emptied.length === 0) return [draft]
    const ref = `organization:${survivor_id}`
    return [{ ...draft, ref, bundle: ref }, accountDraft(draft, accountOf(survivor_id), emptied, ref)]
  })
}

function emptiedBy({ data }: Draft, accountOf: (id: number) => number): number[] {
  const { survivor_id, loser_ids } = data as unknown as MergeData
  const kept = accountOf(survivor_id)
  if (kept === 0) return []
  return [...new Set(loser_ids.map(accountOf))].filter((id) => id !== 0 && id !== kept)
}

const accountDraft = (draft: Draft, survivor_id: number, loser_ids: number[], ref: string): Draft => ({
  proposed_action: 'merge',
  entity_type: 'Account',
  data: { survivor_id, loser_ids, values: {} },
  ...(draft.confidence === undefined ? {} : { confidence: draft.confidence }),
  source: 'the duplicate rules',
  rationale: 'Their organizations are merged, and none is left in the others.',
  producer: 'find_duplicates',
  parents: [ref],
  bundle: ref,
})
