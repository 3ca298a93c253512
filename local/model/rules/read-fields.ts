/** Values that a message states as data: members of JSON in it, and "label: value" lines. Keys are snake_case. */
export type GivenFields = Map<string, unknown[]>

const snake = (key: string) =>
  key
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '')

const add = (fields: GivenFields, key: string, value: unknown) => {
  if (value === null || value === undefined || value === '') return
  const name = snake(key)
  fields.set(name, [...(fields.get(name) ?? []), value])
}

const walk = (fields: GivenFields, value: unknown, key: string) => {
  if (Array.isArray(value)) {
    for (const each of value) walk(fields, each, key)
    return
  }
  if (typeof value !== 'object' || value === null) {
    add(fields, key, value)
    return
  }
  const record = value as Record<string, unknown>
  // a signature counts values: { "value": "Kafka", "count": 5 } means Kafka
  if ('value' in record && typeof record.value !== 'object') add(fields, key, record.value)
  for (const [name, member] of Object.entries(record)) if (name !== 'value') walk(fields, member, name)
}

/** Every JSON object or array that stands in a text. */
export const findJson = (text: string): unknown[] => {
  const found: unknown[] = []
  for (let start = 0; start < text.length; start++) {
    if (text[start] !== '{' && text[start] !== '[') continue
    const end = matchingEnd(text, start)
    if (end === undefined) continue
    try {
      found.push(JSON.parse(text.slice(start, end)))
      start = end - 1
    } catch {
      // not JSON from here: look on from the next bracket
    }
  }
  return found
}

const matchingEnd = (text: string, start: number): number | undefined => {
  let depth = 0
  let inString = false
  for (let i = start; i < text.length; i++) {
    const c = text[i]
    if (inString) {
      if (c === '\\') i++
      else if (c === '"') inString = false
    } else if (c === '"') inString = true
    else if (c === '{' || c === '[') depth++
    else if ((c === '}' || c === ']') && --depth === 0) return i + 1
  }
  return undefined
}

/** Reads the data of a text, so that rules can speak of it without inventing. */
export const readFields = (text: string): GivenFields => {
  const fields: GivenFields = new Map()
  for (const value of findJson(text)) walk(fields, value, '')
  for (const line of text.split('\n')) {
    const match = /^[\s>*•-]*([\p{L}][\p{L} _/-]{1,40}?)\s*[:=]\s*(\S.*)$/u.exec(line)
    if (match && !/^https?$/i.test(match[1]!) && !/^[{[]/.test(match[2]!)) {
      const values = match[2]!.split(/\s*[;,]\s+(?=\S)/).map((value) => value.replace(/\s*\(\d[^)]*\)$|[."]+$|^"/g, ''))
      for (const value of values) add(fields, match[1]!, value)
    }
  }
  return fields
}

/** The first value under any of the names, or whose name contains one. */
export const given = (fields: GivenFields, ...names: string[]): string | undefined => {
  const values = givenAll(fields, ...names)
  return values[0]
}

/** All values under the names, in the order of the names, each once. */
export const givenAll = (fields: GivenFields, ...names: string[]): string[] => {
  const exact = names.flatMap((name) => fields.get(name) ?? [])
  const loose = names.flatMap((name) =>
    [...fields].filter(([key]) => key !== name && key.split('_').includes(name)).flatMap(([, values]) => values),
  )
  return [...new Set([...exact, ...loose].map(String))]
}
