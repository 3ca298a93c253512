/** A thousand approvals in one call, beside the bare writes of the same rows and beside one transaction for each. */
import { createHash } from 'node:crypto'
import { neonConfig, Pool } from '@neondatabase/serverless'
import ws from 'ws'
import { createNeonTransport } from '../src/db/neon-transport.ts'
import { ScopedDatabase } from '../src/db/scoped-database.ts'
import { decideProposals } from '../src/proposals/decide-proposals.ts'
import type { Decision } from '../src/proposals/decision.ts'
import { proposeChanges } from '../src/proposals/propose-changes.ts'
import { undoCommit } from '../src/proposals/undo-commit.ts'
import { commitInteractively } from './commit/commit-interactively.ts'
import { rawStatements } from './commit/raw-statements.ts'
import { benchDrafts, readDecisions, seedRecords } from './commit/seed-proposals.ts'
import { readWritten, type Written } from './commit/written-rows.ts'
import { openBenchDatabase } from './open-bench-database.ts'
import { type Figure, printFigures } from './print-figures.ts'

const ROUND_TRIP_MS = 5
const ROUNDS = 5
// of the thousand: each takes a tenth of a second, and none is cheaper than another
const INTERACTIVE = 100

let written: Written[] | undefined
const bench = await openBenchDatabase()
const key = createHash('sha256').update('bench').digest('hex')
try {
  const userId = await seed()
  const decisions = await readDecisions(bench.admin)
  bench.endpoint.setRoundTrip(ROUND_TRIP_MS)
  bench.admin.on('error', () => {})
  const template = new URL(bench.databaseUrl).pathname.slice(1)
  const ours: Measured[] = []
  const raw: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const url = await copy(template, `ours_${round}`)
    ours.push(await measureOurs(url, decisions))
    written ??= await readWritten(url, bench.databaseUrl)
    raw.push(await measureRaw(await copy(template, `raw_${round}`), written))
  }
  const best = ours.toSorted((a, b) => a.ms - b.ms)[0]!
  const interactive = await measureInteractive(await copy(template, 'interactive'), decisions, userId)
  const limit = Math.min(...raw)
  const undone = Math.min(...ours.map(({ undoMs }) => undoMs))
  printFigures([
    figure('round trips of 1,000 decisions', best.roundTrips, 1, best.roundTrips, 'count', '1', best.roundTrips === 1),
    figure(
      '1,000 decisions : bare multi-row writes',
      best.ms,
      limit,
      best.ms / limit,
      'ms',
      '<= 3 x',
      best.ms <= 3 * limit,
    ),
    figure(
      '1,000 decisions : one transaction each',
      best.ms,
      interactive,
      interactive / best.ms,
      'ms',
      '>= 20 x faster',
      interactive >= 20 * best.ms,
    ),
    figure('undo of the batch : bare multi-row writes', undone, limit, undone / limit, 'ms', 'none', true),
  ])
} finally {
  await bench.close()
}

interface Measured {
  ms: number
  undoMs: number
  roundTrips: number
}

async function seed(): Promise<number> {
  const { admin, tenantId } = bench
  await seedRecords(admin, tenantId)
  const { rows } = await admin.query(
    `insert into app_user (tenant_id, email, name, role) values ($1, 'r@acme.example', 'R', 'reviewer') returning id`,
    [tenantId],
  )
  await admin.query(
    `insert into api_key (tenant_id, name, role, user_id, key_hash) values ($1, 'bench', 'reviewer', $2, $3)`,
    [tenantId, rows[0].id, key],
  )
  const first = await admin.query(
    'select (select min(id) from organization)::int as o, (select min(id) from individual)::int as i',
  )
  const db = new ScopedDatabase(createNeonTransport(bench.databaseUrl, bench.endpoint.url), {
    credential: { kind: 'system', value: String(tenantId) },
    surface: 'run',
  })
  await proposeChanges({ db, now: new Date(), log: () => {} }, benchDrafts(first.rows[0].o, first.rows[0].i))
  await admin.query('vacuum analyze')
  return Number(rows[0].id)
}

async function copy(template: string, name: string): Promise<string> {
  const url = new URL(bench.databaseUrl)
  url.pathname = `/copy_${name}`
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: bench.databaseUrl.replace(/\/[^/]*$/, '/template1') })
  await client.connect()
  // nobody may be connected to a template; the endpoint's pool is
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [template])
  await client.query(`create database copy_${name} template ${template}`)
  await client.end()
  return url.href
}

function connect(url: string): ScopedDatabase {
  return new ScopedDatabase(createNeonTransport(url, bench.endpoint.url), {
    credential: { kind: 'api_key', value: key },
    surface: 'api',
  })
}

async function measureOurs(url: string, decisions: Decision[]): Promise<Measured> {
  const ctx = { db: connect(url), now: new Date(), log: () => {} }
  await ctx.db.run('read')
  const batch = crypto.randomUUID()
  bench.endpoint.resetRequests()
  let startedAt = performance.now()
  const outcomes = await decideProposals(ctx, decisions, batch)
  const ms = performance.now() - startedAt
  const roundTrips = bench.endpoint.requests()
  const failed = outcomes.filter(({ outcome }) => outcome !== 'committed')
  if (failed.length > 0) throw new Error(`Not all were committed: ${JSON.stringify(failed.slice(0, 3))}`)
  // what a batch writes is read before it is undone, so only the later rounds undo
  startedAt = performance.now()
  if (written) await undoCommit(ctx, 'batch', batch)
  return { ms, undoMs: written ? performance.now() - startedAt : Number.POSITIVE_INFINITY, roundTrips }
}

async function measureRaw(url: string, rows: Written[]): Promise<number> {
  const transport = createNeonTransport(url, bench.endpoint.url)
  const [columns] = await transport([
    {
      text: `select c.relname || '.' || a.attname as name, format_type(a.atttypid, a.atttypmod) as type from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0`,
      params: [],
    },
  ])
  const statements = rawStatements(rows, new Map(columns!.map(({ name, type }) => [String(name), String(type)])))
  const startedAt = performance.now()
  await transport(statements)
  return performance.now() - startedAt
}

async function measureInteractive(url: string, decisions: Decision[], userId: number): Promise<number> {
  Object.assign(neonConfig, {
    webSocketConstructor: ws,
    wsProxy: () => bench.endpoint.wsHost,
    useSecureWebSocket: false,
    pipelineConnect: false,
    pipelineTLS: false,
  })
  const pool = new Pool({ connectionString: url })
  const client = await pool.connect()
  const startedAt = performance.now()
  for (const { id, content_hash } of decisions.slice(0, INTERACTIVE))
    await commitInteractively(client, id, content_hash!, bench.tenantId, userId)
  const ms = ((performance.now() - startedAt) * decisions.length) / INTERACTIVE
  client.release()
  await pool.end()
  return ms
}

function figure(
  name: string,
  ours: number,
  peer: number,
  ratio: number,
  unit: string,
  bar: string,
  ok: boolean,
): Figure {
  return { bench: 'commit', case: name, ours, peer, ratio, unit, bar, ok }
}
