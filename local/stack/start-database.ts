import { join } from 'node:path'
import { serveNeon } from '../neon/serve-neon.ts'
import { findFreePort } from '../postgres/find-free-port.ts'
import { startPostgres } from '../postgres/start-postgres.ts'
import type { Settings } from './read-settings.ts'
import { StackFailure } from './stack-failure.ts'
import type { Memory } from './stack-files.ts'
import type { StackOptions } from './stack-options.ts'

/** Postgres and, unless the database is Neon's own, the Neon endpoint in front of it. */
export async function startDatabase(options: StackOptions, given: Settings, memory: Memory) {
  const postgres = await startPostgresFor(options, given, memory)
  const { databaseUrl, kind } = postgres
  if (kind === 'external' && (given.NEON_FETCH_ENDPOINT || isNeon(databaseUrl))) {
    const url = given.NEON_FETCH_ENDPOINT
    return { databaseUrl, kind, neonUrl: url, close: postgres.close }
  }
  memory.ports.neon = await findFreePort(memory.ports.neon)
  const neon = await serveNeon({ backend: postgres, port: memory.ports.neon })
  return {
    databaseUrl,
    kind,
    neonUrl: neon.url,
    close: async () => {
      await neon.close()
      await postgres.close()
    },
  }
}

async function startPostgresFor({ postgres: kind, dir }: StackOptions, given: Settings, memory: Memory) {
  if (given.DATABASE_URL) {
    try {
      return await startPostgres({ kind: 'external', dir: undefined, databaseUrl: given.DATABASE_URL })
    } catch (error) {
      throw new StackFailure(`The database of DATABASE_URL does not answer: ${(error as Error).message}.`, {
        cause: error,
      })
    }
  }
  memory.ports.postgres = await findFreePort(memory.ports.postgres)
  const data = join(dir, kind === 'native' ? 'postgres' : 'pglite')
  try {
    return await startPostgres({ kind, dir: data, port: memory.ports.postgres })
  } catch (error) {
    throw new StackFailure(
      `The database in ${data} does not start (${reason(error)}): start over with "npm start -- --fresh", which forgets the local data.`,
      { cause: error },
    )
  }
}

const isNeon = (databaseUrl: string) => new URL(databaseUrl).hostname.endsWith('.neon.tech')

const reason = (error: unknown) =>
  (error as Error).message.replace(/^.* did not start in [^:]*: /, '').replace(/\.$/, '')
