import { type Frame, message } from './wire-messages.ts'

/**
 * Prepared statements belong to a session, and PGlite has one for all connections: each connection's names get its
 * number in front, so that two clients which both say "s1" do not meet.
 */
export function createStatementNames(connection: number) {
  const prepared = new Set<string>()
  const own = (name: string) => (name ? `${connection}/${name}` : name)

  const rewrite = ({ type, body, bytes }: Frame): Buffer => {
    if (type === 'P') {
      const { text: name, end } = readString(body, 0)
      if (name) prepared.add(own(name))
      return name ? message('P', own(name), body.subarray(end)) : bytes
    }
    if (type === 'B') {
      const portal = readString(body, 0)
      const { text: name, end } = readString(body, portal.end)
      return name ? message('B', portal.text, own(name), body.subarray(end)) : bytes
    }
    if ((type === 'D' || type === 'C') && body[0] === 'S'.charCodeAt(0)) {
      const { text: name } = readString(body, 1)
      if (type === 'C') prepared.delete(own(name))
      return name ? message(type, Buffer.from('S'), own(name)) : bytes
    }
    return bytes
  }

  return { rewrite, deallocate: () => [...prepared].map((name) => `DEALLOCATE "${name.replaceAll('"', '""')}"`) }
}

function readString(body: Buffer, from: number) {
  const zero = body.indexOf(0, from)
  return { text: body.toString('utf8', from, zero), end: zero + 1 }
}
