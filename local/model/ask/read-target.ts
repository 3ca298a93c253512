/** A record as a person names it: by kind and number, or by name. */
export interface Target {
  entity?: string
  id?: number
  name: string
}

const entityWords: [string, RegExp][] = [
  ['Organization', /^(?:organi[sz]ations?|compan(?:y|ies)|firms?)$/i],
  ['Individual', /^(?:individuals?|persons?|people)$/i],
  ['Contact', /^contacts?$/i],
  ['Lead', /^(?:(?:job|sales|partnership|opportunity)\s+)?leads?$/i],
  ['Job', /^jobs?$/i],
  ['Opportunity', /^opportunit(?:y|ies)$/i],
  ['Partnership', /^partnerships?$/i],
  ['Deal', /^deals?$/i],
  ['Account', /^accounts?$/i],
  ['Project', /^projects?$/i],
  ['Task', /^tasks?$/i],
]

/** The kind of record that a word stands for. */
export const entityNamed = (word: string): string | undefined =>
  entityWords.find(([, pattern]) => pattern.test(word.trim()))?.[0]

/** The words for kinds of records, as an alternative. */
export const kinds = `(?:(?:job |sales )?leads?|organi[sz]ations?|compan(?:y|ies)|firms?|individuals?|persons?|people|contacts?|jobs?|opportunit(?:y|ies)|partnerships?|deals?|accounts?|projects?|tasks?)`

/** Reads "the organization 12", "lead 'Data Lead'" or a bare name. */
export const readTarget = (words: string): Target => {
  const bare = words
    .trim()
    .replace(/^(?:the|our|my)\s+/i, '')
    .replace(/[.?!,;:]+$/, '')
  const match = new RegExp(`^(${kinds})\\s+(.+)$`, 'i').exec(bare)
  const entity = match ? entityNamed(match[1]!) : undefined
  const name = (match?.[2] ?? bare)
    .replace(/^(?:called|named|id|number)\s+/i, '')
    .replace(/^["“”„']+|["“”']+$/g, '')
    .trim()
  const id = /^#?(\d+)$/.exec(name)?.[1]
  return { ...(entity ? { entity } : {}), ...(id ? { id: Number(id) } : {}), name }
}
