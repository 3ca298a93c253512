import { sql } from 'drizzle-orm'
import { conditionsOf } from '../proposals/list-proposals.ts'
import type { Risk } from '../proposals/proposal.ts'
import type { ClaimedMessage } from './read-picture.ts'
import type { DigestFigures } from './render-digest.ts'
import { asSystem, type SlackWork } from './slack-work.ts'

const named = sql`record_name(p.entity_type, coalesce(record_values(p.entity_type, coalesce(p.committed_id, p.entity_id)), p.data))`

/** What one person's digest tells, counted at one moment. */
export async function readDigest(
  work: SlackWork,
  message: ClaimedMessage,
): Promise<{ figures: DigestFigures; timeZone: string }> {
  const waiting = conditionsOf({ status: ['pending'], awake: true })
  const expiring = sql`proposal p where ${waiting} and p.expires_at < now() + interval '2 days'`
  const undone = sql`change_set c join change_set u on u.tenant_id = c.tenant_id and u.id = c.undoes_id
    join proposal p on p.tenant_id = u.tenant_id and p.id = u.proposal_id
    where c.tenant_id = app_tenant_id() and c.at > ${message.created_at}::timestamptz - interval '1 day'`
  const { rows } = await asSystem(work, message.tenant_id).run(
    'run',
    sql`select p.risk, count(*)::int as n from proposal p where ${waiting} group by 1 order by 2 desc, 1`,
    sql`select ${named} as name, p.expires_at, count(*) over ()::int as n from ${expiring} order by p.expires_at, p.id limit 5`,
    sql`select ${named} as name, count(*) over ()::int as n,
        (select a.name from app_user a where a.tenant_id = c.tenant_id and a.id = c.actor_user_id) as by
      from ${undone} order by c.at desc, c.id limit 5`,
    sql`select u.time_zone from app_user u where u.tenant_id = app_tenant_id() and u.id = ${message.asked_by}::bigint`,
  )
  return {
    figures: {
      waiting: rows[0] as { risk: Risk; n: number }[],
      expiring: rows[1] as { name: string; expires_at: string }[],
      expiringCount: Number(rows[1]![0]?.n ?? 0),
      undone: rows[2] as { name: string; by: string | null }[],
      undoneCount: Number(rows[2]![0]?.n ?? 0),
    },
    timeZone: String(rows[3]![0]?.time_zone ?? 'UTC'),
  }
}
