/** A header's name as QStash writes it in JSON: "content-type" becomes "Content-Type". */
export function canonicalHeader(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase())
}

/** Headers as QStash writes them in JSON: canonical names, a list of values each. */
export function canonicalHeaders(headers: Record<string, string>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [canonicalHeader(name), [value]]))
}
