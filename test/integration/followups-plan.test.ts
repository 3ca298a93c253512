import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ScopedDatabase } from '../../src/db/scoped-database.ts'
import type { Statement } from '../../src/db/statement.ts'
import { previewFollowUps } from '../../src/followups/preview-follow-ups.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: Node[]
}

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** So many leads of a tenant: a few silent, the others busy, closed long ago or on hold. */
async function openTenantOf(leads: number, silent: number): Promise<number> {
  const { rows } = await database.admin.query(`insert into tenant (name) values ('Big') returning id`)
  const id = Number(rows[0].id)
  await database.admin.query(
    `insert into lead (tenant_id, type, title, status, created_at, last_human_touch_at)
    select $1, (array['Job', 'Opportunity', 'Partnership'])[1 + n % 3], 'L' || n,
      case when n <= $3 then 'New' when n % 3 = 0 then 'Applied' when n % 3 = 1 then 'Lost' else 'On Hold' end, now() - interval '400 days',
      case when n <= $3 then now() - interval '30 days' when n % 3 = 0 then now() - n % 13 * interval '1 day' else now() - n % 300 * interval '1 day' end
    from generate_series(1, $2::int) n`,
    [id, leads, silent],
  )
  await database.admin.query('vacuum analyze lead')
  return id
}

/** The scan of a preview as Postgres really carried it out, under row level security. */
async function explainScan(tenantId: number): Promise<Node> {
  const statements: Statement[][] = []
  const db = new ScopedDatabase(
    (sent) => {
      statements.push(sent)
      return database.sql(sent)
    },
    { credential: { kind: 'system', value: String(tenantId) }, surface: 'api' },
  )
  await previewFollowUps({ db, now: new Date(), log: () => {} }, {})
  const [all] = statements
  const scan = all!.findIndex(({ text }) => text.includes('open_status'))
  const client = await database.admin.connect()
  try {
    await client.query('begin')
    for (const { text, params } of all!.slice(0, scan)) await client.query(text, params as unknown[])
    const { text, params } = all![scan]!
    const { rows } = await client.query(
      `explain (analyze, buffers, timing off, format json) ${text}`,
      params as unknown[],
    )
    return rows[0]['QUERY PLAN'][0].Plan
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]
const rowsRead = (plan: Node, table: string) =>
  nodesOf(plan)
    .filter((node) => node['Relation Name'] === table)
    .reduce(
      (sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    )
const blocks = (plan: Node) => plan['Shared Hit Blocks'] + plan['Shared Read Blocks']

describe('the scan', () => {
  it('costs what is silent, not what there is: ten times the leads, the same rows read', async () => {
    const small = await explainScan(await openTenantOf(3_000, 50))
    const large = await explainScan(await openTenantOf(30_000, 50))
    for (const plan of [small, large]) {
      expect(
        nodesOf(plan).filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'lead'),
      ).toEqual([])
      expect(nodesOf(plan).map((node) => node['Index Name'])).toContain('lead_silence')
      expect(rowsRead(plan, 'lead')).toBeLessThanOrEqual(50 + 20)
    }
    expect(blocks(large)).toBeLessThanOrEqual(1.5 * blocks(small))
  })

  it('asks for tasks, activities, proposals and refusals by index, under row level security', async () => {
    const tenant = await openTenantOf(2_000, 50)
    await database.admin.query(
      `insert into task (tenant_id, title, entity_type, entity_id) select $1, 'T', 'Organization', n from generate_series(1, 20000) n`,
      [tenant],
    )
    await database.admin.query(
      `insert into activity (tenant_id, kind, entity_type, entity_id, at) select $1, 'call', 'Organization', n, now() + interval '1 day' from generate_series(1, 20000) n`,
      [tenant],
    )
    await database.admin.query(
      `insert into proposal (tenant_id, proposed_action, entity_type, data, risk, question_key, producer, status, expires_at)
      select $1, 'create', 'Task', '{}', 'task', 'follow_up:lead:' || n || ':silence:1', 'follow_ups', 'pending', now() + interval '9 days' from generate_series(1000000, 1020000) n`,
      [tenant],
    )
    await database.admin.query(
      `insert into refusal (tenant_id, question_key, entity_type) select $1, 'follow_up:lead:' || n || ':silence:1', 'Task' from generate_series(1000000, 1020000) n`,
      [tenant],
    )
    await database.admin.query('vacuum analyze task, activity, proposal, refusal')
    const plan = await explainScan(tenant)
    for (const table of ['task', 'activity', 'proposal', 'refusal'])
      expect(rowsRead(plan, table)).toBeLessThanOrEqual(50)
  })

  it('a touch withdraws by index, however much waits', async () => {
    const tenant = await openTenantOf(100, 1)
    await database.admin.query(
      `insert into proposal (tenant_id, proposed_action, entity_type, data, risk, question_key, producer, status, expires_at)
      select $1, 'create', 'Task', '{}', 'task', 'q' || n, 'follow_ups', 'pending', now() + interval '9 days' from generate_series(1, 20000) n`,
      [tenant],
    )
    await database.admin.query('vacuum analyze proposal')
    const client = await database.admin.connect()
    try {
      await client.query('begin')
      await client.query('select begin_request($1, $2, $3, $4)', ['system', String(tenant), 'run', 'run'])
      await client.query('set local role greenlight_writer')
      const before = await client.query(
        'select pg_stat_get_xact_tuples_returned($1::regclass) + pg_stat_get_xact_tuples_fetched($1::regclass) as n',
        ['proposal'],
      )
      await client.query(`select withdraw_follow_ups($1, array_agg(id), 'x') from lead where tenant_id = $1`, [tenant])
      const after = await client.query(
        'select pg_stat_get_xact_tuples_returned($1::regclass) + pg_stat_get_xact_tuples_fetched($1::regclass) as n',
        ['proposal'],
      )
      expect(Number(after.rows[0].n) - Number(before.rows[0].n)).toBeLessThanOrEqual(100)
    } finally {
      await client.query('rollback')
      client.release()
    }
  })
})
