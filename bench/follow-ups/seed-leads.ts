import type pg from 'pg'

const OWNERS = 20

/**
 * A tenant of so many leads: seven of ten closed long ago, the given share silent (every fifth of them with an open task), the
 * rest touched within a fortnight. Every lead has a note, a third has had a call.
 */
export async function seedLeads(admin: pg.Pool, leads: number, silent: number): Promise<number> {
  const client = await admin.connect()
  try {
    const { rows } = await client.query(`insert into tenant (name) values ('Bench') returning id`)
    const tenantId = Number(rows[0].id)
    await client.query(`set session_replication_role = replica`)
    const owners = await client.query(
      `insert into app_user (tenant_id, email, name) select $1, n || '@bench.example', 'P' || n from generate_series(1, ${OWNERS}) n returning id`,
      [tenantId],
    )
    const ids = owners.rows.map(({ id }) => Number(id))
    const every = Math.round(1 / silent)
    await client.query(
      `insert into lead (tenant_id, type, title, status, owner_id, created_at, last_human_touch_at)
      select $1, (array['Job', 'Opportunity', 'Partnership'])[1 + n % 3], 'Lead ' || n,
        case when n % $3 = 0 then (array['New', 'Applied', 'Interviewing'])[1 + n % 2] when n % 10 < 7 then (array['Won', 'Lost', 'Rejected'])[1 + n % 3] else (array['New', 'Applied', 'Interviewing'])[1 + n % 2] end,
        ($4::bigint[])[1 + (n / $3) % ${OWNERS}], now() - interval '400 days',
        case when n % $3 = 0 then now() - interval '15 days' - n % 90 * interval '1 day' when n % 10 < 7 then now() - interval '20 days' - n % 300 * interval '1 day'
          else now() - n % 13 * interval '1 day' end
      from generate_series(1, $2::int) n`,
      [tenantId, leads, every, ids],
    )
    await client.query(
      `insert into opportunity (tenant_id, id, estimated_value) select tenant_id, id, id % 1000 * 100 from lead where tenant_id = $1 and type = 'Opportunity'`,
      [tenantId],
    )
    await client.query(
      `insert into note (tenant_id, entity_type, entity_id, content, created_by, created_at) select tenant_id, 'Lead', id, 'Spoke', owner_id, last_human_touch_at from lead where tenant_id = $1`,
      [tenantId],
    )
    await client.query(
      `insert into activity (tenant_id, entity_type, entity_id, kind, by_user_id, at, created_at) select tenant_id, type, id, 'call', owner_id, last_human_touch_at - interval '1 day', last_human_touch_at
      from lead where tenant_id = $1 and id % 3 = 0`,
      [tenantId],
    )
    await client.query(
      `insert into task (tenant_id, title, entity_type, entity_id, status) select tenant_id, 'Call', 'Lead', id, 'open' from lead where tenant_id = $1
        and (substr(title, 6)::int / $2) % 5 = 0 and status not in ('Won', 'Lost', 'Rejected')`,
      [tenantId, every],
    )
    await client.query(`set session_replication_role = origin`)
    await client.query('vacuum analyze lead, opportunity, note, activity, task')
    return tenantId
  } finally {
    client.release()
  }
}
