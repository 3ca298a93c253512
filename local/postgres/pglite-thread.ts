import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin'
import { fuzzystrmatch } from '@electric-sql/pglite/contrib/fuzzystrmatch'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { vector } from '@electric-sql/pglite-pgvector'
import { createLateQueryCanceller } from './cancel-late-query.ts'
import { servePglite } from './serve-pglite.ts'
import type { PgliteReport, PgliteThread } from './start-pglite.ts'
import { CANCEL_LATE_QUERY } from './watch-deadline.ts'

const { dir, port, throwaway, deadline } = workerData as PgliteThread
const report = (message: PgliteReport) => parentPort?.postMessage(message)

try {
  const database = await PGlite.create({
    ...(dir ? { dataDir: dir } : {}),
    relaxedDurability: throwaway,
    extensions: { vector, pg_trgm, unaccent, fuzzystrmatch, btree_gin, pgcrypto },
  })
  Object.assign(globalThis, { [CANCEL_LATE_QUERY]: createLateQueryCanceller(database, deadline) })
  const server = await servePglite(database, port, deadline)
  parentPort?.once('message', async () => {
    await server.close()
    await database.close()
    process.exit(0)
  })
  report({ listening: server.port })
} catch (error) {
  report({ failed: error instanceof Error ? error.message : String(error) })
}
