/** The chosen bounds of one query; a caller may pass tighter ones. */
export const QUERY_LIMITS = {
  /** Characters. The parser's time grows with the square of nested comments: 10 k cost it 0.1 s, 80 k 12 s. */
  length: 10_000,
  /** `/*` in one text; people write a few. */
  comments: 50,
  /** Syntax nodes inside one another; the longest honest chains of || are a few dozen. */
  depth: 400,
  /** Tables, functions and subqueries in FROM, once every inlined CTE is counted as often as it is used. */
  rangeItems: 200,
  /** The longest text that repeat, lpad, rpad or a format width may be asked for, and the longest series. */
  repeats: 10_000,
  /** The longest set of characters that trim and translate may be given. */
  characters: 200,
  series: 100_000,
  /** The planner's units for the rows that are read: beyond this lies no answer within the time, by a wide margin. */
  cost: 2_000_000,
  /** What leaves Postgres. */
  rows: 1_000,
  bytes: 1_000_000,
  rowBytes: 250_000,
  /** Long enough for an aggregate over a large tenant, short enough to stop a bomb. */
  timeoutMs: 3_000,
}

export type QueryLimits = Record<keyof typeof QUERY_LIMITS, number>
