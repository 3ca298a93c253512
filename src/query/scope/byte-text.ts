/*
 * The parser counts in bytes of UTF-8. A byte text has one character per byte, so that its offsets are the
 * parser's; a text of ASCII is its own byte text.
 */
export function toByteText(text: string): string {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length === text.length) return text
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
}

export const fromByteText = (text: string): string =>
  new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0)))
