import { EXTENSION_FUNCTIONS, FUNCTION_HINTS, FUNCTIONS } from '../allowed/functions.ts'
import type { SqlFields, SqlNode } from '../parser/pg-query-engine.ts'
import type { QueryLimits } from '../query-limits.ts'
import { refuse } from '../refused.ts'
import { constantNumber, constantText } from './constant.ts'
import { nameParts } from './name-parts.ts'

/** Refuses a call to anything that is not on the list, and calls that spell out an absurd amount of output. */
export function checkFunctionCall(call: SqlFields, limits: QueryLimits) {
  const parts = nameParts(call.funcname)
  const name = parts.at(-1)!
  if (!isAllowed(parts)) refuse(`The function ${parts.join('.')}() is not available in queries.${hint(name)}`)
  AMPLIFIERS[name]?.((call.args ?? []) as SqlNode[], limits, name)
}

function isAllowed(parts: string[]): boolean {
  const [name, schema] = parts.toReversed()
  if (parts.length > 2) return false
  if (schema === 'pg_catalog') return FUNCTIONS.has(name!)
  if (schema === 'public') return EXTENSION_FUNCTIONS.has(name!)
  return schema === undefined && (FUNCTIONS.has(name!) || EXTENSION_FUNCTIONS.has(name!))
}

const hint = (name: string) => (FUNCTION_HINTS[name] ? ` ${FUNCTION_HINTS[name]}` : '')

type Check = (args: SqlNode[], limits: QueryLimits, name: string) => void

// What a few characters can blow up is refused when it is spelled out; what is computed meets the time and byte limits.
const AMPLIFIERS: Record<string, Check> = {
  repeat: checkLength,
  lpad: checkLength,
  rpad: checkLength,
  format: checkWidths,
  // these look through the whole set for every character, and nothing can interrupt them
  translate: checkCharacters,
  btrim: checkCharacters,
  ltrim: checkCharacters,
  rtrim: checkCharacters,
  array_fill: (args, limits, name) => {
    const sizes = ((args[1]?.A_ArrayExpr?.elements ?? []) as SqlNode[]).map((size) => constantNumber(size) ?? 1)
    const size = sizes.reduce((product, next) => product * next, 1)
    if (size > limits.series) refuse(`${name}() may fill at most ${limits.series} elements.`)
  },
  generate_series: (args, limits, name) => {
    const [start, stop, step = 1] = args.map(constantNumber)
    if (start === undefined || stop === undefined) return
    if ((stop - start) / step > limits.series) refuse(`${name}() may count to at most ${limits.series} rows.`)
  },
}

function checkLength(args: SqlNode[], limits: QueryLimits, name: string) {
  if ((constantNumber(args[1]) ?? 0) > limits.repeats) refuse(`${name}() may go to at most ${limits.repeats}.`)
  if (/"funcname":\[[^\]]*"(repeat|lpad|rpad)"/.test(JSON.stringify(args))) refuse(`${name}() may not be nested.`)
}

function checkCharacters(args: SqlNode[], limits: QueryLimits, name: string) {
  if (args[1] && !((constantText(args[1])?.length ?? Number.POSITIVE_INFINITY) <= limits.characters))
    refuse(`${name}() takes at most ${limits.characters} characters, written out; use replace() or regexp_replace().`)
}

function checkWidths(args: SqlNode[], limits: QueryLimits, name: string) {
  const format =
    constantText(args[0]) ?? refuse(`Write the first argument of ${name}() out; use concat() for the rest.`)
  for (const [, width] of format.matchAll(/%(?:\d+\$)?-?(\*|\d+)/g)) {
    if (width === '*' || Number(width) > limits.repeats) refuse(`${name}() may pad to at most ${limits.repeats}.`)
  }
}
