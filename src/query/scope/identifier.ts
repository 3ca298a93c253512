import { toByteText } from './byte-text.ts'

/** A name as SQL, in a byte text. */
export const quoteIdentifier = (name: string) => `"${toByteText(name).replaceAll('"', '""')}"`

// a quoted or plain identifier in a byte text, where every byte above ASCII may be part of a name
const IDENTIFIER = /"(?:[^"]|"")*"|[A-Za-z_\x80-\xff][\w$\x80-\xff]*/y
const DOT = /\s*\.\s*/y

/**
 * Where a dotted name that starts at `start` ends. Names in unusual spellings (`U&"..."`, a comment inside) end
 * somewhere else; the comparison of the trees then refuses the query.
 */
export function endOfName(text: string, start: number, parts: number): number {
  let at = start
  for (let part = 0; part < parts; part++) {
    if (part > 0) at = skip(DOT, text, at)
    at = skip(IDENTIFIER, text, at)
  }
  return at
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}
