/** A reviver is told the number as it was written; older type libraries do not know it yet. */
type Revive = (key: string, value: unknown, context: { source?: string }) => unknown
const parse = JSON.parse as (text: string, revive: Revive) => unknown

/** Rows as arrays of values. A number that JavaScript cannot hold (a long integer, 1e400) stays its text. */
export const parseJsonRows = (text: string): unknown[][] =>
  parse(text, (_, value, { source }) =>
    typeof value === 'number' && !isHeld(value) ? (source ?? value) : value,
  ) as unknown[][]

const isHeld = (value: number) => Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
