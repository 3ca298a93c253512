import type { ScopedDatabase } from './db/scoped-database.ts'
import type { Log } from './platform/log.ts'

/** What every verb is given: the database as its caller sees it, the time, and a log. */
export interface Context {
  db: ScopedDatabase
  now: Date
  log: Log
}
