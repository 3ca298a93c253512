/** The few pieces of the Postgres wire protocol (version 3) that the PGlite server reads and writes itself. */

export interface Frame {
  /** The message's type letter; the empty string for the untyped messages of the start-up phase. */
  type: string
  body: Buffer
  bytes: Buffer
}

/** Cuts complete messages out of a byte stream; the start-up phase has messages without a type byte. */
export function createFrameReader() {
  let rest: Buffer = Buffer.alloc(0)
  return {
    push: (chunk: Buffer) => {
      rest = rest.length ? Buffer.concat([rest, chunk]) : chunk
    },
    next: (startup: boolean): Frame | undefined => {
      const header = startup ? 4 : 5
      if (rest.length < header) return undefined
      const length = rest.readInt32BE(header - 4) + header - 4
      if (rest.length < length) return undefined
      const bytes = rest.subarray(0, length)
      rest = rest.subarray(length)
      return { type: startup ? '' : String.fromCharCode(bytes[0]!), body: bytes.subarray(header), bytes }
    },
  }
}

export function message(type: string, ...parts: (string | Buffer)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part)))
  const head = Buffer.alloc(5)
  head.write(type, 0, 'latin1')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

export function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeInt32BE(value)
  return buffer
}

export const readyForQuery = message('Z', Buffer.from('I'))

export function errorResponse(severity: 'ERROR' | 'FATAL', code: string, text: string): Buffer {
  return message('E', `S${severity}`, `V${severity}`, `C${code}`, `M${text}`, Buffer.alloc(1))
}

/** Splits a body of zero-terminated strings, ending at the first empty one. */
export function readStrings(body: Buffer): string[] {
  return body.toString('utf8').split('\0')
}

/** Drops every message of one type from complete server output. */
export function withoutType(output: Buffer, type: string): Buffer {
  const kept: Buffer[] = []
  for (let at = 0; at < output.length; ) {
    const end = at + 1 + output.readInt32BE(at + 1)
    if (String.fromCharCode(output[at]!) !== type) kept.push(output.subarray(at, end))
    at = end
  }
  return Buffer.concat(kept)
}
