import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../../local/postgres/start-postgres.ts'
import { migrate } from '../../scripts/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The cluster of this test run, as superuser. */
    testPostgresUrl: string
  }
}

/** One Postgres 18 for the whole run, with the migrations applied to the database every test database is copied from. */
export default async function startTestPostgres(project: TestProject) {
  const root = await mkdtemp(join(tmpdir(), 'greenlight-test-'))
  const postgres = await startPostgres({ kind: 'native', dir: join(root, 'pgdata'), throwaway: true })
  const stop = async () => {
    await postgres.close()
    await rm(root, { recursive: true, force: true })
  }
  try {
    const admin = await postgres.connect()
    await admin.query('create database template_migrated')
    await admin.end()
    const template = postgres.databaseUrl.replace(/\/postgres$/, '/template_migrated')
    await migrate(template)
  } catch (error) {
    await stop()
    throw error
  }
  project.provide('testPostgresUrl', postgres.databaseUrl)
  return stop
}
