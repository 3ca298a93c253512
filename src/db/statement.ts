/** One parametrised statement; `params` are the values of $1, $2, ... */
export interface Statement {
  text: string
  params: unknown[]
}

export type Row = Record<string, unknown>

/**
 * Runs the statements as ONE transaction in ONE round trip and answers the rows of each, in order.
 * All of them commit or none does. Values come back JSON-safe: bigint as number, numeric as string,
 * timestamptz as ISO 8601 UTC text, date as text, json parsed.
 */
export type SqlTransport = (statements: Statement[]) => Promise<Row[][]>
