import { hashText } from '../hash-text.ts'

/** The same UUID for the same text (version 8: a hash of one's own). */
export async function uuidOf(text: string): Promise<string> {
  const hex = await hashText(text)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
