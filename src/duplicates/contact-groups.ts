import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { clusterPairs, REFUSED } from './cluster-pairs.ts'
import { pairKey } from './cluster-scan.ts'
import { selectRefusedPairs } from './select-records.ts'

// one person at one organization is no matter of likelihood
const CERTAIN = 10

/**
 * Contacts that link the same person to the same organization twice, or name nobody and share their own mailbox. People who
 * are one are merged as individuals, and their contacts follow.
 */
export async function groupContacts(ctx: Context, runId: string, firstOrdinal: number): Promise<number> {
  const refused = await selectRefusedPairs(ctx, 'Contact')
  const { rows } = await ctx.db.run(
    'read',
    sql`with alive as (select c.* from contact c where c.tenant_id = app_tenant_id() and c.archived_at is null and c.merged_into_id is null),
      twice as (
        select c.individual_id, c.organization_id, null as mailbox, array_agg(c.id order by c.id) as ids from alive c
        where c.individual_id is not null and c.organization_id is not null group by 1, 2 having count(*) > 1
        union all
        select null, c.organization_id, lower(trim(c.email)), array_agg(c.id order by c.id) from alive c
        where c.individual_id is null and c.email like '%_@_%' group by c.organization_id, lower(trim(c.email)) having count(*) > 1)
      select ids from twice where mailbox is null or split_part(mailbox, '@', 1) !~ '^(info|sales|support|contact|office|admin|hello|team|mail|enquiries|service|jobs|hr|press|billing|accounts)[0-9]*$'
      order by ids[1] limit 20000`,
  )
  const pairs = rows[0]!.flatMap(({ ids }) => {
    const [first, ...others] = (ids as unknown[]).map(Number)
    return others.map((right) => ({ left: first!, right, weight: CERTAIN }))
  })
  const clusters = clusterPairs(pairs, (left, right) => (refused.has(pairKey(left, right)) ? REFUSED : undefined))
  const groups = clusters.map(({ edges }, at) => ({
    ordinal: firstOrdinal + at,
    edges: edges.map(({ left, right, weight }) => [left, right, weight]),
  }))
  if (groups.length > 0)
    await ctx.db.run(
      'read',
      sql`insert into duplicate_group (run_id, entity_type, ordinal, edges)
        select ${runId}::uuid, 'Contact', g.ordinal, g.edges from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) as g (ordinal int, edges jsonb)
        on conflict (tenant_id, run_id, ordinal) do update set entity_type = excluded.entity_type, edges = excluded.edges`,
    )
  return groups.length
}
