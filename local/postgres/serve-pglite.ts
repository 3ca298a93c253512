import { createServer, type Socket } from 'node:net'
import type { PGlite } from '@electric-sql/pglite'
import { createPgliteConnection } from './pglite-connection.ts'
import { createPgliteTurns } from './pglite-turns.ts'

/**
 * A Postgres port in front of one PGlite instance, for any number of connections.
 * Not @electric-sql/pglite-socket: that passes single messages through, so the unnamed statements, roles and settings
 * of two connections mix, and a COPY FROM STDIN ends the process.
 */
export async function servePglite(database: PGlite, port: number, deadline: Float64Array) {
  const turns = createPgliteTurns(database, deadline)
  const sockets = new Set<Socket>()
  const { rows } = await database.query<{ server_version: string }>('show server_version')
  const serverVersion = rows[0]!.server_version
  let count = 0

  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    createPgliteConnection({ id: ++count, socket, turns, serverVersion })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })

  return {
    port: (server.address() as { port: number }).port,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
