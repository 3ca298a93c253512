import { connect } from 'node:net'
import type { RawData, WebSocket } from 'ws'

interface Tunnel {
  host: string
  port: number
  /** Full round trip to simulate; each direction waits half of it. Read per message, so that it can change. */
  roundTripMs: () => number
  /** Called once for each time the client speaks after the server did. */
  onRoundTrip: () => void
}

/** Carries the raw Postgres protocol between a WebSocket (binary frames) and the database's port. */
export function tunnelSocket(socket: WebSocket, { host, port, roundTripMs, onRoundTrip }: Tunnel) {
  const database = connect({ host, port, noDelay: true })
  let serverSpokeLast = true
  const up = inOrder((chunk) => database.write(chunk))
  const down = inOrder((chunk) => {
    if (socket.readyState === socket.OPEN) socket.send(chunk, { binary: true })
  })

  socket.on('message', (data: RawData, isBinary) => {
    if (!isBinary) return socket.close(1003, 'unexpected text frame')
    if (serverSpokeLast) onRoundTrip()
    serverSpokeLast = false
    up(data as Buffer, roundTripMs() / 2)
  })
  database.on('data', (chunk) => {
    serverSpokeLast = true
    down(chunk, roundTripMs() / 2)
  })
  socket.on('close', () => database.destroy())
  socket.on('error', () => database.destroy())
  database.on('error', () => socket.close(1011))
  database.on('close', () => down(undefined, roundTripMs() / 2, () => socket.close(1000)))
}

/** Delays chunks without letting a later one overtake an earlier one, also when the delay shrinks. */
function inOrder(send: (chunk: Buffer) => void) {
  let tail = Promise.resolve()
  return (chunk: Buffer | undefined, delayMs: number, then?: () => void) => {
    const due = Date.now() + delayMs
    tail = tail.then(async () => {
      const wait = due - Date.now()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      if (chunk) send(chunk)
      then?.()
    })
  }
}
