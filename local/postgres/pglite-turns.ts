import type { PGlite } from '@electric-sql/pglite'
import { recordSettings } from './session-settings.ts'

/** One connection as the shared database session must look while it speaks. */
export interface PgliteSession {
  id: number
  user: string
  /** SET statements to run again whenever this connection gets its turn back. */
  settings: string[]
  startupSettings: string[]
  /** Its statement_timeout in ms where it has one, which PGlite itself does not keep. */
  timeoutMs?: number | undefined
}

/** A connection that leaves a transaction open must not keep everybody else waiting for ever. */
const MAX_WAIT_MS = 30_000

export class TurnTimeout extends Error {}

/**
 * PGlite has one session; this hands it from connection to connection. A turn lasts until the database is idle and
 * outside a transaction, so that neither unnamed statements, roles, settings nor transactions of two connections mix.
 */
export function createPgliteTurns(database: PGlite, deadline: Float64Array) {
  let holder: PgliteSession | undefined
  let dressedFor: PgliteSession | undefined
  const waiting: { session: PgliteSession; start: () => void }[] = []

  const acquire = (session: PgliteSession) =>
    new Promise<void>((resolve, reject) => {
      if (holder === session) return resolve()
      if (!holder) {
        holder = session
        return resolve()
      }
      const entry = { session, start: resolve }
      waiting.push(entry)
      const timer = setTimeout(() => {
        const index = waiting.indexOf(entry)
        if (index < 0) return
        waiting.splice(index, 1)
        reject(new TurnTimeout('another connection holds a transaction open, and PGlite serves one at a time'))
      }, MAX_WAIT_MS)
      entry.start = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const release = () => {
    const next = waiting.shift()
    holder = next?.session
    next?.start()
  }

  const dress = async (session: PgliteSession) => {
    const previous = dressedFor
    if (previous === session) return
    dressedFor = undefined
    const plain = (one: PgliteSession | undefined) => one !== undefined && one.settings.length === 0
    const role = session.user.replaceAll('"', '""')
    const same = plain(previous) && plain(session) && previous?.user === session.user
    if (!same) await database.exec(['RESET ALL', `SET SESSION AUTHORIZATION "${role}"`, ...session.settings].join(';'))
    dressedFor = session
  }

  const run = async (bytes: Buffer, timeoutMs: number | undefined): Promise<Buffer> => {
    const output: Buffer[] = []
    deadline[0] = timeoutMs ? Date.now() + timeoutMs : 0
    try {
      await database.execProtocolRawStream(bytes, { onRawData: (data) => output.push(Buffer.from(data)) })
    } finally {
      deadline[0] = 0
    }
    return Buffer.concat(output)
  }

  /** Asked only after a text that sets it, and when a transaction that had one ends. */
  const readTimeout = async () => {
    const read = "select setting::int as ms from pg_settings where name = 'statement_timeout'"
    const { rows } = await database.query<{ ms: number }>(read).catch(() => ({ rows: [] }))
    return rows[0]?.ms || undefined
  }

  return {
    /** Runs messages of one connection and answers the database's bytes; `whole` says they end with a Sync or a query. */
    run: async (session: PgliteSession, bytes: Buffer, whole: boolean, texts: string[]) => {
      await acquire(session)
      try {
        await dress(session)
        const output = await run(bytes, session.timeoutMs)
        for (const text of texts) session.settings = recordSettings(session, text)
        const sets = texts.some((text) => /statement_timeout/i.test(text))
        if (whole && (sets || (session.timeoutMs && !database.isInTransaction())))
          session.timeoutMs = await readTimeout()
        return output
      } finally {
        if (whole && !database.isInTransaction()) release()
      }
    },
    /** Ends what a connection left behind: an open transaction and its prepared statements. */
    leave: async (session: PgliteSession, cleanUp: string[]) => {
      const wasHolder = holder === session
      await acquire(session).catch(() => {})
      if (holder !== session) return
      try {
        if (wasHolder) await database.exec('ROLLBACK')
        for (const text of cleanUp) await database.exec(text)
      } finally {
        release()
      }
    },
  }
}

export type PgliteTurns = ReturnType<typeof createPgliteTurns>
