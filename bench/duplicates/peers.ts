import type pg from 'pg'

const WHOLE_UP_TO = 5000
const PROBES = 300

/** Names more than 0.7 alike by pg_trgm's index, for organizations and people; of a large tenant, the time of a sample times its share. */
export async function timeTrigramJoin(admin: pg.Pool, tenantId: number): Promise<{ ms: number; isEstimate: boolean }> {
  let [ms, isEstimate] = [0, false]
  const client = await admin.connect()
  try {
    await client.query('set pg_trgm.similarity_threshold = 0.7')
    for (const [table, name] of [
      ['organization', (alias: string) => `${alias}.name`],
      [
        'individual',
        (alias: string) => `(coalesce(${alias}.first_name, '') || ' ' || coalesce(${alias}.last_name, ''))`,
      ],
    ] as const) {
      const { rows } = await client.query(`select count(*)::int as n from ${table} where tenant_id = $1`, [tenantId])
      const all = Number(rows[0].n)
      const probes = all <= WHOLE_UP_TO ? all : PROBES
      const startedAt = performance.now()
      await client.query(
        `select count(*) from (select * from ${table} where tenant_id = $1 order by id limit $2) a
          join ${table} b on b.tenant_id = a.tenant_id and b.id > a.id and ${name('a')} % ${name('b')}`,
        [tenantId, probes],
      )
      ms += ((performance.now() - startedAt) * all) / probes
      isEstimate ||= probes < all
    }
  } finally {
    client.release()
  }
  return { ms, isEstimate }
}

/** What a query by hand finds: the same name, the same site or the same mailbox. */
export async function countByExactRules(admin: pg.Pool, tenantId: number, table: 'organization' | 'individual') {
  const rules =
    table === 'organization'
      ? [`lower(name)`, `website_host(website)`]
      : [`lower(first_name) || ' ' || lower(last_name) || ' ' || lower(city)`, `lower(email)`]
  const parents = new Map<number, number>()
  const find = (id: number): number => {
    let root = id
    for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) root = up
    return root
  }
  for (const rule of rules) {
    const { rows } = await admin.query(
      `select array_agg(id) as ids from ${table} where tenant_id = $1 and ${rule} <> '' group by ${rule} having count(*) > 1`,
      [tenantId],
    )
    for (const { ids } of rows) {
      const [first, ...others] = (ids as string[]).map(Number)
      for (const id of [first!, ...others]) if (!parents.has(id)) parents.set(id, id)
      for (const id of others) if (find(id) !== find(first!)) parents.set(find(id), find(first!))
    }
  }
  const groups = new Map<number, number[]>()
  for (const id of parents.keys()) groups.set(find(id), [...(groups.get(find(id)) ?? []), id])
  return [...groups.values()].map((ids) => ({ ids }))
}
