import { type NeonQueryFunction, neon, neonConfig, types } from '@neondatabase/serverless'
import type { Row, SqlTransport } from './statement.ts'

const INT8 = 20
const TIMESTAMPTZ = 1184
const TIMESTAMP = 1114
const DATE = 1082
const INTERVAL = 1186

const asIso = (text: string) =>
  new Date(`${text.replace(' ', 'T')}${/[+-]\d\d$/.test(text) ? ':00' : ''}`).toISOString()
const asText = (text: string) => text

const parsers: Record<number, (text: string) => unknown> = {
  [INT8]: Number,
  [TIMESTAMPTZ]: asIso,
  [TIMESTAMP]: asText,
  [DATE]: asText,
  [INTERVAL]: asText,
}

const jsonSafeTypes = {
  getTypeParser: (oid: number, format?: 'text') => parsers[oid] ?? types.getTypeParser(oid, format),
}

/** Speaks to Neon's HTTP endpoint; `fetchEndpoint` replaces Neon's own where the server is not Neon. */
export function createNeonTransport(databaseUrl: string, fetchEndpoint?: string): SqlTransport {
  if (fetchEndpoint) neonConfig.fetchEndpoint = fetchEndpoint
  const client: NeonQueryFunction<false, false> = neon(databaseUrl)
  return async (statements) => {
    const queries = statements.map(({ text, params }) => client.query(text, params, { types: jsonSafeTypes as never }))
    // one statement is a transaction by itself, and needs none opened and closed around it
    if (queries.length === 1) return [(await queries[0]!) as Row[]]
    return (await client.transaction(queries)) as Row[][]
  }
}
