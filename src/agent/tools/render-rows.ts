import { MAX_RESULT } from './agent-tool.ts'

/** Rows as the model reads them: data between markers that the rows cannot write. Addresses in them may be read afterwards. */
export function renderRows(rows: unknown, addresses: Set<string>): string {
  const json = JSON.stringify(rows)
  for (const [address] of json.matchAll(/https?:\/\/[^\s"\\<>]+/g)) addresses.add(address)
  return asData(json)
}

export function asData(text: string): string {
  const cut = text.length > MAX_RESULT ? `${text.slice(0, MAX_RESULT)}… (cut off: narrow it down)` : text
  return `<data>\n${cut.replace(/<(\/?)(data|page)\b/gi, '‹$1$2')}\n</data>`
}
