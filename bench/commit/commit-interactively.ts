import type { PoolClient } from '@neondatabase/serverless'

interface ProposalRow {
  id: string
  proposed_action: string
  entity_type: string
  entity_id: number
  data: Record<string, unknown>
  base: Record<string, unknown>
  link_to: Record<string, unknown> | null
  evidence: Record<string, { confidence: number; items: Record<string, unknown>[] }>
  content_hash: string
}

/**
 * What one would write without the engine: one transaction for a proposal, each statement a round trip; it checks and writes
 * the same rows, several rows of a table in one statement.
 */
export async function commitInteractively(client: PoolClient, id: string, hash: string, tenant: number, user: number) {
  await client.query('begin')
  const { rows } = await client.query<ProposalRow>(
    'select * from proposal where id = $1 and tenant_id = $2 for update',
    [id, tenant],
  )
  const proposal = rows[0]!
  if (proposal.content_hash !== hash) throw new Error('stale')
  const set = await client.query(
    `insert into change_set (tenant_id, origin, actor_kind, actor_user_id, proposal_id) values ($1, 'proposal', 'person', $2, $3) returning id`,
    [tenant, user, id],
  )
  const changes = await writeRecords(client, proposal, tenant)
  await insertMany(
    client,
    'change (tenant_id, change_set_id, entity_type, entity_id, op, field_name, before, after)',
    changes.map(({ type, entity, op, field, before, after }) => [
      tenant,
      set.rows[0].id,
      type,
      entity,
      op,
      field,
      JSON.stringify(before ?? null),
      JSON.stringify(after ?? null),
    ]),
  )
  const own = changes.filter(({ own }) => own)
  await insertMany(
    client,
    'data_provenance (tenant_id, entity_type, entity_id, field_name, source_url, quote, confidence, raw_value, proposal_id, change_set_id, verified_by)',
    own.map(({ type, entity, field, after }) => {
      const found = proposal.evidence[field]
      return [
        tenant,
        type,
        entity,
        field,
        found?.items[0]?.url ?? null,
        found?.items[0]?.quote ?? null,
        found?.confidence ?? null,
        String(after),
        id,
        set.rows[0].id,
        user,
      ]
    }),
  )
  await client.query(
    `update proposal set status = 'committed', decided_by = $2, decided_at = now(), change_set_id = $3 where id = $1`,
    [id, user, set.rows[0].id],
  )
  await client.query('commit')
}

interface Logged {
  type: string
  entity: number
  op: string
  field: string
  before?: unknown
  after?: unknown
  own?: boolean
}

async function writeRecords(client: PoolClient, proposal: ProposalRow, tenant: number): Promise<Logged[]> {
  if (proposal.proposed_action === 'update') return update(client, proposal, tenant)
  if (proposal.proposed_action === 'create') return create(client, proposal, tenant)
  return merge(client, proposal, tenant)
}

async function update(client: PoolClient, { entity_id, data, base }: ProposalRow, tenant: number): Promise<Logged[]> {
  const { rows } = await client.query('select * from individual where id = $1 and tenant_id = $2 for update', [
    entity_id,
    tenant,
  ])
  for (const field of Object.keys(data)) if (rows[0][field] !== base[field]) throw new Error('stale')
  const names = Object.keys(data)
  await client.query(
    `update individual set ${names.map((name, at) => `${name} = $${at + 2}`).join(', ')} where id = $1`,
    [entity_id, ...names.map((name) => data[name])],
  )
  return names.map((field) => ({
    type: 'Individual',
    entity: entity_id,
    op: 'update',
    field,
    before: base[field],
    after: data[field],
    own: true,
  }))
}

async function create(client: PoolClient, { data, link_to }: ProposalRow, tenant: number): Promise<Logged[]> {
  const same = await client.query('select id from individual where tenant_id = $1 and lower(email) = $2', [
    tenant,
    data.email,
  ])
  if (same.rows.length > 0) throw new Error('known')
  const names = Object.keys(data)
  const insert = async (table: string, values: Record<string, unknown>) => {
    const columns = Object.keys(values)
    const { rows } = await client.query(
      `insert into ${table} (tenant_id, ${columns.join(', ')}) values ($1, ${columns.map((_, at) => `$${at + 2}`).join(', ')}) returning id`,
      [tenant, ...columns.map((column) => values[column])],
    )
    return Number(rows[0].id)
  }
  const entity = await insert('individual', data)
  const link = { individual_id: entity, organization_id: link_to!.organization_id, title: data.title }
  const logged: Logged[] = names.map((field) => ({
    type: 'Individual',
    entity,
    op: 'insert',
    field,
    after: data[field],
    own: true,
  }))
  for (const table of ['contact', 'employment']) {
    const id = await insert(table, link)
    for (const [field, after] of Object.entries(link))
      logged.push({ type: table, entity: id, op: 'insert', field, after })
  }
  return logged
}

async function merge(client: PoolClient, { data, base }: ProposalRow, tenant: number): Promise<Logged[]> {
  const {
    survivor_id: survivor,
    loser_ids: losers,
    values,
  } = data as { survivor_id: number; loser_ids: number[]; values: Record<string, unknown> }
  await client.query('select * from organization where id = any($1) and tenant_id = $2 order by id for update', [
    [survivor, ...losers],
    tenant,
  ])
  const logged: Logged[] = []
  for (const [table, column] of [
    ['organization', 'parent_id'],
    ['contact', 'organization_id'],
    ['employment', 'organization_id'],
    ['lead', 'organization_id'],
    ['project', 'organization_id'],
  ]) {
    const { rows } = await client.query(
      `update ${table} set ${column} = $1 where ${column} = any($2) and tenant_id = $3 returning id`,
      [survivor, losers, tenant],
    )
    for (const { id } of rows)
      logged.push({
        type: table!,
        entity: Number(id),
        op: 'update',
        field: column!,
        before: losers[0],
        after: survivor,
      })
  }
  for (const table of ['task', 'note', 'activity', 'asset', 'document', 'data_provenance']) {
    const { rows } = await client.query(
      `update ${table} set entity_id = $1 where entity_type = 'Organization' and entity_id = any($2) and tenant_id = $3 returning id`,
      [survivor, losers, tenant],
    )
    for (const { id } of rows)
      logged.push({
        type: table,
        entity: Number(id),
        op: 'update',
        field: 'entity_id',
        before: losers[0],
        after: survivor,
      })
  }
  await client.query('update organization set merged_into_id = $1, archived_at = now() where id = any($2)', [
    survivor,
    losers,
  ])
  for (const loser of losers)
    logged.push({ type: 'Organization', entity: loser, op: 'update', field: 'merged_into_id', after: survivor })
  const names = Object.keys(values)
  await client.query(
    `update organization set ${names.map((name, at) => `${name} = $${at + 2}`).join(', ')} where id = $1`,
    [survivor, ...names.map((name) => values[name])],
  )
  for (const field of names)
    logged.push({
      type: 'Organization',
      entity: survivor,
      op: 'update',
      field,
      before: base[field],
      after: values[field],
      own: true,
    })
  return logged
}

async function insertMany(client: PoolClient, into: string, rows: unknown[][]) {
  if (rows.length === 0) return
  const places = rows.map((row, at) => `(${row.map((_, column) => `$${at * row.length + column + 1}`).join(',')})`)
  await client.query(`insert into ${into} values ${places.join(',')}`, rows.flat())
}
