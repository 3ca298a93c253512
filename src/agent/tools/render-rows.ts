import { MAX_RESULT } from './agent-tool.ts'

/** Rows as the model reads them: data between markers that the rows cannot write. Addresses in them may be read afterwards. */
export function renderRows(rows: unknown, addresses: Set<string>): string {
  const json = JSON.stringify(rows)
  noteAddresses(json, addresses)
  return asData(json)
}

/** Keeps the web addresses that a text names, without what a sentence puts after them. */
export function noteAddresses(text: string, addresses: Set<string>) {
  for (const [address] of text.matchAll(/https?:\/\/[^\s"\\<>]+/g)) addresses.add(address.replace(/[).,;:'!?\]]+$/, ''))
}

export function asData(text: string): string {
  const cut = text.length > MAX_RESULT ? `${text.slice(0, MAX_RESULT)}… (cut off: narrow it down)` : text
  return `<data>\n${inert(cut)}\n</data>`
}

/** The text with every marker in it made harmless. */
export const inert = (text: string) => text.replace(/<(\s*\/?\s*)(data|page)\b/gi, '‹$1$2')
