import type pg from 'pg'
import * as z from 'zod'

const Query = z.object({
  query: z.string(),
  params: z.array(z.unknown()).default([]),
  arrayMode: z.boolean().nullish(),
})
const Payload = z.union([z.object({ queries: z.array(Query) }), Query])
type Query = z.infer<typeof Query>

export interface SqlOptions {
  rawText: boolean
  arrayMode: boolean
  isolation: string | undefined
  readOnly: boolean
  deferrable: boolean
  /** Sends the statements of a batch without waiting for the answer to each. */
  isPipelined: boolean
}

/** Neon's own limit on a request body and on the rows of one statement. */
export const MAX_BYTES = 10 * 1024 * 1024

export class ResponseTooLarge extends Error {
  constructor() {
    super(`response is too large (max is ${MAX_BYTES} bytes)`)
  }
}

export const parsePayload = (body: string) => Payload.parse(JSON.parse(body))

/**
 * Runs what `POST /sql` carries on one connection: a single statement by itself, or a batch in one transaction.
 * Throws the database's own error, or ResponseTooLarge.
 */
export async function runSqlRequest(client: pg.PoolClient, payload: z.infer<typeof Payload>, options: SqlOptions) {
  if (!('queries' in payload)) return runQuery(client, payload, options)
  try {
    const results = await (options.isPipelined ? runAtOnce : runInTurn)(client, payload.queries, options)
    await client.query('COMMIT')
    return { results }
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

type Run = (client: pg.PoolClient, queries: Query[], options: SqlOptions) => Promise<unknown[]>

const runInTurn: Run = async (client, queries, options) => {
  await client.query(beginText(options))
  const results = []
  for (const query of queries) results.push(await runQuery(client, query, options))
  return results
}

// what follows a statement that fails is refused by the database, so the first failure is the one to tell
const runAtOnce: Run = async (client, queries, options) => {
  const answers = await Promise.allSettled([
    client.query(beginText(options)),
    ...queries.map((query) => runQuery(client, query, options)),
  ])
  return answers
    .map((answer) => {
      if (answer.status === 'rejected') throw answer.reason
      return answer.value
    })
    .slice(1)
}

const ISOLATION: Record<string, string> = {
  ReadUncommitted: 'READ UNCOMMITTED',
  ReadCommitted: 'READ COMMITTED',
  RepeatableRead: 'REPEATABLE READ',
  Serializable: 'SERIALIZABLE',
}

export const knownIsolation = (level: string | undefined) => level === undefined || Object.hasOwn(ISOLATION, level)

function beginText({ isolation, readOnly, deferrable }: SqlOptions): string {
  const parts = ['BEGIN']
  if (isolation) parts.push(`ISOLATION LEVEL ${ISOLATION[isolation]}`)
  if (readOnly) parts.push('READ ONLY')
  if (deferrable) parts.push('DEFERRABLE')
  return parts.join(' ')
}

const asText = { getTypeParser: () => (value: unknown) => value }

async function runQuery(client: pg.PoolClient, query: Query, options: SqlOptions) {
  const result = await client.query<(string | null)[]>({
    text: query.query,
    values: query.params,
    rowMode: 'array',
    // the extended protocol refuses a second statement in the same text, as Neon does
    queryMode: 'extended',
    types: asText,
  } as pg.QueryArrayConfig)
  refuseLargeRows(result.rows)
  const rowAsArray = query.arrayMode ?? options.arrayMode
  return {
    fields: result.fields,
    rows: result.rows.map((row) => presentRow(row, result.fields, options.rawText, rowAsArray)),
    command: result.command,
    rowCount: result.rowCount,
    rowAsArray,
  }
}

function refuseLargeRows(rows: (string | null)[][]) {
  let bytes = 0
  for (const row of rows) {
    for (const value of row) bytes += value === null ? 4 : Buffer.byteLength(value) + 4
    if (bytes > MAX_BYTES) throw new ResponseTooLarge()
  }
}

function presentRow(row: (string | null)[], fields: pg.FieldDef[], rawText: boolean, asArray: boolean) {
  const values = rawText ? row : row.map((value, index) => parseText(value, fields[index]!.dataTypeID))
  return asArray ? values : Object.fromEntries(values.map((value, index) => [fields[index]!.name, value]))
}

const BOOL = 16
const NUMBERS = new Set([21, 23, 700, 701])
const JSON_TYPES = new Set([114, 3802])

function parseText(value: string | null, type: number): unknown {
  if (value === null) return null
  if (type === BOOL) return value === 't'
  if (NUMBERS.has(type)) return Number.isFinite(Number(value)) ? Number(value) : value
  return JSON_TYPES.has(type) ? JSON.parse(value) : value
}
