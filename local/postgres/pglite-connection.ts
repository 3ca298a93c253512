import type { Socket } from 'node:net'
import { type PgliteSession, type PgliteTurns, TurnTimeout } from './pglite-turns.ts'
import { startupSettings } from './session-settings.ts'
import { createStatementNames } from './statement-names.ts'
import {
  createFrameReader,
  errorResponse,
  type Frame,
  int32,
  message,
  readStrings,
  readyForQuery,
  withoutType,
} from './wire-messages.ts'

interface ConnectionOptions {
  id: number
  socket: Socket
  turns: PgliteTurns
  serverVersion: string
}

const SSL_REQUEST = 80877103
const GSS_REQUEST = 80877104
const CANCEL_REQUEST = 80877102
const COPY_IN = /\bcopy\b[^;]*\bfrom\s+stdin\b/i

/** Speaks the Postgres protocol with one client: start-up here, everything else in PGlite when it is this one's turn. */
export function createPgliteConnection({ id, socket, turns, serverVersion }: ConnectionOptions) {
  const reader = createFrameReader()
  const names = createStatementNames(id)
  let session: PgliteSession | undefined
  let parameters: Map<string, string> | undefined
  let group: Frame[] = []
  let copying = false
  let work = Promise.resolve()

  const takeGroup = () => {
    const taken = group
    group = []
    return taken
  }

  const send = (bytes: Buffer) => {
    if (socket.writable && bytes.length) socket.write(bytes)
  }

  const startUp = (frame: Frame) => {
    const code = frame.body.readInt32BE(0)
    if (code === SSL_REQUEST || code === GSS_REQUEST) return send(Buffer.from('N'))
    if (code === CANCEL_REQUEST) return socket.end()
    const strings = readStrings(frame.body.subarray(4))
    parameters = new Map()
    for (let at = 0; strings[at]; at += 2) parameters.set(strings[at]!, strings[at + 1] ?? '')
    send(message('R', int32(3)))
  }

  /** Any password will do, as only this machine can connect; the role must exist and be allowed to log in. */
  const authenticate = async (startup: Map<string, string>) => {
    const user = startup.get('user') ?? 'postgres'
    const settings = startupSettings(startup)
    const postgres = { id, user: 'postgres', settings: [], startupSettings: [] }
    const text = `select 1 from pg_roles where rolcanlogin and rolname = '${user.replaceAll("'", "''")}'`
    const known = await turns.run(postgres, message('Q', text), true, [])
    if (!known.includes('SELECT 1')) {
      send(errorResponse('FATAL', '28000', `role "${user}" does not exist or is not permitted to log in`))
      socket.end()
      return
    }
    session = { id, user, settings, startupSettings: settings }
    send(
      Buffer.concat([
        message('R', int32(0)),
        ...statusMessages(serverVersion),
        message('K', int32(id), int32(0)),
        readyForQuery,
      ]),
    )
  }

  const runGroup = async (current: PgliteSession, frames: Frame[], whole: boolean, copied: boolean) => {
    const texts = frames.flatMap(statementText)
    try {
      const output = await turns.run(current, Buffer.concat(frames.map(names.rewrite)), whole, texts)
      // the client was told to send its rows before PGlite saw the statement
      send(copied ? withoutType(output, 'G') : output)
    } catch (error) {
      const code = error instanceof TurnTimeout ? '55P03' : 'XX000'
      send(errorResponse('ERROR', code, (error as Error).message))
      if (whole) send(readyForQuery)
    }
  }

  /** PGlite reads copied rows only from the same buffer as the statement, so both are kept until the last row is in. */
  const acceptCopy = async (frame: Frame, current: PgliteSession) => {
    const simple = group[0]?.type === 'Q'
    const ended = group.some(({ type }) => type === 'c' || type === 'f')
    // a Sync or Flush before the end of the rows means nothing
    if (!ended && (frame.type === 'S' || frame.type === 'H')) return
    group.push(frame)
    const last = simple ? frame.type === 'c' || frame.type === 'f' : frame.type === 'S'
    if (!last) return
    copying = false
    await runGroup(current, takeGroup(), true, true)
  }

  const accept = async (frame: Frame, current: PgliteSession) => {
    if (copying) return acceptCopy(frame, current)
    group.push(frame)
    if (!'QSFH'.includes(frame.type)) return
    if (startsCopy(group)) {
      copying = true
      if (frame.type !== 'Q') group.pop()
      send(message('G', Buffer.from([0, 0, 0])))
      return
    }
    await runGroup(current, takeGroup(), frame.type !== 'H', false)
  }

  const drain = async () => {
    for (let frame = reader.next(!parameters); frame; frame = reader.next(!parameters)) {
      if (!parameters) startUp(frame)
      else if (!session) await authenticate(parameters)
      else if (frame.type === 'X') socket.end()
      else await accept(frame, session)
    }
  }

  socket.on('data', (chunk) => {
    reader.push(chunk)
    work = work.then(drain).catch(() => {
      socket.destroy()
    })
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    work = work
      .then(async () => {
        if (session) await turns.leave(session, names.deallocate())
      })
      .catch(() => {})
  })
}

function statusMessages(serverVersion: string): Buffer[] {
  const status = {
    server_version: serverVersion,
    server_encoding: 'UTF8',
    client_encoding: 'UTF8',
    DateStyle: 'ISO, MDY',
    IntervalStyle: 'postgres',
    TimeZone: 'UTC',
    integer_datetimes: 'on',
    standard_conforming_strings: 'on',
  }
  return Object.entries(status).map(([name, value]) => message('S', name, value))
}

function statementText(frame: Frame): string[] {
  if (frame.body.length > 100_000) return []
  if (frame.type === 'Q') return [readStrings(frame.body)[0]!]
  return frame.type === 'P' ? [readStrings(frame.body)[1]!] : []
}

function startsCopy(frames: Frame[]): boolean {
  const runs = frames.some(({ type }) => type === 'Q' || type === 'E')
  return runs && frames.flatMap(statementText).some((text) => COPY_IN.test(text))
}
