import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { serveNeon } from '../local/neon/serve-neon.ts'
import { startPostgres } from '../local/postgres/start-postgres.ts'
import { migrate } from '../scripts/migrate.ts'

export type BenchDatabase = Awaited<ReturnType<typeof openBenchDatabase>>

/** A migrated native Postgres of the bench's own, one tenant in it, and a Neon endpoint with a settable round trip in front. */
export async function openBenchDatabase() {
  const root = await mkdtemp(join(tmpdir(), 'greenlight-bench-'))
  const postgres = await startPostgres({ kind: 'native', dir: join(root, 'pgdata'), throwaway: true })
  await migrate(postgres.databaseUrl)
  const endpoint = await serveNeon({ backend: { databaseUrl: postgres.databaseUrl, kind: 'native' } })
  const admin = new pg.Pool({ connectionString: postgres.databaseUrl, max: 2, allowExitOnIdle: true })
  // idle connections end with the server
  admin.on('error', () => {})
  const { rows } = await admin.query(`insert into tenant (name) values ('Acme') returning id`)
  const tenantId = Number(rows[0].id)
  return {
    databaseUrl: postgres.databaseUrl,
    endpoint,
    admin,
    tenantId,
    async createRun(): Promise<string> {
      const id = randomUUID()
      await admin.query('insert into run (id, tenant_id) values ($1, $2)', [id, tenantId])
      return id
    },
    async close() {
      await admin.end()
      await endpoint.close()
      await postgres.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}
